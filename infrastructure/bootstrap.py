"""What verbs have done to a store: settings in. How a system is opened is said in `opening`."""

import logging
import threading
import time
from collections.abc import Collection
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psycopg

from application.demo.loading import Loaded, Loading
from application.errors import StoreNotPrepared, Unavailable
from application.imports import ErrorSheet
from application.ledger import Headed
from application.system import System
from domain.redflags.catalogue import BY_CODE
from domain.verification.report import Report
from infrastructure import demo_sign_ins as demo
from infrastructure.assembly import assemble
from infrastructure.clock import OfficeClock
from infrastructure.codebook import seed as seed_codebook
from infrastructure.demo.district import load_district, wanted
from infrastructure.demo.names import district_names
from infrastructure.editions.notice_files import read_notice
from infrastructure.editions.rulebook import seed_calendars
from infrastructure.evidence.comparing import StoreComparison, compare_erasures, published
from infrastructure.evidence.founding import found_log
from infrastructure.evidence.rotating import rotate
from infrastructure.ledger.error_workbook import ErrorWorkbook
from infrastructure.opening import embedded_server, open_parts, opened, urls
from infrastructure.parts import VIEWS
from infrastructure.plant import Plant
from infrastructure.postgres.migrate import APP, KEEPER, migrate, up_to_date
from infrastructure.postgres.pool import connection_settings, open_pool, take_role
from infrastructure.projector import keep_up
from infrastructure.rebuild import Progress
from infrastructure.settings import Settings
from infrastructure.side_by_side import rebuild_views
from infrastructure.view_tables import incomplete, make_first_editions

log = logging.getLogger("huying.store")
SAID_EVERY = 10.0
"""Seconds between two lines about a rebuild that takes long."""
YEARS_AHEAD = 2
"""Calendar years kept ready beyond the current one; provisional until announced."""


def migrate_store(settings: Settings) -> list[str]:
    """Bring the store up to date, and rebuild the views that have other tables now; return the migrations applied."""
    found, stale = urls(settings), list[str]()
    last_year = OfficeClock(settings.time_zone).now().year + YEARS_AHEAD

    def afterwards(conn: psycopg.Connection[Any]) -> None:
        seed_calendars(conn, settings.schema, last_year)
        stale.extend(make_first_editions(conn, settings.schema, VIEWS))
        if settings.demo:
            seed_codebook(conn, settings.schema, district_names())
        facts = {"demo": settings.demo, "zone": settings.time_zone}
        found_log(conn, settings.schema, settings.origin, facts)

    applied = migrate(
        found.admin,
        schema=settings.schema,
        runtime_urls=(found.app, found.keeper, found.sealer),
        view_tables=afterwards,
    )
    if stale:
        log.warning("migrate.rebuilding", extra={"views": stale})
        rebuild_views(settings, stale, _logged())
    return applied


def _logged() -> Progress:
    """Progress as lines of the log, where there may be no terminal."""
    said = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal said
        if time.monotonic() - said >= SAID_EVERY:
            said = time.monotonic()
            log.warning("migrate.rebuilding", extra={"done": done, "of": of})

    return tell


def prepare(settings: Settings, *, thorough: bool = False) -> None:
    """Bring the store up to date where it is not; `thorough` also adds the calendar years that have come near.

    Raises `StoreNotPrepared` or `Unavailable`.
    """
    try:
        ready = up_to_date(urls(settings).app, schema=settings.schema) and _views_whole(settings)
        if thorough or not ready:
            migrate_store(settings)
    except psycopg.errors.InsufficientPrivilege:
        if not ready:
            raise StoreNotPrepared() from None
    except psycopg.OperationalError:
        raise Unavailable() from None


def _views_whole(settings: Settings) -> bool:
    """Whether no view is left to be rebuilt by a migration that was interrupted, or is under way elsewhere."""
    with psycopg.connect(**connection_settings(urls(settings).app), autocommit=True) as conn:
        take_role(conn, APP)
        return not incomplete(conn, settings.schema, VIEWS)


def error_sheet(path: Path, ledger: Headed) -> AbstractContextManager[ErrorSheet]:
    """A workbook for the lines of a ledger that could not be taken in."""
    return ErrorWorkbook(path, ledger)


def project(settings: Settings, stop: threading.Event) -> None:
    """Keep the views up with the log until told to stop; ride through a store that is away for a while."""
    with opened(settings) as plant:
        keep_up(plant.projector, stop)


def rotate_log_key(settings: Settings) -> str:
    """Announce a new key of the log; return it. Run beside the sealer, it signs with both from its next head on."""
    found = urls(settings)
    with open_parts(settings, found, None) as parts:
        return rotate(settings.var / "sealer", settings.origin, parts.recorder, settings.var / "log")


def compare_store(
    settings: Settings, log_folder: Path, report: Report, erased: Collection[str], progress: Progress
) -> None:
    """Hold the tables against a published log, and the keeper against its erasures."""
    found = urls(settings)
    comparison = StoreComparison(found.admin, settings.schema, report)
    comparison.run(published(log_folder), progress)
    keys = open_pool(found.keeper, role=KEEPER, max_size=1)
    try:
        compare_erasures(keys, settings.schema, erased, report)
    finally:
        keys.close()
    with opened(settings) as plant:
        _compare_reports(plant.system, report)


def _compare_reports(system: System, report: Report) -> None:
    """C17: what published reports say, counted anew from the records they name."""
    wrong = system.reports.unreproducible(system.clock.now())
    for finding in wrong:
        rule = BY_CODE[finding.rule]
        report.tampered("C17", rule.explain(finding, "zh"), rule.explain(finding, "en"))
    count = len(list(system.reports.published()))
    if count and not wrong:
        report.sound("C17", f"{count} 份汇报的数据均可由日志重算", f"the figures of {count} reports come out again")


def load_demo(settings: Settings, progress: Progress, cases: int | None) -> Loaded:
    """Load the demo district, or what is missing of it. Raises `StoreNotEmpty`."""
    found = urls(settings)
    with open_parts(settings, found, None) as parts:
        loading = Loading(log=parts.log, keeper=parts.keeper, views=parts.readers)
        return load_district(assemble(parts), parts.rulebook, loading, settings.var, progress, cases=cases)


def demo_wanted(settings: Settings) -> bool:
    """Whether the running service has a demo to load."""
    if not settings.demo:
        return False
    with opened(settings) as plant:
        return wanted(settings.var, plant.system.log.head())


def demo_sign_ins(settings: Settings) -> dict[str, str]:
    """Tokens for trying the service out, by person; none where no demo is wanted."""
    return demo.demo_sign_ins(settings, urls(settings).app)


__all__ = [
    "Plant",
    "demo_sign_ins",
    "demo_wanted",
    "embedded_server",
    "error_sheet",
    "load_demo",
    "migrate_store",
    "opened",
    "prepare",
    "project",
    "read_notice",
    "rebuild_views",
    "urls",
]
