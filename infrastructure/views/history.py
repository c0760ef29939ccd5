"""The office's journal: one line per event, who did what when."""

from typing import Any

import psycopg
from psycopg import sql

from application.ports import Recorded
from application.verbs import event_name, full_name
from infrastructure.views.view import Batch, index, table

COLUMNS = ("position", "case_id", "version", "event", "occurred_at", "recorded_at", "actor", "role", "org")
HISTORY = """
CREATE TABLE IF NOT EXISTS {table} (
    position bigint PRIMARY KEY, case_id uuid NOT NULL, version int NOT NULL, event text NOT NULL,
    occurred_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL,
    actor text NOT NULL, role text NOT NULL, org text NOT NULL)
"""
BY_TIME = "CREATE INDEX IF NOT EXISTS {index} ON {table} (recorded_at)"
CHECKED = "CREATE INDEX IF NOT EXISTS {index} ON {table} (case_id) WHERE event = 'spot_checked'"


class History:
    """One line per event."""

    name = "history"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "history", edition)
        return [
            sql.SQL(HISTORY).format(table=lines),
            sql.SQL(BY_TIME).format(table=lines, index=index("history", edition, "recorded")),
            sql.SQL(CHECKED).format(table=lines, index=index("history", edition, "checked")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            table(schema, self.name, edition), sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
        )
        with conn.cursor() as curs, curs.copy(statement) as copy:
            for r in batch.records:
                by = r.stamp.by
                name = event_name(type(r.event)) if isinstance(r, Recorded) else full_name(type(r.event))
                when = (r.stamp.occurred_at, r.stamp.at)
                copy.write_row((r.position, r.stream, r.version, name, *when, by.id, by.role.value, by.org))
