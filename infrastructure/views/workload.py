"""承办量: one line per part of a case, to count what each unit has on its desk."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

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
)
WORKLOAD = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, part int NOT NULL, unit text NOT NULL, kind text NOT NULL, progress text NOT NULL,
    transferred_at timestamptz NOT NULL, signed_at timestamptz, contacted_at timestamptz, answered_at timestamptz,
    due_on date NOT NULL, due_at timestamptz, provisional boolean NOT NULL, extensions int NOT NULL,
    PRIMARY KEY (case_id, part))
"""
BY_UNIT = "CREATE INDEX IF NOT EXISTS {index} ON {table} (unit, progress, due_on)"


class Workload:
    """What each unit has on its desk."""

    name = "workload"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "workload", edition)
        return [
            sql.SQL(WORKLOAD).format(table=lines),
            sql.SQL(BY_UNIT).format(table=lines, index=index("workload", edition, "unit")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        rows = (row for case in batch.cases.values() for row in _parts(case))
        rewrite(conn, table(schema, self.name, edition), COLUMNS, batch.cases, rows)


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
        )
