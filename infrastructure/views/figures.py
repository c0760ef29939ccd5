"""统计: the lines figures are counted from, each with the time for which it stood."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from application.auditing import Auditing
from application.ports import EventLog
from domain.figures.spans import spans
from domain.redflags.trail import Trail
from infrastructure.views import figure_totals
from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = (
    "case_id",
    "number",
    "figure",
    "day",
    "hit",
    "position",
    "units",
    "station",
    "category",
    "value",
    "since",
    "until",
    "calendar",
)
FIGURES = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, number text NOT NULL, figure text NOT NULL, day date NOT NULL, hit boolean NOT NULL,
    position bigint NOT NULL, units text[] NOT NULL, station text, category text, value int,
    since timestamptz NOT NULL, until timestamptz NOT NULL, calendar text NOT NULL)
"""
BY_CASE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (case_id)"
BY_FIGURE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (figure, day)"
BY_SINCE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (since)"
ENDING = "CREATE INDEX IF NOT EXISTS {index} ON {table} (until) WHERE until < 'infinity'"
BY_CALENDAR = "CREATE INDEX IF NOT EXISTS {index} ON {table} (calendar)"


class Figures:
    """Every line that stood at some time, or will should nothing more happen."""

    name = "figures"

    def __init__(self, log: EventLog, auditing: Auditing) -> None:
        self._log, self._auditing = log, auditing

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        target = table(schema, "figures", edition)
        return [
            sql.SQL(FIGURES).format(table=target),
            sql.SQL(BY_CASE).format(table=target, index=index("figures", edition, "case")),
            sql.SQL(BY_FIGURE).format(table=target, index=index("figures", edition, "figure")),
            sql.SQL(BY_SINCE).format(table=target, index=index("figures", edition, "since")),
            sql.SQL(ENDING).format(table=target, index=index("figures", edition, "ending")),
            sql.SQL(BY_CALENDAR).format(table=target, index=index("figures", edition, "calendar")),
            *figure_totals.tables(schema, edition),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        cases = list(batch.cases)
        histories = batch.histories(self._log)
        calendar = self._auditing.calendar_name()
        lines = (
            row
            for trail in self._auditing.plain_trails(histories)
            for row in _rows(trail, batch.cases[trail.case].number, calendar)
        )
        with figure_totals.kept(conn, schema, edition, cases):
            rewrite(conn, batch, table(schema, "figures", edition), COLUMNS, cases, lines)


def _rows(trail: Trail, number: str, calendar: str) -> Iterator[tuple[object, ...]]:
    for span in spans(trail):
        line, until = span.line, span.until or "infinity"
        told = (line.figure, line.day, line.hit, line.position, list(line.units), line.station, line.category)
        yield (line.case, number, *told, line.value, span.since, until, calendar)
