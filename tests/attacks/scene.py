"""What an auditor has before them, and what an attacker may do to it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from domain.verification.report import Report, Verdict
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.evidence.sealing import own_policy
from infrastructure.evidence.witness import Witness, opened_witness, server_of
from interfaces.verifier.verifying import Wanted, verify

TRIGGERS = ("stored_events", "log_entry", "checkpoint", "position")


@dataclass
class Scene:
    """A log in a folder, and the store it came from."""

    plant: Plant
    folder: Path
    away: Path

    @property
    def policy(self) -> Path:
        """The auditor's own policy, kept away from the log."""
        path = self.away / "policy"
        if not path.exists():
            path.write_text(own_policy(self.plant.settings), encoding="utf-8")
        return path

    def verified(self, *, store: bool = False, trusted: Path | None = None, path: Path | None = None) -> Report:
        """What the verifier says."""
        wanted = Wanted(path=path or self.folder, policy=self.policy, trusted=trusted, now=datetime.now(UTC))
        report, erased = verify(wanted)
        if store:
            bootstrap.compare_store(self.plant.settings, self.folder, report, erased, lambda done, of: None)
        return report

    def found(self, report: Report) -> set[str]:
        """The checks that found tampering."""
        return {line.check for line in report.lines if line.verdict is Verdict.TAMPERED}

    @contextmanager
    def superuser(self, *statements: str) -> Iterator[None]:
        """Do something as the database's owner with every guard switched off, and undo it afterwards."""
        s = self.plant.settings.schema
        with psycopg.connect(self.plant.urls.admin, autocommit=True) as conn:
            kept = {t: conn.execute(f"SELECT * FROM {s}.{t}".encode()).fetchall() for t in TRIGGERS}
            self._guards(conn, "DISABLE TRIGGER ALL")
            for statement in statements:
                conn.execute(statement.format(s=s).encode())
            self._guards(conn, "ENABLE TRIGGER ALL")
            self._always(conn)
            try:
                yield
            finally:
                self._restore(conn, kept)

    def _guards(self, conn: psycopg.Connection[Any], what: str) -> None:
        for table in TRIGGERS:
            conn.execute(f"ALTER TABLE {self.plant.settings.schema}.{table} {what}".encode())

    def _always(self, conn: psycopg.Connection[Any]) -> None:
        query = (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n "
            "ON n.oid = c.relnamespace WHERE n.nspname = %s AND NOT t.tgisinternal AND c.relname = ANY(%s)"
        )
        s = self.plant.settings.schema
        for table, trigger in conn.execute(query, [s, list(TRIGGERS)]).fetchall():
            conn.execute(f"ALTER TABLE {s}.{table} ENABLE ALWAYS TRIGGER {trigger}".encode())

    def _restore(self, conn: psycopg.Connection[Any], kept: dict[str, list[Any]]) -> None:
        s = self.plant.settings.schema
        self._guards(conn, "DISABLE TRIGGER ALL")
        for table, rows in kept.items():
            columns = COLUMNS[table]
            conn.execute(f"DELETE FROM {s}.{table}".encode())
            marks = ", ".join(["%s"] * len(columns))
            insert = f"INSERT INTO {s}.{table} ({', '.join(columns)}) VALUES ({marks})"
            with conn.cursor() as curs:
                curs.executemany(insert.encode(), [row[: len(columns)] for row in rows])
        self._guards(conn, "ENABLE TRIGGER ALL")
        self._always(conn)


COLUMNS = {
    "stored_events": ("originator_id", "originator_version", "topic", "state", "notification_id"),
    "log_entry": ("leaf_index", "entry", "rec"),
    "checkpoint": ("size", "root", "note", "made_at"),
    "position": ("one", "last", "rec", "origin"),
}


@contextmanager
def witnessing(folder: Path, name: str, vkey: str) -> Iterator[tuple[Witness, str]]:
    """A witness at work over HTTP, and where."""
    witness = opened_witness(folder, name, [vkey])
    server = server_of(witness, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield witness, f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


Attack = Callable[[Scene], None]
