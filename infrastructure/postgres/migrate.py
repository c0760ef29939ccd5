"""Forward-only, numbered migrations, and the three roles the service runs as.

The owner role owns every table and cannot log in; the service runs as `huying_app`, `huying_keeper` and
`huying_sealer`, which can change no recorded event.
"""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from infrastructure.postgres.pool import connection_settings, take_role

FOLDER = Path(__file__).parents[1] / "migrations"
OWNER, APP, KEEPER, SEALER = "huying_owner", "huying_app", "huying_keeper", "huying_sealer"
RUNTIME = (APP, KEEPER, SEALER)
NO_SUCH_LOGIN = ("does not exist", "password authentication failed")
"""What a server says of a login it does not know; where passwords are asked for, the same as of a wrong one."""
LOCK = 0x48555949
"""Advisory lock: two migrations started at once run one after the other."""


class MigrationChanged(RuntimeError):
    """An applied migration was edited afterwards; write a new one instead."""


class ServerTooOld(RuntimeError):
    """The service needs PostgreSQL 17 or later."""


def migrate(
    admin_url: str,
    *,
    schema: str,
    runtime_urls: tuple[str, ...] = (),
    view_tables: Callable[[psycopg.Connection[Any]], None] | None = None,
) -> list[str]:
    """Bring the schemas of one jurisdiction up to date and return the migrations applied now.

    `runtime_urls` are the DSNs the service will use: their logins may act as the runtime roles afterwards.
    `view_tables` makes the tables of the views' current editions. Idempotent.
    """
    with psycopg.connect(**connection_settings(admin_url), autocommit=True) as conn:
        if conn.info.server_version < 170000:
            raise ServerTooOld(f"PostgreSQL {conn.info.server_version // 10000} is too old: 17 or later is needed")
        conn.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        _make_roles(conn, runtime_urls)
        _make_schemas(conn, schema)
        conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
        applied = [name for name in _pending(conn, schema) if _apply(conn, schema, name)]
        if view_tables is not None:
            view_tables(conn)
        return applied


def up_to_date(url: str, *, schema: str, role: str = APP) -> bool:
    """Whether every migration of this version is in the store, as far as the service itself may see."""
    query = _in(schema, "SELECT name FROM {schema}.migration")
    try:
        with psycopg.connect(**connection_settings(url), autocommit=True) as conn:
            take_role(conn, role)
            done = {row[0] for row in conn.execute(query).fetchall()}
    except (psycopg.ProgrammingError, psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedObject):
        return False
    except psycopg.OperationalError as fault:
        if any(words in str(fault) for words in NO_SUCH_LOGIN):
            return False  # the login role itself is made by the first migration
        raise
    return done >= set(_names())


def _names() -> list[str]:
    return sorted(path.name for path in FOLDER.glob("[0-9]*.sql"))


def _make_roles(conn: psycopg.Connection[Any], runtime_urls: tuple[str, ...]) -> None:
    for role in (OWNER, *RUNTIME):
        login = sql.SQL("NOLOGIN" if role == OWNER else "LOGIN")
        if conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
            conn.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), login))
    conn.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
    for url in runtime_urls:
        told = conninfo_to_dict(url)
        user = str(told.get("user", conn.info.user))
        if user in RUNTIME:
            _set_password(conn, user, told.get("password"))
        else:
            for role in RUNTIME:
                conn.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(user)))


def _set_password(conn: psycopg.Connection[Any], role: str, password: object) -> None:
    if password:
        conn.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(str(password))))


def _make_schemas(conn: psycopg.Connection[Any], schema: str) -> None:
    for name in (schema, f"{schema}_views", f"{schema}_keeper"):
        conn.execute(
            sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )


def _pending(conn: psycopg.Connection[Any], schema: str) -> list[str]:
    conn.execute(
        _in(
            schema,
            "CREATE TABLE IF NOT EXISTS {schema}.migration "
            "(name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
        )
    )
    done = dict(conn.execute(_in(schema, "SELECT name, sha256 FROM {schema}.migration")).fetchall())
    names = _names()
    changed = [name for name in names if name in done and done[name] != _digest(name)]
    if changed:
        raise MigrationChanged(", ".join(changed))
    return [name for name in names if name not in done]


def _apply(conn: psycopg.Connection[Any], schema: str, name: str) -> bool:
    with conn.transaction():
        conn.execute(_in(schema, (FOLDER / name).read_text(encoding="utf-8")))
        conn.execute(
            _in(schema, "INSERT INTO {schema}.migration (name, sha256) VALUES (%s, %s)"), [name, _digest(name)]
        )
    return True


def _digest(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()


def _in(schema: str, text: str) -> bytes:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", schema):
        raise ValueError("schema name")
    return text.replace("{schema}", schema).encode()
