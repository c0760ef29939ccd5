"""The files of published reports, and what came of counting them anew, in tables."""

import json
import zlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from psycopg import sql

from infrastructure.postgres.pool import Pool, rows, run

KINDS = ("docx", "xlsx")
READ = 4
"""Reports whose content is kept in memory: unpacking one takes a quarter of a second, and none ever changes."""


class PostgresShelf:
    """Implements `application.reporting.reports.Shelf`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool = pool
        self._read: dict[UUID, dict[str, Any]] = {}
        self._files, self._checks = sql.Identifier(schema, "report_file"), sql.Identifier(schema, "report_check")

    def keep(self, report: UUID, docx: bytes, xlsx: bytes, content: dict[str, Any]) -> None:
        """See the port."""
        told = zlib.compress(json.dumps(content, ensure_ascii=False).encode())
        query = sql.SQL(
            "INSERT INTO {} (report, docx, xlsx, content) VALUES (%s, %s, %s, %s) ON CONFLICT (report) DO NOTHING"
        ).format(self._files)
        run(self._pool, query, [report, docx, xlsx, told])

    def file(self, report: UUID, kind: str) -> bytes | None:
        """See the port."""
        assert kind in KINDS
        query = sql.SQL("SELECT {} AS file FROM {} WHERE report = %s").format(sql.Identifier(kind), self._files)
        found = rows(self._pool, query, [report])
        return bytes(found[0]["file"]) if found else None

    def content(self, report: UUID) -> dict[str, Any] | None:
        """See the port."""
        if (known := self._read.get(report)) is not None:
            return known
        query = sql.SQL("SELECT content FROM {} WHERE report = %s").format(self._files)
        found = rows(self._pool, query, [report])
        if not found:
            return None
        content = dict(json.loads(zlib.decompress(bytes(found[0]["content"]))))
        self._read = dict([*list(self._read.items())[1 - READ :], (report, content)])
        return content

    def note(self, position: int, figures: str | None) -> None:
        """See the port."""
        query = sql.SQL("INSERT INTO {} (position, figures) VALUES (%s, %s) ON CONFLICT DO NOTHING")
        run(self._pool, query.format(self._checks), [position, figures])

    def noted(self) -> Mapping[int, str | None]:
        """See the port."""
        query = sql.SQL("SELECT position, figures FROM {}").format(self._checks)
        return {int(row["position"]): row["figures"] for row in rows(self._pool, query, [])}
