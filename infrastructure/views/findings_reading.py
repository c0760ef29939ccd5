"""Reads findings and traces back from their view."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import UUID

from psycopg import sql

from application.finding_queries import FindingFilter
from domain.redflags.finding import Finding, Severity
from domain.redflags.traces import Trace
from domain.shared.identity import ContactId, SuggestionId
from infrastructure.postgres.pool import Pool, Row, rows, using
from infrastructure.views.findings import FINDING, TRACE, shingles_of
from infrastructure.views.view import table

COMPARISONS = 500
"""Comparisons that are kept; the oldest give way."""

NARROWED = {
    "rule": sql.SQL(" AND rule = %(rule)s"),
    "unit": sql.SQL(" AND unit = %(unit)s"),
    "cases": sql.SQL(" AND case_id = ANY(%(cases)s)"),
}


class PostgresFindings:
    """Implements `application.finding_queries.Findings`."""

    def __init__(self, pool: Pool, schema: str, zone: tzinfo) -> None:
        self._pool, self._schema, self._zone = pool, schema, zone
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def position(self) -> int:
        """See the port."""
        return self._edition()[1]

    def findings(self, wanted: FindingFilter, *, at: datetime) -> Sequence[Finding]:
        """See the port. A finding is told at its highest severity, which is found out among all."""
        narrowed = [clause for name, clause in NARROWED.items() if getattr(wanted, name) is not None]
        query = sql.SQL("SELECT {} FROM {} WHERE begins <= %(at)s AND ends > %(at)s AND since <= %(at)s{}").format(
            _listed(FINDING), table(self._schema, "findings", self._edition()[0]), sql.SQL("").join(narrowed)
        )
        values = {"at": at, "rule": wanted.rule, "unit": wanted.unit, "cases": list(wanted.cases or ())}
        return [self._finding(row) for row in rows(self._pool, query, values)]

    def traces(self, at: datetime) -> Sequence[Trace]:
        """See the port."""
        query = sql.SQL("SELECT {} FROM {} WHERE begins <= %(at)s AND ends > %(at)s ORDER BY position").format(
            _listed(TRACE), self._traces()
        )
        return [self._trace(row) for row in rows(self._pool, query, {"at": at})]

    def mark(self, at: datetime) -> str:
        """See the port."""
        query = sql.SQL(
            "SELECT count(*) AS n, max(begins) AS begun, max(ends) FILTER (WHERE ends <= %(at)s) AS ended, "
            "sum(length(shingles)) FILTER (WHERE ends > %(at)s) AS words FROM {} WHERE begins <= %(at)s"
        ).format(self._traces())
        row = rows(self._pool, query, {"at": at})[0]
        times = (row[name] and row[name].astimezone(UTC).isoformat() for name in ("begun", "ended"))
        return " ".join(map(str, (row["n"], row["words"], *times)))

    def compared(self, mark: str) -> Sequence[Finding] | None:
        """See the port."""
        query = sql.SQL("SELECT findings FROM {} WHERE mark = %(mark)s").format(self._compared())
        found = rows(self._pool, query, {"mark": mark})
        return [self._kept(one) for one in found[0]["findings"]] if found else None

    def keep_compared(self, mark: str, found: Sequence[Finding]) -> None:
        """See the port."""
        told = json.dumps([asdict(one) for one in found], default=str, ensure_ascii=False)
        keep = sql.SQL("INSERT INTO {} (mark, findings) VALUES (%s, %s) ON CONFLICT DO NOTHING")
        forget = sql.SQL(
            "DELETE FROM {table} WHERE mark IN (SELECT mark FROM {table} ORDER BY kept_at DESC OFFSET %s)"
        ).format(table=self._compared())
        with using(self._pool) as conn, conn.transaction():
            conn.execute(keep.format(self._compared()), [mark, told])
            conn.execute(forget, [COMPARISONS])

    def _kept(self, told: dict[str, Any]) -> Finding:
        return Finding(
            rule=told["rule"],
            severity=Severity(told["severity"]),
            why=told["why"],
            since=datetime.fromisoformat(told["since"]).astimezone(self._zone),
            positions=tuple(told["positions"]),
            case=SuggestionId(UUID(told["case"])) if told["case"] else None,
            unit=told["unit"],
            stream=ContactId(UUID(told["stream"])) if told["stream"] else None,
            facts=told["facts"],
        )

    def _compared(self) -> sql.Identifier:
        return table(self._schema, "findings_compared", self._edition()[0])

    def _traces(self) -> sql.Identifier:
        return table(self._schema, "findings_traces", self._edition()[0])

    def _edition(self) -> tuple[int, int]:
        query = sql.SQL("SELECT edition, position FROM {} WHERE view = 'findings' AND current").format(self._tracking)
        row = rows(self._pool, query)[0]
        return row["edition"], row["position"]

    def _finding(self, row: Row) -> Finding:
        return Finding(
            rule=row["rule"],
            severity=Severity(row["severity"]),
            why=row["why"],
            since=row["since"].astimezone(self._zone),
            positions=tuple(row["positions"]),
            case=SuggestionId(row["case_id"]),
            unit=row["unit"],
            facts=row["facts"],
        )

    def _trace(self, row: Row) -> Trace:
        return Trace(
            kind=row["kind"],
            case=SuggestionId(row["case_id"]),
            position=row["position"],
            at=row["at"].astimezone(self._zone),
            on=row["day"],
            actor=row["actor"],
            unit=row["unit"],
            category=row["category"],
            station=row["station"],
            track=row["track"],
            value=row["value"],
            due=row["due"],
            began=row["began"],
            voter=row["voter"],
            shingles=shingles_of(bytes(row["shingles"])),
        )


def _listed(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
