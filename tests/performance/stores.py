"""Offices of several sizes, generated once each and kept between runs where a folder is given for them."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from infrastructure import bootstrap
from infrastructure.settings import Settings
from tests.performance.generating import generate
from tests.performance.measuring import say
from tests.performance.whole_rebuild import Rebuilt, rebuilt
from tests.support.server import Server

EVERY = 5.0
"""Seconds between two lines of progress."""
LEAST = 5
"""Bytes per event below which a table is of no interest."""


@dataclass(frozen=True, slots=True)
class Store:
    """An office of so many cases."""

    cases: int
    settings: Settings
    events: int
    rebuilt: Rebuilt | None = None
    """How its views were made from the log in one go."""


def store_of(server: Server, folder: Path, cases: int) -> Store:
    """The store of this size: the one that is kept, or a new one; what was done of an interrupted one stays."""
    told = folder / f"{cases}.json"
    store = _kept(server, told, cases) if told.exists() else _generated(server, told, cases)
    if store.rebuilt is None:
        store = replace(store, rebuilt=rebuilt(store.settings, []))
        _vacuum(store.settings)
        _keep(told, store)
    return store


def _kept(server: Server, told: Path, cases: int) -> Store:
    known = json.loads(told.read_text())
    settings = replace(server._settings(told.with_suffix(""), known["database"]), demo=True)
    made = Rebuilt(**known["rebuilt"]) if known["rebuilt"] else None
    return Store(cases, settings, known["events"], made)


def _keep(told: Path, store: Store) -> None:
    database = conninfo_to_dict(str(store.settings.database_url))["dbname"]
    made = asdict(store.rebuilt) if store.rebuilt else None
    told.write_text(json.dumps({"database": database, "events": store.events, "rebuilt": made}))


def _generated(server: Server, told: Path, cases: int) -> Store:
    settings = replace(server.bare_settings(told.with_suffix("")), demo=True)
    bootstrap.migrate_store(settings)
    say(f"an office of {cases:,} cases")
    began = time.perf_counter()
    with in_haste(settings):
        events = generate(settings, cases, progress("cases"))
    seconds = time.perf_counter() - began
    say(f"  generated: {events:,} events in {seconds:,.0f} s, {events / seconds:,.0f} per second")
    store = Store(cases, settings, events)
    _keep(told, store)
    return store


@contextmanager
def in_haste(settings: Settings) -> Iterator[None]:
    """Within this, the server keeps nothing safe from a crash of the machine; afterwards everything is."""
    with psycopg.connect(bootstrap.urls(settings).admin, autocommit=True) as conn:
        _configured(conn, "SET {} = off")
        try:
            yield
        finally:
            _configured(conn, "RESET {}")
            conn.execute("CHECKPOINT")


def _configured(conn: psycopg.Connection[Any], how: str) -> None:
    for name in ("fsync", "full_page_writes"):
        conn.execute(f"ALTER SYSTEM {how.format(name)}".encode())
    conn.execute("SELECT pg_reload_conf()")


def progress(what: str) -> Callable[[int, int], None]:
    """Says now and then how far something has come, how fast, and how much longer it will take."""
    began = said = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal said
        now = time.monotonic()
        if done and now - said >= EVERY:
            said, rate = now, done / (now - began)
            say(f"    {done:,} of {of:,} {what}, {rate:,.0f} per second, {(of - done) / rate:,.0f} s to go")

    return tell


def _vacuum(settings: Settings) -> None:
    """What autovacuum does within minutes, done now."""
    with psycopg.connect(bootstrap.urls(settings).admin, autocommit=True) as conn:
        conn.execute("VACUUM (ANALYZE)")


SIZES = """
SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relnamespace IN ('{s}'::regnamespace, '{s}_keeper'::regnamespace) AND relkind = 'r'
UNION ALL
SELECT 'view ' || t.view, sum(pg_total_relation_size(c.oid))::bigint FROM {s}_views.tracking t
JOIN pg_class c ON c.relname ~ ('^' || t.view || '(_[a-z]+)?_' || t.edition || '$')
WHERE t.current AND c.relnamespace = '{s}_views'::regnamespace AND c.relkind = 'r' GROUP BY t.view
"""


def bytes_per_event(store: Store) -> dict[str, float]:
    """How much of the disk an event takes with its indexes: in each table of the log, and in each view in use."""
    with psycopg.connect(bootstrap.urls(store.settings).admin) as conn:
        sizes: dict[str, int] = dict(conn.execute(SIZES.format(s=store.settings.schema).encode()).fetchall())
    found = {name: round(size / store.events, 1) for name, size in sizes.items() if size / store.events >= LEAST}
    return found | {"all": round(sum(sizes.values()) / store.events, 1)}
