"""Counts where cases stood at any moment."""

from collections.abc import Sequence
from datetime import datetime

from psycopg import sql

from application.stages import StageCount, StandingCase
from infrastructure.postgres.pool import Pool, rows
from infrastructure.views.view import table

STANDING = sql.SQL("since <= %(at)s AND until > %(at)s AND (%(unit)s::text IS NULL OR %(unit)s = ANY(units))")


class PostgresStages:
    """Implements `application.stages.Stages`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._schema = pool, schema
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def position(self) -> int:
        """See the port."""
        return self._edition()[1]

    def counts(self, at: datetime, unit: str | None = None) -> Sequence[StageCount]:
        """See the port."""
        query = sql.SQL(
            "SELECT stage, count(*) AS cases, count(*) FILTER (WHERE late_from <= %(at)s) AS overdue "
            "FROM {} WHERE {} GROUP BY stage"
        ).format(self._table(), STANDING)
        return [StageCount(**row) for row in rows(self._pool, query, {"at": at, "unit": unit})]

    def late(self, at: datetime, unit: str | None = None, *, limit: int) -> Sequence[StandingCase]:
        """See the port."""
        query = sql.SQL(
            "SELECT case_id AS case, number, stage, units, due_on FROM {} WHERE {} AND late_from <= %(at)s "
            "ORDER BY late_from, number LIMIT %(limit)s"
        ).format(self._table(), STANDING)
        return self._cases(query, {"at": at, "unit": unit, "limit": limit})

    def cases(
        self, at: datetime, stage: str, unit: str | None = None, *, offset: int, limit: int
    ) -> Sequence[StandingCase]:
        """See the port."""
        query = sql.SQL(
            "SELECT case_id AS case, number, stage, units, due_on FROM {} WHERE {} AND stage = %(stage)s "
            "ORDER BY number OFFSET %(offset)s LIMIT %(limit)s"
        ).format(self._table(), STANDING)
        return self._cases(query, {"at": at, "unit": unit, "stage": stage, "offset": offset, "limit": limit})

    def _cases(self, query: sql.Composed, values: dict[str, object]) -> list[StandingCase]:
        return [StandingCase(**{**row, "units": tuple(row["units"])}) for row in rows(self._pool, query, values)]

    def _table(self) -> sql.Identifier:
        return table(self._schema, "stages", self._edition()[0])

    def _edition(self) -> tuple[int, int]:
        query = sql.SQL("SELECT edition, position FROM {} WHERE view = 'stages' AND current").format(self._tracking)
        row = rows(self._pool, query)[0]
        return row["edition"], row["position"]
