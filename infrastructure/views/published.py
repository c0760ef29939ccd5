"""What was made public 公开: the released text of each case, and nothing that leads to a person."""

from typing import Any

import psycopg
from psycopg import sql

from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = (
    "case_id",
    "position",
    "number",
    "category",
    "station",
    "units",
    "stage",
    "outcome",
    "received_on",
    "closed_on",
    "text",
)
PUBLISHED = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid PRIMARY KEY, position bigint NOT NULL, number text NOT NULL, category text, station text,
    units text[] NOT NULL, stage text NOT NULL, outcome text, received_on date, closed_on date, text text NOT NULL)
"""
BY_POSITION = "CREATE INDEX IF NOT EXISTS {index} ON {table} (position)"


class Published:
    """One line per case that is on public view."""

    name = "published"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "published", edition)
        return [
            sql.SQL(PUBLISHED).format(table=lines),
            sql.SQL(BY_POSITION).format(table=lines, index=index("published", edition, "position")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        rows = [
            (
                case.id,
                case.position,
                case.number,
                case.state.category,
                case.state.station,
                list(dict.fromkeys(a.unit for a in case.state.held)),
                case.state.stage.value,
                case.state.outcome.value if case.state.outcome else None,
                case.state.received_on,
                case.state.closed_on,
                case.state.public_text,
            )
            for case in batch.cases.values()
            if case.state.public_text is not None
        ]
        rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, batch.cases, rows)
