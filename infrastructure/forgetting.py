"""Plain text beside the log, made anew without what can no longer be opened: lists, indexes, files of imports."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from application.attachments import AttachmentStore
from application.ports import EventLog
from domain.shared.identity import SuggestionId
from domain.suggestion import events
from infrastructure.postgres.pool import connection_settings
from infrastructure.projector import Projector

HOLDING_TEXT = {"register_search": "register", "findings_traces": "findings"}
"""Tables that hold words, or what words can be recognised by, and the view of each."""
ONCE_HOLDING_TEXT = {"register_words": "register"}
"""The same, of older versions."""


class PlainTexts:
    """Implements `application.erasure.Forgetful`. The projectors are those of views that hold text or traces of it."""

    def __init__(self, log: EventLog, projectors: Sequence[Projector], files: AttachmentStore, imports: Path) -> None:
        self._log, self._projectors, self._files, self._imports = log, projectors, files, imports

    def forget(self, cases: Collection[SuggestionId]) -> None:
        """See the port."""
        for projector in self._projectors:
            projector.rewrite(list(cases))
        for case in cases:
            history = self._log.history(case)
            first = history[0].event if history else None
            if isinstance(first, events.Received):
                self._files.forget(first.attachments)
                if first.imported is not None:
                    self._drop_files(first.imported.batch)

    def _drop_files(self, batch: str) -> None:
        """A ledger that was uploaded, and the workbook of its faulty lines, hold many persons: they go as a whole."""
        for path in self._imports.glob(f"{batch}*") if self._imports.exists() else ():
            path.unlink(missing_ok=True)


def scrub(url: str, schema: str) -> bool:
    """Rewrite the tables that held plain text, and let go of the journal they stood in; False where that is forbidden.

    Those of editions that were replaced are dropped: nobody made their rows anew. A deleted row stays in its page and
    in the write-ahead log until both are reused; backups and archives are the operator's to let expire.
    """
    views = f"{schema}_views"
    try:
        with psycopg.connect(**connection_settings(url), autocommit=True) as conn:
            for name, kept in _holding_text(conn, views):
                statement = sql.SQL("VACUUM FULL {}" if kept else "DROP TABLE {}")
                conn.execute(statement.format(sql.Identifier(views, name)))
            for step in ("CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"):
                conn.execute(step.encode())
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def _holding_text(conn: psycopg.Connection[Any], views: str) -> list[tuple[str, bool]]:
    """The tables that hold text, or held it, and whether their edition is in use or being built."""
    query = sql.SQL("SELECT view || '/' || edition FROM {}").format(sql.Identifier(views, "tracking"))
    tracked = {key for (key,) in conn.execute(query).fetchall()}
    tables = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [views]).fetchall()
    parted = [(name, *name.rpartition("_")[::2]) for (name,) in tables]
    holding = HOLDING_TEXT | ONCE_HOLDING_TEXT
    return [(name, f"{holding[kind]}/{edition}" in tracked) for name, kind, edition in parted if kind in holding]
