"""Figures as of now, summed from small rows and the few lines that these leave out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from psycopg import sql

from application.figure_queries import FiguresWanted
from domain.figures.counting import COUNTS, DURATIONS, RATES
from domain.figures.course import STEPS
from infrastructure.views.figure_totals import days_from

NAMED = [*COUNTS, *RATES, *DURATIONS, *STEPS]
"""Every figure there is: named, for then an index by figure and day serves."""
EVER, NEVER = "-infinity", "infinity"
KEYS: Mapping[str | None, sql.SQL] = {
    None: sql.SQL("NULL::text"),
    "unit": sql.SQL("u.unit"),
    "station": sql.SQL("station"),
    "category": sql.SQL("category"),
    "month": sql.SQL("to_char(day, 'YYYY-MM')"),
}
"""What a line is grouped by."""
UNITS = sql.SQL(
    "CROSS JOIN LATERAL unnest(CASE WHEN %(only)s::text IS NULL OR %(only)s = ANY(units) THEN units END) AS u(unit)"
)
TOTAL = sql.SQL(
    "SELECT {key} AS key, figure, hit, value, n FROM {totals} WHERE grouping = %(grouping)s AND level = {level} "
    "AND span >= {first}::date AND span < {end}::date AND (%(only)s::text IS NULL OR key = %(only)s) "
    "AND (%(figures)s::text[] IS NULL OR figure = ANY(%(figures)s))"
)
LINE = sql.SQL(
    "SELECT {key}, figure, hit, value, {sign} FROM {lines} {units} WHERE {which} AND ({days}) "
    "AND (%(only)s::text IS NULL OR {only} = %(only)s) AND (%(figures)s::text[] IS NULL OR figure = ANY(%(figures)s))"
)
BEFORE = sql.SQL("figure = ANY(%(all)s) AND day >= %(first)s::date AND day < %(from)s::date")
AFTER = sql.SQL("figure = ANY(%(all)s) AND day > %(to)s::date AND day < %(end)s::date")
"""Days that the months and years take in and that were not asked for."""
DAYS = sql.SQL(
    "SELECT {key}, figure, hit, value, -n FROM {days} WHERE grouping = %(grouping)s "
    "AND day > %(to)s::date AND day < %(end)s::date AND (%(only)s::text IS NULL OR key = %(only)s) "
    "AND (%(figures)s::text[] IS NULL OR figure = ANY(%(figures)s))"
)
"""The same, where they are counted each for itself."""
WITHIN = sql.SQL("day >= %(from)s::date AND day <= %(to)s::date")
COUNTED = sql.SQL("until = 'infinity' AND since < %(upto)s")
LATER = sql.SQL("since >= %(upto)s AND since <= %(at)s AND until > %(at)s")
ENDING = sql.SQL("since < %(upto)s AND until > %(at)s AND until < 'infinity'")
SUMMED = sql.SQL("""
WITH pieces AS ({pieces}),
values AS (
    SELECT key, figure, value, sum(n) AS n, coalesce(sum(n) FILTER (WHERE hit), 0) AS hits
    FROM pieces GROUP BY 1, 2, 3 HAVING sum(n) <> 0),
ranked AS (
    SELECT *, figure = ANY(%(durations)s) AS measured, sum(n) FILTER (WHERE value IS NOT NULL) OVER of_figure AS valued,
        sum(n) FILTER (WHERE value IS NOT NULL) OVER (of_figure ORDER BY value) AS upto
    FROM values WINDOW of_figure AS (PARTITION BY key, figure))
SELECT key, figure, sum(n)::bigint AS denominator, sum(hits)::bigint AS numerator,
    (min(value) FILTER (WHERE measured AND upto > floor((valued - 1) / 2.0))
        + min(value) FILTER (WHERE measured AND upto > ceil((valued - 1) / 2.0)))::float8 / 2 AS median,
    min(value) FILTER (WHERE measured AND upto >= ceil(0.9::float8 * valued)) AS p90
FROM ranked GROUP BY 1, 2
""")
"""A value's rank is what all values as far as it come to: the median lies between two ranks, P90 is at one."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which of the small rows answer: those of a grouping, of one key alone where one is named."""

    name: str
    only: str | None


