"""Counts figures, and lists the lines behind them, as known at a moment."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg import sql

from application.figure_queries import FigureCount, FigureLine, FiguresWanted, Stretch
from domain.figures.counting import DURATIONS
from infrastructure.postgres.pool import Pool, rows
from infrastructure.views.figure_totals import FigureTotals, names
from infrastructure.views.figures_summing import KEYS, UNITS, summing
from infrastructure.views.view import table

STANDING = sql.SQL(
    "FROM {table} {units} WHERE since <= %(at)s AND until > %(at)s "
    "AND day >= coalesce(%(first)s::date, '-infinity') AND day <= coalesce(%(last)s::date, 'infinity')"
)
NARROWED = {
    "unit": sql.SQL(" AND units @> ARRAY[%(unit)s]::text[]"),
    "station": sql.SQL(" AND station = %(station)s"),
    "figures": sql.SQL(" AND figure = ANY(%(figures)s)"),
    "tracks": sql.SQL(" AND case_id IN (SELECT case_id FROM {register} WHERE coalesce(track, '') = ANY(%(tracks)s))"),
}
STRETCHES = sql.SQL(
    "SELECT coalesce((min(h.recorded_at) FILTER (WHERE h.event = 'transferred') AT TIME ZONE %(zone)s)::date, "
    "r.received_on) AS began_on, CASE WHEN bool_or(h.event = 'transferred') "
    "THEN (min(h.recorded_at) FILTER (WHERE h.event = 'answered') AT TIME ZONE %(zone)s)::date "
    "ELSE (min(h.occurred_at) FILTER (WHERE h.event = 'answered') AT TIME ZONE %(zone)s)::date END AS answered_on "
    "FROM {register} r JOIN {history} h USING (case_id) WHERE coalesce(r.track, '') = ANY(%(tracks)s) "
    "AND h.event IN ('transferred', 'answered') AND h.recorded_at <= %(at)s "
    "AND (%(station)s::text IS NULL OR r.station = %(station)s) "
    "GROUP BY r.case_id HAVING bool_or(h.event = 'transferred') OR r.track IS NULL"
)
"""What was never handed over and is on no track is an old ledger's, and runs from its receipt."""
COUNTED = sql.SQL(
    "SELECT {key} AS key, figure, count(*) AS denominator, count(*) FILTER (WHERE hit) AS numerator, "
    "NULL::float8 AS median, NULL::int AS p90 {standing} AND NOT figure = ANY(%(durations)s) GROUP BY 1, 2"
)
MEASURED = sql.SQL(
    "SELECT {key} AS key, figure, count(*) AS denominator, count(*) FILTER (WHERE hit) AS numerator, "
    "percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS median, "
    "percentile_disc(0.9) WITHIN GROUP (ORDER BY value) AS p90 {standing} AND figure = ANY(%(durations)s) GROUP BY 1, 2"
)
"""Apart from the counts, for a percentile has to sort what it looks at."""


