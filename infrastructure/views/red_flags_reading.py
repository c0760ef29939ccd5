"""Reads findings and traces back from their view."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from psycopg import sql

from domain.redflags.finding import Finding, Severity
from domain.redflags.traces import Trace
from domain.shared.identity import SuggestionId
from infrastructure.postgres.pool import Pool, Row, rows
from infrastructure.views.red_flags import shingles_of
from infrastructure.views.view import table


class PostgresFindings:
    """Implements `application.queries.Findings`."""

    def __init__(self, pool: Pool, schema: str, zone: tzinfo) -> None:
        self._pool, self._schema, self._zone = pool, schema, zone
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def position(self) -> int:
        """See the port."""
        return self._edition()[1]

    def findings(self, *, case: SuggestionId | None, until: datetime) -> Sequence[Finding]:
        """See the port."""
        query = sql.SQL(
            "SELECT * FROM {} WHERE since <= %(until)s AND (%(case)s::uuid IS NULL OR case_id = %(case)s)"
        ).format(table(self._schema, "red_flags", self._edition()[0]))
        return [self._finding(row) for row in rows(self._pool, query, {"until": until, "case": case})]

    def traces(self) -> Sequence[Trace]:
        """See the port."""
        query = sql.SQL("SELECT * FROM {} ORDER BY position").format(table(self._schema, "traces", self._edition()[0]))
        return [self._trace(row) for row in rows(self._pool, query)]

    def _edition(self) -> tuple[int, int]:
        query = sql.SQL("SELECT edition, position FROM {} WHERE view = 'red_flags' AND current").format(self._tracking)
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
