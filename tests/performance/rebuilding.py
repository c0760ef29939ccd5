"""Views made anew from the log: ours by the command that does it, and the library's own runner, an event a transaction.

Ours is a log long enough for what a rebuild costs once: processes begun, indexes made, the new edition put in use.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL

from infrastructure import bootstrap
from infrastructure.settings import Settings
from tests.performance.commands import Case, library_environment
from tests.performance.generating import generate
from tests.performance.measuring import Contender, Measured, say, take_turns
from tests.performance.stores import progress
from tests.support.server import Server

CASES = 20_000
"""Of some eight events each."""
PEER_CASES, PEER_EVENTS = 250, 12
PATIENCE = 600.0


class Standings(PostgresTrackingRecorder):
    """What the library's documentation calls a materialised view: a row a case, and how far it has read."""

    def __init__(self, datastore: PostgresDatastore, **kwargs: Any) -> None:
        super().__init__(datastore, **kwargs)
        columns = "case_id uuid PRIMARY KEY, version int NOT NULL, category text"
        self.sql_create_statements.append(SQL(f"CREATE TABLE IF NOT EXISTS standing ({columns})"))

    def stand(self, event: Any, tracking: Tracking) -> None:
        """Take one event in, in a transaction with its tracking."""
        with self.datastore.transaction(commit=True) as curs:
            curs.execute(
                SQL(
                    "INSERT INTO standing VALUES (%s, %s, %s) ON CONFLICT (case_id) DO UPDATE "
                    "SET version = excluded.version, category = excluded.category"
                ),
                (event.originator_id, event.originator_version, getattr(event, "category", None)),
                prepare=True,
            )
            self._insert_tracking(curs, tracking)


class Standing(Projection[Standings]):
    """Every event moves the row of its case."""

    @singledispatchmethod
    def process_event(self, domain_event: DomainEventProtocol[UUID], tracking: Tracking) -> None:
        """See the library."""
        self.view.stand(domain_event, tracking)


def measured(server: Server, folder: Path) -> dict[str, float]:
    """Events a second of each contender, and the ratios."""
    say(f"rebuild of views from the log of {CASES:,} cases")
    settings = replace(server.bare_settings(folder), demo=True)
    bootstrap.migrate_store(settings)
    generate(settings, CASES, progress("cases"))
    with bootstrap.opened(settings) as plant:
        of_lists = [view.name for view in plant.views]
    one, every, alone = "ours: the register", "ours: every view that lists show", "ours: the register, by one process"
    with library(server) as peer:
        contenders: dict[str, Contender] = {
            one: lambda: rebuilt(settings, ["register"]),
            every: lambda: rebuilt(settings, of_lists),
            alone: lambda: rebuilt(settings, ["register"], processes=1),
            "library's runner: one view": peer,
        }
        found: Measured = take_turns(contenders, "events per second")
    theirs = "library's runner: one view"
    return {
        "rebuild_vs_library": found.ratio(one, theirs),
        "rebuild_by_one_process_vs_library": found.ratio(alone, theirs),
    }


def rebuilt(settings: Settings, names: list[str], processes: int | None = None) -> float:
    """Events a second of one rebuild, from the command to the swap."""
    began = time.perf_counter()
    made, head = bootstrap.rebuild_views(settings, names, lambda done, of: None, processes)
    assert set(made) == set(names)
    return head / (time.perf_counter() - began)


@contextmanager
def library(server: Server) -> Iterator[Contender]:
    """The library's application, and its runner from the first event to the last."""
    database = server.database()
    environ = library_environment(server, database)
    app: Application[UUID] = Application(env=environ)
    for _ in range(PEER_CASES):
        case = Case()
        for n in range(PEER_EVENTS - 1):
            case.triage(f"HC-{n:02d}")
        app.save(case)
    head = app.recorder.max_notification_id()
    app.close()

    def run() -> float:
        with psycopg.connect(server.url("postgres", database), autocommit=True) as conn:
            for (name,) in conn.execute("SELECT tablename FROM pg_tables WHERE tablename ~ 'standing'").fetchall():
                conn.execute(SQL("DROP TABLE {}").format(psycopg.sql.Identifier(name)))
        began = time.perf_counter()
        with ProjectionRunner[Application[UUID], Standings](
            application_class=Application, projection_class=Standing, view_class=Standings, env=environ
        ) as runner:
            runner.wait(head, timeout=PATIENCE)
        return (head or 0) / (time.perf_counter() - began)

    yield run
