"""Where each case stood from when to when, with whom, and when it would be late: the office as of any moment."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import psycopg
from psycopg import sql

from application.auditing import Auditing
from application.ports import EventLog
from domain.redflags.trail import Trail, stretches
from domain.suggestion.lifecycle import WORK
from infrastructure.views.counts import Counts
from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = ("case_id", "number", "stage", "units", "due_on", "late_from", "since", "until")
STAGES = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, number text NOT NULL, stage text NOT NULL, units text[] NOT NULL, due_on date,
    late_from timestamptz NOT NULL, since timestamptz NOT NULL, until timestamptz NOT NULL)
"""
INDEXES = {
    "case": "CREATE INDEX IF NOT EXISTS {index} ON {table} (case_id)",
    "since": "CREATE INDEX IF NOT EXISTS {index} ON {table} (since) INCLUDE (stage)",
    "until": "CREATE INDEX IF NOT EXISTS {index} ON {table} (until) INCLUDE (stage, late_from)",
    "stage": "CREATE INDEX IF NOT EXISTS {index} ON {table} (stage, number, since, until)",
    "late_since": "CREATE INDEX IF NOT EXISTS {index} ON {table} ((greatest(since, late_from))) INCLUDE (stage) "
    "WHERE late_from < until",
    "late": "CREATE INDEX IF NOT EXISTS {index} ON {table} USING gist (tstzrange(greatest(since, late_from), until)) "
    "WHERE late_from < until",
}
COUNTS = Counts(
    view="stages",
    name="stages_counts",
    keys={"unit": "text", "span": "text", "begins": "date", "late": "boolean", "stage": "text"},
    query="""
    SELECT unit, span, date_trunc(span, at, 'UTC')::date, late, stage, sum(change)::bigint
    FROM {rows} CROSS JOIN unnest(array_append(units, NULL)) AS unit CROSS JOIN unnest(ARRAY['day', 'month']) AS span
    CROSS JOIN LATERAL (VALUES (since, false, 1), (until, false, -1), (greatest(since, late_from), true, 1),
        (until, true, -1)) AS changes (at, late, change)
    WHERE {which} AND at < 'infinity' AND (NOT late OR late_from < until)
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(change) <> 0
    """,
)
"""By how many cases more or fewer stood at a stage, or were late there, after a day or a month of UTC: of each unit,
and, where there is none, of the office."""
NEVER = "infinity"
Standing = tuple[str, list[str], date | None, datetime | str]


class Stages:
    """The stages of every case through time."""

    name = "stages"

    def __init__(self, log: EventLog, auditing: Auditing) -> None:
        self._log, self._auditing = log, auditing

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        target = table(schema, "stages", edition)
        return [
            sql.SQL(STAGES).format(table=target),
            *(
                sql.SQL(statement).format(table=target, index=index("stages", edition, name))
                for name, statement in INDEXES.items()
            ),
            *COUNTS.tables(schema, edition),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        histories = batch.histories(self._log)
        lines = (
            (trail.case, batch.cases[trail.case].number, *line)
            for trail in self._auditing.plain_trails(histories)
            for line in _spans(trail)
        )
        with COUNTS.kept(conn, schema, edition, batch):
            rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, batch.cases, lines)


def _spans(trail: Trail) -> Iterator[tuple[object, ...]]:
    """Neighbouring stretches that say the same are one."""
    standing: Standing | None = None
    began: datetime | None = None
    for known, begins, _ in stretches(trail):
        now = _standing(known)
        if now != standing:
            if standing is not None:
                yield *standing, began, begins
            standing, began = now, begins
    if standing is not None:
        yield *standing, began, NEVER


def _standing(known: Trail) -> Standing:
    state = known.state
    at_work = state.stage in WORK and state.due is not None
    late = known.office.passed(state.due) if at_work and state.due is not None else NEVER
    units = list(dict.fromkeys(str(part.unit) for part in state.held)) if state.stage in WORK else []
    return state.stage.value, units, state.due.on if state.due else None, late
