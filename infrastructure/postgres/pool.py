"""Connections that survive a failover: the settings of SCALE §8."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from application.errors import Unavailable

Row = dict[str, Any]
Connection = psycopg.Connection[Row]
Pool = ConnectionPool[Connection]
T = TypeVar("T")

log = logging.getLogger("huying.store")
AWAY: tuple[type[psycopg.Error], ...] = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    # A primary that was demoted (25006), a transaction cut off while idle (25P03), a shard that could not commit.
    psycopg.InternalError,
    # A statement prepared on another server connection (26000): a pooler in between handed out this one.
    psycopg.errors.InvalidSqlStatementName,
)
"""Errors after which the same is worth another try, on another connection."""
STORE_AWAY: tuple[type[Exception], ...] = (Unavailable, *AWAY)
"""What a process that runs on and on waits out."""


class TooLarge(ValueError):
    """Something is larger than the server takes. It will not be smaller later: nobody waits for that."""


PATIENCE, REPLICA_PATIENCE = 5.0, 1.0
"""Seconds a caller waits for a connection, and for which a read is tried again."""
PAUSE = 0.1
RESILIENT: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
ALONE = b"SET max_parallel_workers_per_gather = 0"
"""What the service asks is answered before a second process of the server's would have begun to help."""


def connection_settings(url: str, *, wanted: str = "read-write") -> dict[str, Any]:
    """Return psycopg's arguments for a DSN; several hosts mean: whichever accepts writes, or is `wanted` otherwise.

    Statements are not prepared on the server: a poisoned one would outlive its error, and PgBouncer moves
    connections between clients.
    """
    told = conninfo_to_dict(url)
    settings: dict[str, Any] = {**RESILIENT, "prepare_threshold": None, **told}
    if any("," in str(told.get(name, "")) for name in ("host", "hostaddr")):
        settings.setdefault("target_session_attrs", wanted)
    return settings


def open_pool(url: str, *, role: str, max_size: int = 10) -> Pool:
    """Open a pool of autocommitting connections that act as `role` and as nothing more."""
    return _opened(connection_settings(url), role, max_size, PATIENCE)


def open_replica_pool(url: str, *, role: str, max_size: int = 10) -> Pool:
    """Open a pool on replicas. Nobody waits long for them: the primary can answer as well."""
    return _opened(connection_settings(url, wanted="prefer-standby"), role, max_size, REPLICA_PATIENCE)


def _opened(settings: Mapping[str, Any], role: str, max_size: int, patience: float) -> Pool:

    def configure(conn: psycopg.Connection[Any]) -> None:
        for statement in first_statements(conn.info.user, role):
            conn.execute(statement)

    pool = ConnectionPool(
        kwargs={**settings, "row_factory": dict_row, "autocommit": True},
        connection_class=psycopg.Connection[Row],
        min_size=1,
        max_size=max_size,
        timeout=patience,
        reconnect_timeout=2,
        configure=configure,
        open=False,
    )
    pool.open()
    return pool


def first_statements(user: str, role: str) -> list[bytes | sql.Composed]:
    """What a connection of the service says before any other."""
    return [*_taking(user, role), ALONE]


def take_role(conn: psycopg.Connection[Any], role: str) -> None:
    """Give up the login's own rights where it is not the runtime role itself."""
    for statement in _taking(conn.info.user, role):
        conn.execute(statement)


def _taking(user: str, role: str) -> list[sql.Composed]:
    return [] if user == role else [sql.SQL("SET ROLE {}").format(sql.Identifier(role))]


@contextmanager
def using(pool: Pool) -> Iterator[Connection]:
    """A connection for one piece of work. Raises `Unavailable` where the server cannot be reached or is lost over it.

    What was begun may then have happened or not: the work must bear being done twice, or its caller finds out.
    """
    try:
        with pool.connection() as conn:
            yield conn
    except psycopg.errors.ProgramLimitExceeded as fault:
        raise TooLarge(type(fault).__name__) from None
    except AWAY as fault:
        log.warning("store.away", extra={"fault": type(fault).__name__})
        raise Unavailable() from None


def read(pool: Pool, work: Callable[[Connection], T]) -> T:
    """Read, and read again on another connection for as long as the pool is patient. Raises `Unavailable`.

    After a failover every connection in the pool is dead, and each is found out by the next who uses it.
    """
    give_up = time.monotonic() + pool.timeout
    while True:
        try:
            with using(pool) as conn:
                return work(conn)
        except Unavailable:
            if time.monotonic() > give_up:
                raise
            time.sleep(PAUSE)


def run(pool: Pool, query: sql.Composed, values: Sequence[object] = ()) -> None:
    """Do what one statement says. Raises `Unavailable` where the server cannot be reached or is lost over it."""
    with using(pool) as conn:
        conn.execute(query, values)


def rows(pool: Pool, query: sql.Composed, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
    """Run one query that reads, and return its rows. Raises `Unavailable` when the server cannot be reached."""
    return read(pool, lambda conn: conn.execute(query, values).fetchall())
