"""履职实绩档案: a line per deputy, part and event. A line stands from `since` until it was taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql

from application.ports import AnyRecorded, EventLog, Recorded, StreamId
from domain.contact.duty import Line, lines
from domain.shared.identity import SuggestionId
from domain.suggestion import events
from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = ("case_id", "person", "part", "act", "day", "position", "what", "since", "until")
DUTY = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, person text NOT NULL, part text NOT NULL, act text NOT NULL, day date NOT NULL,
    position bigint NOT NULL, what text NOT NULL, since timestamptz NOT NULL, until timestamptz)
"""
BY_CASE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (case_id)"
BY_PERSON = "CREATE INDEX IF NOT EXISTS {index} ON {table} (person, day)"
OF_DEPUTIES = (events.Received, events.Corrected, events.Converted)
"""Events of a case that may be an act of a deputy."""


class DutyRecord:
    """What every deputy did."""

    name = "duty_record"

    def __init__(self, log: EventLog) -> None:
        self._log = log

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        target = table(schema, "duty_record", edition)
        return [
            sql.SQL(DUTY).format(table=target),
            sql.SQL(BY_CASE).format(table=target, index=index("duty_record", edition, "case")),
            sql.SQL(BY_PERSON).format(table=target, index=index("duty_record", edition, "person")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        histories: dict[StreamId, Sequence[AnyRecorded]] = dict(batch.contacts.items())
        histories |= dict[StreamId, Sequence[AnyRecorded]](self._cases(batch).items())
        rows = (_row(line) for history in histories.values() for line in lines(history))
        rewrite(conn, batch, table(schema, self.name, edition), COLUMNS, histories, rows)

    def _cases(self, batch: Batch) -> Mapping[SuggestionId, tuple[Recorded, ...]]:
        touched = [c for c in batch.cases.values() if any(isinstance(r.event, OF_DEPUTIES) for r in c.new)]
        found: dict[SuggestionId, tuple[Recorded, ...]] = {c.id: c.new for c in touched if c.new[0].version == 1}
        older = [c.id for c in touched if c.id not in found]
        if older:
            found.update(self._log.histories(older, batch.records[-1].position))
        return found


def _row(line: Line) -> tuple[object, ...]:
    place = (line.stream, line.person, line.part.value, line.act, line.on, line.position)
    return (*place, line.what, line.since, line.until)
