"""The log behind the application's `EventLog` port."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import TypeVar, cast
from uuid import UUID

import psycopg
from eventsourcing.persistence import StoredEvent

from application.ports import LATEST, AnyEvent, AnyRecorded, Append, Appended, ContactRecorded, Recorded, StreamId
from domain.shared.identity import ContactId, SuggestionId
from infrastructure.event_store.appending import Appending
from infrastructure.event_store.mapper import to_recorded
from infrastructure.event_store.names import NAMES
from infrastructure.event_store.patience import patiently
from infrastructure.event_store.recorder import DensePositionRecorder
from infrastructure.postgres.in_loop import LoopConnections

T = TypeVar("T")
READING = 1.0
"""Seconds for which a read of the whole log is tried again."""


class PostgresEventLog:
    """Implements `application.ports.EventLog`; appends that come at the same time share a transaction."""

    def __init__(self, recorder: DensePositionRecorder, of_tasks: LoopConnections) -> None:
        self._recorder, self._of_tasks, self._appending = recorder, of_tasks, Appending(recorder, of_tasks)

    def append(self, batch: Sequence[Append], within: timedelta | None = None) -> Sequence[AnyRecorded]:
        """Append a batch in one transaction; see the port."""
        return self.append_each([batch], within)[0]()

    def append_each(self, batches: Sequence[Sequence[Append]], within: timedelta | None = None) -> Sequence[Appended]:
        """See the port."""
        return self._appending.each(batches, within)

    async def append_soon(
        self, batches: Sequence[Sequence[Append]], within: timedelta | None = None
    ) -> Sequence[Appended]:
        """See the port."""
        return await self._appending.each_soon(batches, within)

    def history(self, case: SuggestionId, behind: int = 0) -> tuple[Recorded, ...]:
        """See the port."""
        found = (to_recorded(position, row) for position, row in self._select([case], LATEST, behind))
        return tuple(record for record in found if isinstance(record, Recorded))

    def histories(self, cases: Sequence[SuggestionId], up_to: int) -> Mapping[SuggestionId, tuple[Recorded, ...]]:
        """See the port."""
        return _by_case(self._select(cases, up_to))

    async def histories_soon(self, cases: Sequence[SuggestionId]) -> Mapping[SuggestionId, tuple[Recorded, ...]]:
        """See the port."""
        try:
            rows = await self._of_tasks.rows(self._recorder.streams_statement, [list(cases), 0, LATEST])
        except psycopg.Error:
            return {}
        return _by_case((position, StoredEvent(*row)) for position, *row in (one.values() for one in rows))

    def contact_histories(
        self, streams: Sequence[ContactId], up_to: int
    ) -> Mapping[ContactId, tuple[ContactRecorded, ...]]:
        """See the port."""
        found = (to_recorded(position, row) for position, row in self._select(streams, up_to))
        rows = (record for record in found if isinstance(record, ContactRecorded))
        return {stream: tuple(records) for stream, records in groupby(rows, key=lambda r: r.stream)}

    def versions(self, streams: Sequence[StreamId]) -> Mapping[StreamId, int]:
        """See the port."""
        found: dict[StreamId, int] = {}
        for _, row in self._select(streams, LATEST):
            stream = ContactId(cast(UUID, row.originator_id))
            found[stream] = max(found.get(stream, 0), row.originator_version)
        return found

    def begun(self, after: int, until: int, limit: int, up_to: int) -> Sequence[tuple[AnyRecorded, ...]]:
        """See the port."""
        streams = patiently(lambda: self._recorder.select_begun(after, until, limit))
        found = (to_recorded(position, row) for position, row in self._select(streams, up_to))
        histories = [tuple(records) for _, records in groupby(found, key=lambda record: record.stream)]
        return sorted(histories, key=lambda history: history[0].position)

    def after(self, position: int, limit: int) -> Sequence[AnyRecorded]:
        """See the port."""
        found = _read(lambda: self._recorder.select_notifications(position, limit, inclusive_of_start=False))
        return [to_recorded(n.id, StoredEvent(n.originator_id, n.originator_version, n.topic, n.state)) for n in found]

    def of_kind(self, kind: type[AnyEvent]) -> Sequence[AnyRecorded]:
        """See the port."""
        return [to_recorded(*found) for found in _read(lambda: self._recorder.select_topic(NAMES[kind]))]

    def head(self) -> int:
        """See the port."""
        return _read(self._recorder.last_position)

    def _select(self, cases: Sequence[object], up_to: int, behind: int = 0) -> list[tuple[int, StoredEvent]]:
        return patiently(lambda: self._recorder.select_streams(cases, up_to, behind))


def _by_case(rows: Iterable[tuple[int, StoredEvent]]) -> Mapping[SuggestionId, tuple[Recorded, ...]]:
    found = (to_recorded(position, row) for position, row in rows)
    of_cases = (record for record in found if isinstance(record, Recorded))
    return {case: tuple(records) for case, records in groupby(of_cases, key=lambda record: record.case)}


def _read(work: Callable[[], T]) -> T:
    """Read what everybody asks for, on another connection where one was lost. Raises `Unavailable`, and soon."""
    return patiently(work, READING)
