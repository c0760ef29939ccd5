"""Last days that are still to be met: answers, opinions, accounts under supervision, promises."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from domain.suggestion.state import Stage
from infrastructure.views.view import Batch, Case, index, rewrite, table

COLUMNS = ("case_id", "unit", "step", "due_on", "provisional")
DEADLINES = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, unit text, step text NOT NULL, due_on date NOT NULL, provisional boolean NOT NULL)
"""
BY_CASE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (case_id)"
BY_DUE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (due_on, unit)"
AT_WORK = (Stage.TRANSFERRED, Stage.HANDLING)


class Deadlines:
    """Open last days."""

    name = "deadlines"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "deadlines", edition)
        return [
            sql.SQL(DEADLINES).format(table=lines),
            sql.SQL(BY_CASE).format(table=lines, index=index("deadlines", edition, "case")),
            sql.SQL(BY_DUE).format(table=lines, index=index("deadlines", edition, "due")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        rows = (row for case in batch.cases.values() for row in _open(case))
        rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, batch.cases, rows)


def _open(case: Case) -> Iterator[tuple[object, ...]]:
    state = case.state
    if state.stage in AT_WORK:
        for part in state.held:
            if part.working:
                step = "answer" if part.answers else "opinion"
                yield case.id, part.unit, step, part.due.on, part.due.provisional
    for notice in state.notices:
        for unit in notice.awaits:
            yield case.id, unit, "supervision", notice.respond_by, False
    for promise in state.open_commitments:
        yield case.id, promise.unit, "commitment", promise.due_on, False
