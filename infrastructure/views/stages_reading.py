"""Counts where cases stood at any moment."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from psycopg import sql

from application.stages import StageCount, StandingCase
from infrastructure.postgres.pool import Pool, rows
from infrastructure.views.view import table

WITH_UNIT = sql.SQL("(%(unit)s::text IS NULL OR %(unit)s = ANY(units))")
LATE = sql.SQL("late_from < until AND tstzrange(greatest(since, late_from), until) @> %(at)s")
COUNTED = sql.SQL("""
SELECT stage, sum(n) FILTER (WHERE NOT late)::bigint AS cases,
    coalesce(sum(n) FILTER (WHERE late), 0)::bigint AS overdue FROM (
    SELECT stage, late, n FROM {counts} WHERE {of_unit} AND span = 'month' AND begins < %(month)s
    UNION ALL
    SELECT stage, late, n FROM {counts} WHERE {of_unit} AND span = 'day' AND begins >= %(month)s AND begins < %(day)s
    UNION ALL
    SELECT stage, false, 1 FROM {stages} WHERE since BETWEEN %(midnight)s AND %(at)s AND {with_unit}
    UNION ALL
    SELECT stage, false, -1 FROM {stages} WHERE until BETWEEN %(midnight)s AND %(at)s AND {with_unit}
    UNION ALL
    SELECT stage, true, 1 FROM {stages}
    WHERE late_from < until AND greatest(since, late_from) BETWEEN %(midnight)s AND %(at)s AND {with_unit}
    UNION ALL
    SELECT stage, true, -1 FROM {stages}
    WHERE late_from < until AND until BETWEEN %(midnight)s AND %(at)s AND {with_unit}) AS changes
GROUP BY stage HAVING sum(n) FILTER (WHERE NOT late) > 0
""")
"""What changed in the months before, in the days before of the month, and since midnight."""


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
        day = at.astimezone(UTC).date()
        query = COUNTED.format(
            stages=self._table(),
            counts=self._table("stages_counts"),
            of_unit=sql.SQL("unit IS NULL" if unit is None else "unit = %(unit)s"),
            with_unit=WITH_UNIT,
        )
        midnight = datetime.combine(day, time(), UTC)
        values = {"at": at, "unit": unit, "day": day, "month": day.replace(day=1), "midnight": midnight}
        return [StageCount(**row) for row in rows(self._pool, query, values)]

    def late(self, at: datetime, unit: str | None = None, *, limit: int) -> Sequence[StandingCase]:
        """See the port."""
        query = sql.SQL(
            "SELECT case_id AS case, number, stage, units, due_on FROM {} WHERE {} AND {} "
            "ORDER BY late_from, number LIMIT %(limit)s"
        ).format(self._table(), LATE, WITH_UNIT)
        return self._cases(query, {"at": at, "unit": unit, "limit": limit})

    def cases(
        self, at: datetime, stage: str, unit: str | None = None, *, offset: int, limit: int
    ) -> Sequence[StandingCase]:
        """See the port."""
        query = sql.SQL(
            "SELECT case_id AS case, number, stage, units, due_on FROM {} WHERE stage = %(stage)s "
            "AND since <= %(at)s AND until > %(at)s AND {} ORDER BY number OFFSET %(offset)s LIMIT %(limit)s"
        ).format(self._table(), WITH_UNIT)
        return self._cases(query, {"at": at, "unit": unit, "stage": stage, "offset": offset, "limit": limit})

    def _cases(self, query: sql.Composed, values: dict[str, object]) -> list[StandingCase]:
        return [StandingCase(**{**row, "units": tuple(row["units"])}) for row in rows(self._pool, query, values)]

    def _table(self, name: str = "stages") -> sql.Identifier:
        return table(self._schema, name, self._edition()[0])

    def _edition(self) -> tuple[int, int]:
        query = sql.SQL("SELECT edition, position FROM {} WHERE view = 'stages' AND current").format(self._tracking)
        row = rows(self._pool, query)[0]
        return row["edition"], row["position"]
