"""承办量: one line per part of a case, to count what each unit has on its desk."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from domain.suggestion.entities import Assignment, Progress
from domain.suggestion.lifecycle import WORK
from domain.suggestion.particulars import Kind
from infrastructure.views.counts import Counts
from infrastructure.views.view import Batch, Case, index, rewrite, table

COLUMNS = (
    "case_id",
    "part",
    "unit",
    "kind",
    "progress",
    "transferred_at",
    "signed_at",
    "contacted_at",
    "answered_at",
    "due_on",
    "due_at",
    "provisional",
    "extensions",
    "category",
)
OWED_COLUMNS = ("case_id", "part", "unit", "queue", "kind", "progress", "due_on", "due_at", "provisional")
WORKLOAD = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, part int NOT NULL, unit text NOT NULL, kind text NOT NULL, progress text NOT NULL,
    transferred_at timestamptz NOT NULL, signed_at timestamptz, contacted_at timestamptz, answered_at timestamptz,
    due_on date NOT NULL, due_at timestamptz, provisional boolean NOT NULL, extensions int NOT NULL,
    category text, PRIMARY KEY (case_id, part))
"""
OWED = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, part int NOT NULL, unit text NOT NULL, queue text NOT NULL, kind text NOT NULL,
    progress text NOT NULL, due_on date NOT NULL, due_at timestamptz, provisional boolean NOT NULL,
    PRIMARY KEY (case_id, part))
"""
"""The parts that their units still owe something for: few beside all there ever were."""
BY_UNIT = "CREATE INDEX IF NOT EXISTS {index} ON {table} (unit, due_on) INCLUDE (queue, due_at)"
INDEXES = {
    "open": "CREATE INDEX IF NOT EXISTS {index} ON {table} (unit, due_on) INCLUDE (due_at) "
    "WHERE progress IN ('pending_sign', 'active', 'return_requested')",
    "answered": "CREATE INDEX IF NOT EXISTS {index} ON {table} (unit, due_on) "
    "WHERE progress IN ('answered', 'opinion_given')",
    "returned": "CREATE INDEX IF NOT EXISTS {index} ON {table} (unit, due_on) WHERE progress = 'returned'",
}
COUNTS = Counts(
    view="workload",
    name="workload_counts",
    keys={"unit": "text", "progress": "text"},
    query="SELECT unit, progress, count(*) FROM {rows} WHERE {which} GROUP BY unit, progress",
)
HANDLERS = Counts(
    view="workload",
    name="workload_handlers",
    keys={"category": "text", "unit": "text"},
    query="SELECT category, unit, count(DISTINCT case_id) FROM {rows} WHERE {which} "
    "AND kind <> 'co' AND progress <> 'returned' AND category IS NOT NULL GROUP BY category, unit",
)
"""How many cases of a category each unit answers or has answered."""


class Workload:
    """What each unit has on its desk."""

    name = "workload"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "workload", edition)
        return [
            sql.SQL(WORKLOAD).format(table=lines),
            *(
                sql.SQL(statement).format(table=lines, index=index("workload", edition, name))
                for name, statement in INDEXES.items()
            ),
            sql.SQL(OWED).format(table=table(schema, "workload_owed", edition)),
            sql.SQL(BY_UNIT).format(
                table=table(schema, "workload_owed", edition), index=index("workload_owed", edition, "unit")
            ),
            *COUNTS.tables(schema, edition),
            *HANDLERS.tables(schema, edition),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        rows = (row for case in batch.cases.values() for row in _parts(case))
        counted = COUNTS.kept(conn, schema, edition, batch), HANDLERS.kept(conn, schema, edition, batch)
        with counted[0], counted[1]:
            rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, batch.cases, rows)
        owed = (row for case in batch.cases.values() for row in _owed(case))
        rewrite(conn, batch, table(schema, "workload_owed", edition), OWED_COLUMNS, batch.cases, owed)


def _parts(case: Case) -> Iterator[tuple[object, ...]]:
    for number, part in enumerate(case.state.assignments, start=1):
        yield (
            case.id,
            number,
            part.unit,
            part.kind.value,
            part.progress.value,
            part.transferred_at,
            part.signed_at,
            part.contacted_at,
            part.answered_at,
            part.due.on,
            part.due.at,
            part.due.provisional,
            part.extensions,
            case.state.category,
        )


def _owed(case: Case) -> Iterator[tuple[object, ...]]:
    for number, part in enumerate(case.state.assignments, start=1):
        if case.state.stage in WORK and part.working:
            due = (part.due.on, part.due.at, part.due.provisional)
            yield case.id, number, part.unit, _queue(part), part.kind.value, part.progress.value, *due


def _queue(part: Assignment) -> str:
    """Where it lies in its unit's inbox."""
    if part.progress is Progress.PENDING_SIGN:
        return "unsigned"
    return "opinions" if part.kind is Kind.CO else "working"
