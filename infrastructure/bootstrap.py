"""The composition root: settings in, a system out. What is plugged into what is said here and nowhere else."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from application.errors import StoreNotPrepared, Unavailable
from application.imports import ErrorSheet
from application.ledger import OpenedLedger
from application.ports import Clock
from application.system import System
from domain.shared.people import Actor
from infrastructure import demo_sign_ins as demo
from infrastructure.assembly import VIEWS, Parts, assemble
from infrastructure.clock import OfficeClock
from infrastructure.editions.notice_files import read_notice
from infrastructure.editions.rulebook import seed_calendars
from infrastructure.embedded import EmbeddedServer
from infrastructure.ledger.error_workbook import ErrorWorkbook
from infrastructure.postgres.migrate import APP, KEEPER, migrate, up_to_date
from infrastructure.postgres.pool import open_pool
from infrastructure.projector import Projector, keep_up
from infrastructure.rebuild import Progress, make_first_editions, rebuild
from infrastructure.settings import Settings
from infrastructure.views.view import View

log = logging.getLogger("huying.sweep")
YEARS_AHEAD = 2
"""Calendar years kept ready beyond the current one; provisional until announced."""


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
def opened(settings: Settings, clock: Clock | None = None) -> Iterator[Plant]:
    """Open a system on the store of these settings, and close its connections afterwards.

    `clock` stands in for the office's own, to live through a past year.
    """
    found = urls(settings)
    pool, keys = open_pool(found.app, role=APP), open_pool(found.keeper, role=KEEPER, max_size=5)
    try:
        parts = Parts.of(settings, pool, keys, clock or OfficeClock(settings.time_zone))
        projector = Projector(pool=pool, schema=settings.schema, log=parts.log, views=parts.views)
        yield Plant(assemble(parts), projector, parts.views, settings, found)
    finally:
        pool.close()
        keys.close()


def error_sheet(path: Path, ledger: OpenedLedger) -> AbstractContextManager[ErrorSheet]:
    """A workbook for the lines of a ledger that could not be taken in."""
    return ErrorWorkbook(path, ledger)


def project(settings: Settings, stop: threading.Event) -> None:
    """Keep the views up with the log until told to stop; ride through a store that is away for a while."""
    with opened(settings) as plant:
        keep_up(plant.projector, stop)


def keep_sweeping(settings: Settings, by: Actor, stop: threading.Event) -> None:
    """Sweep at every interval until told to stop; a store that is away is tried again at the next."""
    with opened(settings) as plant:
        while not stop.is_set():
            try:
                done = plant.system.sweeps.sweep(by)
                log.info("sweep.done", extra={"cases": done.cases, "acts": done.acts, "overtaken": done.overtaken})
            except (Unavailable, psycopg.OperationalError, psycopg.InterfaceError):
                log.warning("sweep.store_away")
            stop.wait(settings.sweep_seconds)


def demo_sign_ins(settings: Settings) -> dict[str, str]:
    """Tokens for trying the service out, by person; none where no demo is wanted."""
    return demo.demo_sign_ins(settings, urls(settings).app)


__all__ = [
    "Plant",
    "demo_sign_ins",
    "embedded_server",
    "error_sheet",
    "keep_sweeping",
    "migrate_store",
    "opened",
    "prepare",
    "project",
    "read_notice",
]
