"""The PostgreSQL the tests run on: one embedded server per session, or the one HUYING_TEST_DATABASE_URL names."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fasteners
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from infrastructure import bootstrap
from infrastructure.embedded import EmbeddedServer
from infrastructure.postgres.migrate import APP, KEEPER, SEALER
from infrastructure.settings import Settings

GIVEN = "HUYING_TEST_DATABASE_URL"


FORGETFUL = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""For a server that is thrown away: what it would lose in a crash of the machine, nobody looks for."""


class Server:
    """Makes databases, and names the ways into them; `durable` where its speed is measured."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self._folder = folder
        self._given = os.environ.get(GIVEN)
        self._embedded = None if self._given else EmbeddedServer(folder / "pg")
        if self._embedded is not None:
            with self.alone():
                self._embedded.ensure_running()
            if not durable:
                self._forget()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the session's file lock: worker processes share one server, and roles belong to all of it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with fasteners.InterProcessLock(str(self._folder / "lock")):
            yield

    def url(self, user: str, database: str) -> str:
        """The DSN of a role; a given server's own login takes the roles on by SET ROLE."""
        if self._embedded is not None:
            return self._embedded.url(user, database)
        return make_conninfo(**{**conninfo_to_dict(self._given or ""), "dbname": database})

    def settings(self, folder: Path) -> Settings:
        """Settings of a service on a fresh, migrated database: a copy of one that was migrated once."""
        with self.alone(), self._connection() as conn:
            told = self._folder / "template"
            if not told.exists():
                template = self._made(conn, _fresh_name(), "template0")
                bootstrap.migrate_store(self._settings(folder, template))
                told.write_text(template)
            return self._settings(folder, self._made(conn, _fresh_name(), told.read_text()))

    def bare_settings(self, folder: Path) -> Settings:
        """Settings of a service on a fresh database with nothing in it."""
        return self._settings(folder, self.database())

    def _settings(self, folder: Path, database: str) -> Settings:
        return Settings.from_env(
            {
                "HUYING_DATABASE_URL": self.url(APP, database),
                "HUYING_KEEPER_DATABASE_URL": self.url(KEEPER, database),
                "HUYING_SEALER_DATABASE_URL": self.url(SEALER, database),
                "HUYING_ADMIN_DATABASE_URL": self.url("postgres", database),
                "HUYING_VAR": str(folder),
            }
        )

    def database(self) -> str:
        """A fresh database with nothing in it, for whoever brings tables of their own."""
        with self._connection() as conn:
            return self._made(conn, _fresh_name(), "template0")

    def _made(self, conn: psycopg.Connection[Any], database: str, template: str) -> str:
        conn.execute(f"CREATE DATABASE {database} ENCODING 'UTF8' TEMPLATE {template} STRATEGY file_copy".encode())
        return database

    def _forget(self) -> None:
        with self._connection() as conn:
            for setting in FORGETFUL:
                conn.execute(f"ALTER SYSTEM SET {setting}".encode())
            conn.execute("SELECT pg_reload_conf()")

    def _connection(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url("postgres", "postgres"), autocommit=True)

    def leave(self) -> None:
        """Stop the server once the last process has left it."""
        if self._embedded is not None:
            with self.alone():
                self._embedded.leave()


def _fresh_name() -> str:
    return f"t{secrets.token_hex(6)}"
