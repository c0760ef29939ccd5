"""Connections that survive a failover: the settings of SCALE §8."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg import OperationalError, sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from application.errors import Unavailable

Row = dict[str, Any]
Connection = psycopg.Connection[Row]
Pool = ConnectionPool[Connection]

RESILIENT: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def connection_settings(url: str) -> dict[str, Any]:
    """Return psycopg's arguments for a DSN; several hosts mean: whichever accepts writes.

    Statements are not prepared on the server: a poisoned one would outlive its error, and PgBouncer moves
    connections between clients.
    """
    told = conninfo_to_dict(url)
    settings: dict[str, Any] = {**RESILIENT, "prepare_threshold": None, **told}
    if "," in str(told.get("host", "")):
        settings.setdefault("target_session_attrs", "read-write")
    return settings


def open_pool(url: str, *, role: str, max_size: int = 10) -> Pool:
    """Open a pool of autocommitting connections that act as `role` and as nothing more."""

    def configure(conn: psycopg.Connection[Any]) -> None:
        take_role(conn, role)

    pool = ConnectionPool(
        kwargs={**connection_settings(url), "row_factory": dict_row, "autocommit": True},
        connection_class=psycopg.Connection[Row],
        min_size=1,
        max_size=max_size,
        timeout=5,
        reconnect_timeout=2,
        configure=configure,
        open=False,
    )
    pool.open()
    return pool


def take_role(conn: psycopg.Connection[Any], role: str) -> None:
    """Give up the login's own rights where it is not the runtime role itself."""
    if conn.info.user != role:
        conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def rows(pool: Pool, query: sql.Composed, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
    """Run one query and return its rows. Raises `Unavailable` when the server cannot be reached."""
    try:
        with pool.connection() as conn:
            return conn.execute(query, values).fetchall()
    except OperationalError:
        raise Unavailable() from None
