"""The composition root: settings in, a system out. What is plugged into what is said here and nowhere else."""

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from application.demo.loading import Loaded, Loading
from application.errors import StoreNotPrepared, Unavailable
from application.imports import ErrorSheet
from application.ledger import Headed
from application.ports import Clock
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
from infrastructure.embedded import EmbeddedServer
from infrastructure.evidence.comparing import StoreComparison, compare_erasures, published
from infrastructure.evidence.founding import found_log
from infrastructure.evidence.rotating import rotate
from infrastructure.ledger.error_workbook import ErrorWorkbook
from infrastructure.parts import VIEWS, Parts
from infrastructure.plant import Plant, Urls
from infrastructure.postgres.migrate import APP, KEEPER, SEALER, migrate, up_to_date
from infrastructure.postgres.pool import connection_settings, open_pool, open_replica_pool, take_role
from infrastructure.projector import Projector, keep_up
from infrastructure.rebuild import Progress, incomplete, make_first_editions, one_at_a_time
from infrastructure.settings import Settings

FLAGGED_AT_ONCE = 20_000
"""Events the rules take in at a time: a case is judged anew once per batch, so larger is cheaper."""
log = logging.getLogger("huying.store")
SAID_EVERY = 10.0
"""Seconds between two lines about a rebuild that takes long."""
SEVERAL = 100_000
"""Events from which on a rebuild is worth several processes."""
LOOK = 0.5
"""Seconds between two looks at how far they are."""
YEARS_AHEAD = 2
"""Calendar years kept ready beyond the current one; provisional until announced."""


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
            sealer=settings.sealer_database_url or app,
            admin=settings.admin_database_url or app,
            read=settings.read_database_url,
        )
    server = EmbeddedServer(settings.var / "pg")
    server.ensure_running()
    return Urls(app=server.url(APP), keeper=server.url(KEEPER), sealer=server.url(SEALER), admin=server.url("postgres"))


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


@contextmanager
def opened(settings: Settings, clock: Clock | None = None) -> Iterator[Plant]:
    """Open a system on the store of these settings, and close its connections afterwards.

    `clock` stands in for the office's own, to live through a past year.
    """
    found = urls(settings)
    with open_parts(settings, found, clock) as parts:
        pool = parts.pool
        projector = Projector(pool=pool, schema=settings.schema, log=parts.log, views=parts.views)
        flagger = Projector(
            pool=pool, schema=settings.schema, log=parts.log, views=parts.judging, batch=FLAGGED_AT_ONCE
        )
        machinery = (projector, flagger, parts.views, parts.judging, parts.figures)
        yield Plant(assemble(parts), *machinery, settings, found, parts.persons)


@contextmanager
def open_parts(settings: Settings, found: Urls, clock: Clock | None) -> Iterator[Parts]:
    """The adapters of a system on connections of their own."""
    with ExitStack() as pools:
        pool = pools.enter_context(closing(open_pool(found.app, role=APP)))
        keys = pools.enter_context(closing(open_pool(found.keeper, role=KEEPER, max_size=5)))
        replica = pools.enter_context(closing(open_replica_pool(found.read, role=APP))) if found.read else None
        yield Parts.of(settings, pool, keys, clock or OfficeClock(settings.time_zone), replica)


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


def rebuild_views(
    settings: Settings, names: Sequence[str], progress: Progress, processes: int | None = None
) -> tuple[list[str], int]:
    """Rebuild the named views, or all, side by side where the log is long; return them, and the position they are at.

    `processes` is as many as there are processors, without it. Interrupted, it goes on where it stopped.
    """
    with opened(settings) as plant:
        groups, head = plant.apart(names), plant.system.log.head()
        at_once = min(processes or os.cpu_count() or 1, len(groups))
        if at_once < 2 or (processes is None and head < SEVERAL):
            return plant.rebuild(names, progress), plant.system.log.head()
        context = multiprocessing.get_context("spawn")
        with one_at_a_time(plant.urls.admin), ProcessPoolExecutor(at_once, context, _end_with_the_others) as pool:
            waiting = {pool.submit(_rebuild_group, settings, group): group for group in groups}
            unfinished = set(waiting)
            while unfinished:
                done, unfinished = wait(unfinished, LOOK, FIRST_EXCEPTION)
                for one in done:
                    one.result()
                behind = [plant.behind(waiting[one]) for one in unfinished]
                left = sum(head if one is None else one for one in behind)  # what is not begun is all to be done
                progress(len(groups) * head - left, len(groups) * head)
            progress(len(groups) * head, len(groups) * head)
            return [name for done in waiting for name in done.result()], plant.system.log.head()


def _rebuild_group(settings: Settings, names: Sequence[str]) -> list[str]:
    with opened(settings) as plant:
        return plant.rebuild_beside_others(names, _while_wanted)


def _while_wanted(done: int, of: int) -> None:
    """Whoever divided the work and held back other rebuilds may be gone: then nobody waits for this one."""
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():
        sys.exit(1)


def _end_with_the_others() -> None:
    """Interrupted at the terminal, a process has nothing to say: what it did is kept."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


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
]
