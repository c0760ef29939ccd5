"""The composition root: settings in, a system out. What is plugged into what is said here and nowhere else."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from application.calendars import Calendars
from application.casefile import Casefile
from application.desk import Desk
from application.errors import StoreNotPrepared, Unavailable
from application.imports import ErrorSheet, Imports
from application.ledger import OpenedLedger
from application.ports import Clock
from application.statistics import Statistics
from application.system import System
from application.tracking import Tracking
from infrastructure import demo_sign_ins as demo
from infrastructure.clock import OfficeClock
from infrastructure.editions.notice_files import read_notice
from infrastructure.editions.policy_files import load_policies
from infrastructure.editions.rulebook import PostgresRulebook, seed_calendars
from infrastructure.embedded import EmbeddedServer
from infrastructure.event_store.log import PostgresEventLog
from infrastructure.event_store.recorder import Datastore, DensePositionRecorder
from infrastructure.identities import PostgresDirectory
from infrastructure.import_jobs import PostgresImportJobs
from infrastructure.keeper.keeper import PostgresKeeper
from infrastructure.keeper.wrapping import FileKeyWrapper
from infrastructure.ledger.error_workbook import ErrorWorkbook
from infrastructure.ledger.reading import FileLedgerReader
from infrastructure.postgres.migrate import APP, KEEPER, migrate, up_to_date
from infrastructure.postgres.pool import Pool, open_pool
from infrastructure.projector import Projector, keep_up
from infrastructure.rebuild import Progress, make_first_editions, rebuild
from infrastructure.settings import Settings
from infrastructure.views.commitments import Commitments
from infrastructure.views.deadlines import Deadlines
from infrastructure.views.history import History
from infrastructure.views.reading import PostgresViews
from infrastructure.views.register import Register
from infrastructure.views.view import Tables, View
from infrastructure.views.workload import Workload

YEARS_AHEAD = 2
"""Calendar years kept ready beyond the current one; provisional until announced."""
VIEWS: tuple[Tables, ...] = (Register, History, Workload, Deadlines, Commitments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Urls:
    """The three ways into the store: as the service, as the keeper of keys, and to change tables."""

    app: str
    keeper: str
    admin: str


@dataclass(frozen=True, slots=True)
class Plant:
    """A running system and the machinery behind it."""

    system: System
    projector: Projector
    views: Sequence[View]
    settings: Settings
    urls: Urls

    def rebuild(self, names: Sequence[str], progress: Progress) -> list[str]:
        """Rebuild the named views, or all; return what was rebuilt."""
        views = [view for view in self.views if not names or view.name in names]
        head = self.system.log.head
        done = rebuild(self.urls.admin, self.settings.schema, self.projector, views, head, progress)
        return [tracked.view.name for tracked in done]


def embedded_server(settings: Settings) -> EmbeddedServer | None:
    """The server in `var`, where no other is named."""
    return EmbeddedServer(settings.var / "pg") if settings.database_url is None else None


def urls(settings: Settings) -> Urls:
    """The DSNs in use; the embedded server is started or joined first."""
    if settings.database_url is not None:
        app = settings.database_url
        return Urls(
            app=app,
            keeper=settings.keeper_database_url or app,
            admin=settings.admin_database_url or app,
        )
    server = EmbeddedServer(settings.var / "pg")
    server.ensure_running()
    return Urls(app=server.url(APP), keeper=server.url(KEEPER), admin=server.url("postgres"))


def migrate_store(settings: Settings) -> list[str]:
    """Bring the store up to date; return the migrations applied now."""
    found = urls(settings)
    last_year = OfficeClock(settings.time_zone).now().year + YEARS_AHEAD

    def afterwards(conn: psycopg.Connection[Any]) -> None:
        seed_calendars(conn, settings.schema, last_year)
        make_first_editions(conn, settings.schema, VIEWS)

    return migrate(found.admin, schema=settings.schema, runtime_urls=(found.app, found.keeper), view_tables=afterwards)


def prepare(settings: Settings, *, thorough: bool = False) -> None:
    """Bring the store up to date where it is not; `thorough` also adds the calendar years that have come near.

    Raises `StoreNotPrepared` or `Unavailable`.
    """
    try:
        ready = up_to_date(urls(settings).app, schema=settings.schema)
        if thorough or not ready:
            migrate_store(settings)
    except psycopg.errors.InsufficientPrivilege:
        if not ready:
            raise StoreNotPrepared() from None
    except psycopg.OperationalError:
        raise Unavailable() from None


@contextmanager
def opened(settings: Settings) -> Iterator[Plant]:
    """Open a system on the store of these settings, and close its connections afterwards."""
    found = urls(settings)
    pool, keys = open_pool(found.app, role=APP), open_pool(found.keeper, role=KEEPER, max_size=5)
    try:
        yield assemble(settings, found, pool, keys, OfficeClock(settings.time_zone))
    finally:
        pool.close()
        keys.close()


def assemble(settings: Settings, found: Urls, pool: Pool, keys: Pool, clock: Clock) -> Plant:
    """Plug everything together."""
    schema, var = settings.schema, settings.var
    keeper = PostgresKeeper(keys, schema, FileKeyWrapper(var / "keys"))
    log = PostgresEventLog(DensePositionRecorder(Datastore(pool, schema)))
    rulebook = PostgresRulebook(pool, schema, load_policies(settings.policies))
    readers = PostgresViews(pool, schema, rulebook.calendar)
    desk = Desk(log=log, keeper=keeper, clock=clock, rulebook=rulebook)
    imports = Imports(log=log, keeper=keeper, clock=clock, rulebook=rulebook)
    ledgers = FileLedgerReader(settings.time_zone)
    jobs = PostgresImportJobs(pool, schema, var / "imports", reader=ledgers, imports=imports, clock=clock)
    system = System(
        desk=desk,
        calendars=Calendars(desk=desk, log=log, views=readers, rulebook=rulebook),
        casefile=Casefile(log=log, keeper=keeper, clock=clock),
        tracking=Tracking(log=log, keeper=keeper, views=readers),
        statistics=Statistics(log=log, clock=clock),
        imports=imports,
        import_jobs=jobs,
        ledgers=ledgers,
        views=readers,
        log=log,
        directory=PostgresDirectory(pool, schema),
        clock=clock,
    )
    views: list[View] = [Register(keeper), History(), Workload(), Deadlines(), Commitments()]
    return Plant(system, Projector(pool=pool, schema=schema, log=log, views=views), views, settings, found)


def error_sheet(path: Path, ledger: OpenedLedger) -> AbstractContextManager[ErrorSheet]:
    """A workbook for the lines of a ledger that could not be taken in."""
    return ErrorWorkbook(path, ledger)


def project(settings: Settings, stop: threading.Event) -> None:
    """Keep the views up with the log until told to stop; ride through a store that is away for a while."""
    with opened(settings) as plant:
        keep_up(plant.projector, stop)


def demo_sign_ins(settings: Settings) -> dict[str, str]:
    """Tokens for trying the service out, by person; none where no demo is wanted."""
    return demo.demo_sign_ins(settings, urls(settings).app)


__all__ = [
    "Plant",
    "demo_sign_ins",
    "embedded_server",
    "error_sheet",
    "migrate_store",
    "opened",
    "prepare",
    "project",
    "read_notice",
]