def grouping_of(wanted: FiguresWanted) -> Grouping | None:
    """The small rows that hold what is wanted; None where the lines themselves must be counted."""
    asked = [(name, value) for name, value in (("unit", wanted.unit), ("station", wanted.station)) if value is not None]
    if wanted.tracks is not None or len(asked) > 1:
        return None
    if wanted.by in (None, "month"):
        name, only = asked[0] if asked else ("all", None)
        return Grouping(name, only) if wanted.key is None else None
    return Grouping(wanted.by, wanted.key) if not asked else None


@dataclass(frozen=True, slots=True)
class Cover:
    """The months and years that take in a span of days: from `first` up to before `end`, years from `year` on."""

    first: str
    year: str
    last_year: str
    end: str


def cover_of(wanted: FiguresWanted, today: date) -> Cover:
    """Whole months around the days asked about, and whole years where a year is asked about or has not ended yet."""
    first = EVER if wanted.first is None else wanted.first.replace(day=1).isoformat()
    end = NEVER if wanted.last is None else _after(wanted.last, whole_year=wanted.last >= today)
    if wanted.by == "month":
        return Cover(first, end, end, end)
    year = first if first == EVER or first.endswith("-01-01") else f"{int(first[:4]) + 1}-01-01"
    last_year = end if end == NEVER else f"{end[:4]}-01-01"
    if EVER not in (first, year) and last_year != NEVER and year > last_year:
        return Cover(first, end, end, end)
    return Cover(first, year, last_year, end)


def _after(day: date, *, whole_year: bool) -> str:
    """The first day after the month, or the year, of a day."""
    if whole_year or day.month == 12:
        return f"{day.year + 1}-01-01"
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1).isoformat()


def summing(
    wanted: FiguresWanted, at: datetime, upto: datetime, found: Mapping[str, sql.Identifier]
) -> tuple[sql.Composed, dict[str, object]] | None:
    """The statement that counts what stands at a moment not before `upto`, and its values; None: count the lines."""
    grouping = grouping_of(wanted)
    backwards = wanted.first is not None and wanted.last is not None and wanted.last < wanted.first
    if grouping is None or backwards:
        return None
    cover, figures = cover_of(wanted, at.date()), list(wanted.figures) if wanted.figures is not None else None
    values: dict[str, object] = {"at": at, "upto": upto, "figures": figures, "durations": list(DURATIONS)}
    values |= {"grouping": grouping.name, "only": grouping.only, "all": figures or NAMED}
    values |= {"first": cover.first, "year": cover.year, "last_year": cover.last_year, "end": cover.end}
    values |= {"from": wanted.first or EVER, "to": wanted.last or NEVER}
    by_day = wanted.last is not None and wanted.last >= days_from(upto)
    pieces = [*_totals(wanted, found), *([_days(wanted, found)] if by_day else [])]
    pieces += _lines(wanted, grouping, found, by_day=by_day)
    return SUMMED.format(pieces=sql.SQL(" UNION ALL ").join(pieces)), values


def _totals(wanted: FiguresWanted, found: Mapping[str, sql.Identifier]) -> list[sql.Composed]:
    key = {None: sql.SQL("NULL::text"), "month": sql.SQL("to_char(span, 'YYYY-MM')")}.get(wanted.by, sql.SQL("key"))
    spans = (("year", "year", "last_year"), ("month", "first", "year"), ("month", "last_year", "end"))
    return [
        TOTAL.format(
            key=key,
            totals=found["totals"],
            level=sql.Literal(level),
            first=sql.Placeholder(first),
            end=sql.Placeholder(end),
        )
        for level, first, end in spans
    ]


def _days(wanted: FiguresWanted, found: Mapping[str, sql.Identifier]) -> sql.Composed:
    kinds = {None: KEYS[None], "month": KEYS["month"]}
    return DAYS.format(key=kinds.get(wanted.by, sql.SQL("key")), days=found["days"])


def _lines(
    wanted: FiguresWanted, grouping: Grouping, found: Mapping[str, sql.Identifier], *, by_day: bool
) -> list[sql.Composed]:
    beyond = [(COUNTED, BEFORE, -1), *([] if by_day else [(COUNTED, AFTER, -1)])]
    by_unit = grouping.name == "unit"
    only = sql.SQL("u.unit") if by_unit else KEYS[grouping.name if grouping.name != "all" else None]
    return [
        LINE.format(
            key=KEYS[wanted.by],
            lines=found["lines"],
            units=UNITS if by_unit else sql.SQL(""),
            which=which,
            days=days,
            sign=sql.Literal(sign),
            only=only,
        )
        for which, days, sign in (*beyond, (LATER, WITHIN, 1), (ENDING, WITHIN, 1))
    ]
