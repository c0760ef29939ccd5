"""待办: what waits for a decision of the supervising office, or for the callers, case by case."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import psycopg
from psycopg import sql

from domain.suggestion.entities import Progress
from domain.suggestion.lifecycle import AFTER
from domain.suggestion.particulars import Grade, Outcome, Recipient
from domain.suggestion.state import Stage, Suggestion
from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = ("case_id", "kind", "unit", "since", "due_on")
DOCKET = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, kind text NOT NULL, unit text, since timestamptz, due_on date)
"""
BY_CASE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (case_id)"
BY_KIND = "CREATE INDEX IF NOT EXISTS {index} ON {table} (kind, since, due_on, case_id)"
Waiting = tuple[str, str | None, datetime | None, date | None]
"""Kind, unit, since when, and the last day it presses on."""


class Docket:
    """One row per decision that is awaited."""

    name = "docket"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "docket", edition)
        return [
            sql.SQL(DOCKET).format(table=lines),
            sql.SQL(BY_CASE).format(table=lines, index=index("docket", edition, "case")),
            sql.SQL(BY_KIND).format(table=lines, index=index("docket", edition, "kind")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        rows = ((case.id, *row) for case in batch.cases.values() for row in _waiting(case.state))
        rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, batch.cases, rows)


def _waiting(state: Suggestion) -> Iterator[Waiting]:
    if state.stage in (Stage.TRANSFERRED, Stage.HANDLING):
        yield from _rulings(state)
        yield from _sent_back(state)
    if state.stage in AFTER:
        yield from _judged(state)
    if state.stage in (*AFTER, Stage.MERGED):
        yield from _unjudged(state)


def _rulings(state: Suggestion) -> Iterator[Waiting]:
    for part in state.held:
        if part.progress is Progress.RETURN_REQUESTED:
            yield "return", part.unit, part.return_requested_at, None
        if part.asked_until is not None:
            yield "extension", part.unit, None, part.due.on


def _sent_back(state: Suggestion) -> Iterator[Waiting]:
    """The latest answer of a part that is to be given again."""
    for part in state.held:
        given = [r for r in state.replies if r.round == state.round and r.unit == part.unit]
        if part.working and given and given[-1].sent_back:
            yield "sent_back", part.unit, given[-1].at, part.due.on


def _judged(state: Suggestion) -> Iterator[Waiting]:
    mark = state.latest_mark
    if mark is not None and mark.result is Grade.DISSATISFIED and not state.reviewed:
        yield "dissatisfied", None, mark.at, None
    elif _may_close(state):
        yield "close", None, state.last_at, None


def _may_close(state: Suggestion) -> bool:
    """What of the close guard the case alone says; policy and person are asked when it comes to closing."""
    explained = {r.outcome for r in state.current_replies} <= {Outcome.EXPLAINED, Outcome.CANNOT}
    judged = state.reviewed or state.latest_mark is not None or state.lapsed or explained
    told = state.voter is None or state.delivered(Recipient.VOTER) or bool(state.failed_attempts(Recipient.VOTER))
    deputy_told = state.deputy is None or state.delivered(Recipient.DEPUTY)
    return judged and told and deputy_told and not state.open_commitments


def _unjudged(state: Suggestion) -> Iterator[Waiting]:
    """An answer that reached the voter and was judged by nobody yet."""
    reached = [d.at for d in state.deliveries if d.to is Recipient.VOTER and d.reached and d.round == state.round]
    if reached and state.latest_mark is None and not state.lapsed and not state.reviewed:
        yield "call", None, reached[0], None
