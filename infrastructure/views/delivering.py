"""What is still owed after an answer: its delivery to the voter, and the voter's judgement."""

from typing import Any

import psycopg
from psycopg import sql

from domain.suggestion.lifecycle import AFTER
from domain.suggestion.particulars import Recipient
from domain.suggestion.state import Suggestion
from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = ("case_id", "round", "answered_on", "attempts", "tried_on", "delivered_on", "judged_on")
DELIVERING = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid PRIMARY KEY, round int NOT NULL, answered_on date NOT NULL,
    attempts int NOT NULL, tried_on date, delivered_on date, judged_on date)
"""
OWED = "CREATE INDEX IF NOT EXISTS {index} ON {table} (answered_on) WHERE judged_on IS NULL"


class Delivering:
    """One line per answered case that is not closed yet."""

    name = "delivering"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "delivering", edition)
        return [
            sql.SQL(DELIVERING).format(table=lines),
            sql.SQL(OWED).format(table=lines, index=index("delivering", edition, "owed")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        states = {case.id: case.state for case in batch.cases.values() if case.state.stage in AFTER}
        rows = [(case, *_row(state)) for case, state in states.items() if state.current_replies]
        rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, batch.cases, rows)


def _row(state: Suggestion) -> tuple[object, ...]:
    failed, mark = state.failed_attempts(Recipient.VOTER), state.latest_mark
    return (
        state.round,
        state.current_replies[-1].on,
        len(failed),
        failed[-1] if failed else None,
        state.delivered_on(Recipient.VOTER),
        mark.at.date() if mark else None,
    )