class PostgresFigures:
    """Implements `application.figure_queries.Figures`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._schema = pool, schema
        self._totals = FigureTotals(pool, schema)
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def position(self) -> int:
        """See the port."""
        return self._edition()[1]

    def count(self, wanted: FiguresWanted, at: datetime) -> Sequence[FigureCount]:
        """See the port. What stood at a moment long past is counted line by line."""
        edition = self._edition()[0]
        while (upto := self._totals.upto(edition)) is not None and upto <= at:
            asked = summing(wanted, at, upto, names(self._schema, edition))
            if asked is None:
                break
            found = rows(self._pool, *asked)
            if self._totals.upto(edition) == upto:  # or the rows were moved on between the two looks
                return [FigureCount(**row) for row in found]
        return self.count_lines(wanted, at)

    def count_lines(self, wanted: FiguresWanted, at: datetime) -> Sequence[FigureCount]:
        """Count without the small rows."""
        query = sql.SQL("{counts} UNION ALL {durations}").format(
            counts=COUNTED.format(key=KEYS[wanted.by], standing=self._standing(wanted)),
            durations=MEASURED.format(key=KEYS[wanted.by], standing=self._standing(wanted)),
        )
        return [FigureCount(**row) for row in rows(self._pool, query, _values(wanted, at))]

    def lines(
        self,
        wanted: FiguresWanted,
        at: datetime,
        *,
        figure: str,
        key: str | None,
        offset: int,
        limit: int,
        hit: bool | None = None,
    ) -> Sequence[FigureLine]:
        """See the port. The journal tells which of its case's events a line rests on."""
        query = sql.SQL(
            "WITH page AS (SELECT case_id, number, units, day, hit, position, value {standing} AND figure = %(figure)s "
            "AND (%(all)s OR {key} IS NOT DISTINCT FROM %(key)s) AND (%(hit)s::boolean IS NULL OR hit = %(hit)s) "
            "ORDER BY hit DESC, position, units OFFSET %(offset)s LIMIT %(limit)s) "
            "SELECT p.case_id AS case, number, units, day, hit, p.position, value, h.version "
            "FROM page p LEFT JOIN {journal} h ON h.position = p.position ORDER BY hit DESC, p.position, units"
        ).format(key=KEYS[wanted.by], standing=self._standing(wanted), journal=self._table("history"))
        asked = {"figure": figure, "key": key, "all": wanted.by is None, "offset": offset, "limit": limit, "hit": hit}
        found = rows(self._pool, query, _values(wanted, at) | asked)
        return [FigureLine(**{**row, "units": tuple(row["units"])}) for row in found]

    def stretches(self, wanted: FiguresWanted, at: datetime) -> Sequence[Stretch]:
        """See the port."""
        query = STRETCHES.format(register=self._table("register"), history=self._table("history"))
        found = rows(self._pool, query, _values(wanted, at) | {"zone": str(at.tzinfo)})
        return [Stretch(**row) for row in found]

    def sweep(self, upto: datetime) -> bool:
        """Count what began before a moment in small rows; False where that is done already."""
        return self._totals.sweep(upto)

    def counted_by_another_calendar(self, calendar: str, limit: int) -> Sequence[UUID]:
        """Cases whose lines were made before a holiday notice was taken in."""
        query = sql.SQL("SELECT DISTINCT case_id FROM {} WHERE calendar < %(c)s OR calendar > %(c)s LIMIT %(n)s")
        target = table(self._schema, "figures", self._edition()[0])
        return [row["case_id"] for row in rows(self._pool, query.format(target), {"c": calendar, "n": limit})]

    def _standing(self, wanted: FiguresWanted) -> sql.Composed:
        units = UNITS if wanted.by == "unit" else sql.SQL("")
        told = STANDING.format(table=table(self._schema, "figures", self._edition()[0]), units=units)
        if wanted.key is not None:
            told += sql.SQL(" AND {} = %(only)s").format(KEYS[wanted.by])
        for name, clause in NARROWED.items():
            if getattr(wanted, name) is not None:
                told += clause.format(register=self._table("register")) if name == "tracks" else clause
        return told

    def _table(self, view: str) -> sql.Identifier:
        query = sql.SQL("SELECT edition FROM {} WHERE view = %s AND current").format(self._tracking)
        return table(self._schema, view, rows(self._pool, query, [view])[0]["edition"])

    def _edition(self) -> tuple[int, int]:
        query = sql.SQL("SELECT edition, position FROM {} WHERE view = 'figures' AND current").format(self._tracking)
        row = rows(self._pool, query)[0]
        return row["edition"], row["position"]


def _values(wanted: FiguresWanted, at: datetime) -> dict[str, object]:
    figures = list(wanted.figures) if wanted.figures is not None else None
    told: dict[str, object] = {"at": at, "first": wanted.first, "last": wanted.last, "durations": list(DURATIONS)}
    tracks = list(wanted.tracks) if wanted.tracks is not None else None
    narrowed: dict[str, object] = {
        "unit": wanted.unit,
        "station": wanted.station,
        "figures": figures,
        "tracks": tracks,
        "only": wanted.key,
    }
    return told | narrowed
