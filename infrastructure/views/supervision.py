"""督办台账: every notice, unit by unit, and what came of it."""

from typing import Any

import psycopg
from psycopg import sql

from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = ("case_id", "notice", "unit", "level", "issued_at", "for_day", "respond_by", "answered_at", "lifted_at")
SUPERVISION = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, notice int NOT NULL, unit text NOT NULL, level text NOT NULL,
    issued_at timestamptz NOT NULL, for_day date, respond_by date NOT NULL,
    answered_at timestamptz, lifted_at timestamptz, PRIMARY KEY (case_id, notice, unit))
"""
BY_UNIT = "CREATE INDEX IF NOT EXISTS {index} ON {table} (unit, respond_by)"
OPEN = (
    "CREATE INDEX IF NOT EXISTS {index} ON {table} (unit, respond_by) WHERE answered_at IS NULL AND lifted_at IS NULL"
)


class SupervisionLedger:
    """The ledger of supervision."""

    name = "supervision"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "supervision", edition)
        return [
            sql.SQL(SUPERVISION).format(table=lines),
            sql.SQL(BY_UNIT).format(table=lines, index=index("supervision", edition, "unit")),
            sql.SQL(OPEN).format(table=lines, index=index("supervision", edition, "open")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        rows = (
            (case.id, n.number, u, n.level, n.issued_at, n.for_day, n.respond_by, n.answered_at(u), n.lifted_at)
            for case in batch.cases.values()
            for n in case.state.notices
            for u in n.units
        )
        rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, batch.cases, rows)
