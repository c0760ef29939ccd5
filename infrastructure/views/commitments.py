"""承诺台账: every promise, kept or not."""

from typing import Any

import psycopg
from psycopg import sql

from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = ("case_id", "number", "unit", "due_on", "made_at", "kept_at", "reschedules")
COMMITMENTS = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, number int NOT NULL, unit text, due_on date NOT NULL,
    made_at timestamptz NOT NULL, kept_at timestamptz, reschedules int NOT NULL, PRIMARY KEY (case_id, number))
"""
BY_DUE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (due_on)"
OPEN = "CREATE INDEX IF NOT EXISTS {index} ON {table} (due_on, case_id, number) WHERE kept_at IS NULL"


class Commitments:
    """The ledger of promises."""

    name = "commitments"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "commitments", edition)
        return [
            sql.SQL(COMMITMENTS).format(table=lines),
            sql.SQL(BY_DUE).format(table=lines, index=index("commitments", edition, "due")),
            sql.SQL(OPEN).format(table=lines, index=index("commitments", edition, "open")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        rows = (
            (case.id, c.number, c.unit, c.due_on, c.made_at, c.kept_at, c.reschedules)
            for case in batch.cases.values()
            for c in case.state.commitments
        )
        rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, batch.cases, rows)
