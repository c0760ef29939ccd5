"""The PostgreSQL the tests run on: one embedded server per session, or the one HUYING_TEST_DATABASE_URL names."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fasteners
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from infrastructure import bootstrap
from infrastructure.embedded import EmbeddedServer
from infrastructure.postgres.migrate import APP, KEEPER, SEALER
from infrastructure.settings import Settings

GIVEN = "HUYING_TEST_DATABASE_URL"


class Server:
    """Makes databases, and names the ways into them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._given = os.environ.get(GIVEN)
        self._embedded = None if self._given else EmbeddedServer(folder / "pg")
        if self._embedded is not None:
            with self.alone():
                self._embedded.ensure_running()

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
        """Settings of a service on a fresh, migrated database."""
        settings = self.bare_settings(folder)
        with self.alone():
            bootstrap.migrate_store(settings)
        return settings

    def bare_settings(self, folder: Path) -> Settings:
        """Settings of a service on a fresh database with nothing in it."""
        database = f"t{secrets.token_hex(6)}"
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as conn:
            conn.execute(f"CREATE DATABASE {database} ENCODING 'UTF8' TEMPLATE template0".encode())
        return Settings.from_env(
            {
                "HUYING_DATABASE_URL": self.url(APP, database),
                "HUYING_KEEPER_DATABASE_URL": self.url(KEEPER, database),
                "HUYING_SEALER_DATABASE_URL": self.url(SEALER, database),
                "HUYING_ADMIN_DATABASE_URL": self.url("postgres", database),
                "HUYING_VAR": str(folder),
            }
        )

    def leave(self) -> None:
        """Stop the server once the last process has left it."""
        if self._embedded is not None:
            with self.alone():
                self._embedded.leave()
