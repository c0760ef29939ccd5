"""承办量: one line per part of a case, to count what each unit has on its desk."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

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
WORKLOAD = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, part int NOT NULL, unit text NOT NULL, kind text NOT NULL, progress text NOT NULL,
    transferred_at timestamptz NOT NULL, signed_at timestamptz, contacted_at timestamptz, answered_at timestamptz,
    due_on date NOT NULL, due_at timestamptz, provisional boolean NOT NULL, extensions int NOT NULL,
    category text, PRIMARY KEY (case_id, part))
"""
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
            *COUNTS.tables(schema, edition),
            *HANDLERS.tables(schema, edition),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        rows = (row for case in batch.cases.values() for row in _parts(case))
        counted = COUNTS.kept(conn, schema, edition, batch), HANDLERS.kept(conn, schema, edition, batch)
        with counted[0], counted[1]:
            rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, batch.cases, rows)


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
