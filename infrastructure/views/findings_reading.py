"""Reads findings and traces back from their view."""

from collections.abc import Hashable, Sequence
from datetime import datetime, tzinfo

from psycopg import sql

from domain.redflags.finding import Finding, Severity
from domain.redflags.traces import Trace
from domain.shared.identity import SuggestionId
from infrastructure.postgres.pool import Pool, Row, rows
from infrastructure.views.findings import FINDING, TRACE, shingles_of
from infrastructure.views.view import table


class PostgresFindings:
    """Implements `application.queries.Findings`."""

    def __init__(self, pool: Pool, schema: str, zone: tzinfo) -> None:
        self._pool, self._schema, self._zone = pool, schema, zone
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def position(self) -> int:
        """See the port."""
        return self._edition()[1]

    def findings(self, *, at: datetime) -> Sequence[Finding]:
        """See the port."""
        query = sql.SQL("SELECT {} FROM {} WHERE begins <= %(at)s AND ends > %(at)s AND since <= %(at)s").format(
            _listed(FINDING), table(self._schema, "findings", self._edition()[0])
        )
        return [self._finding(row) for row in rows(self._pool, query, {"at": at})]

    def traces(self, at: datetime) -> Sequence[Trace]:
        """See the port."""
        query = sql.SQL("SELECT {} FROM {} WHERE begins <= %(at)s AND ends > %(at)s ORDER BY position").format(
            _listed(TRACE), self._traces()
        )
        return [self._trace(row) for row in rows(self._pool, query, {"at": at})]

    def mark(self, at: datetime) -> Hashable:
        """See the port."""
        query = sql.SQL(
            "SELECT count(*), max(begins), max(ends) FILTER (WHERE ends <= %(at)s), sum(length(shingles)) "
            "FILTER (WHERE ends > %(at)s) AS words FROM {} WHERE begins <= %(at)s"
        ).format(self._traces())
        return tuple(rows(self._pool, query, {"at": at})[0].values())

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
