"""The log behind the application's `EventLog` port."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import TypeVar, cast
from uuid import UUID

from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    PersistenceError,
    StoredEvent,
)

from application.errors import Unavailable
from application.ports import LATEST, AnyEvent, AnyRecorded, Append, ContactRecorded, LostRace, Recorded, StreamId
from domain.shared.identity import ContactId, SuggestionId
from infrastructure.combining import Combined
from infrastructure.event_store.mapper import to_recorded, to_stored
from infrastructure.event_store.names import NAMES
from infrastructure.event_store.recorder import DensePositionRecorder, Together

T = TypeVar("T")
UNCLEAR = (OperationalError, InterfaceError, InternalError)
"""Errors after which the commit may or may not have happened."""
PATIENCE = 20.0
"""Seconds to ride through a failover before answering 503."""
AT_ONCE = 400
"""Events per transaction where many callers append: more would make each wait longer and save little."""
WAITING = 256
"""Callers who may wait to append; the next is told to come back later."""


class PostgresEventLog:
    """Implements `application.ports.EventLog`; appends that come at the same time share a transaction."""

    def __init__(self, recorder: DensePositionRecorder) -> None:
        self._recorder = recorder
        self._appending = Combined(self._insert, at_once=AT_ONCE, waiting=WAITING)

    def append(self, batch: Sequence[Append], within: timedelta | None = None) -> Sequence[AnyRecorded]:
        """Append a batch in one transaction; see the port."""
        stored = [
            to_stored(append.case, append.after_version + n, event, stamp, append.fingerprint)
            for append in batch
            for n, (event, stamp) in enumerate(append.entries, start=1)
        ]
        if not stored:
            return []
        wanted = patiently(lambda: self._recorder.prepared(stored))
        patience = PATIENCE if within is None else within.total_seconds()
        positions = patiently(lambda: self._appending.do(wanted, len(stored)), patience)
        if positions is None:
            return self._found_again(stored)
        return [to_recorded(p, row) for p, row in zip(positions, stored, strict=True)]

    def _insert(self, groups: Sequence[Together]) -> Sequence[range | BaseException | None]:
        """Append what came together; after a fault that is not the store's, each alone, so that it hits its own."""
        try:
            return self._recorder.insert_together(groups)
        except UNCLEAR as fault:
            return [fault] * len(groups)
        except PersistenceError as fault:
            if len(groups) > 1:
                return [outcome for group in groups for outcome in self._insert([group])]
            return [None if isinstance(fault, IntegrityError) else fault]

    def _found_again(self, stored: Sequence[StoredEvent]) -> Sequence[AnyRecorded]:
        """The batch itself is in the log if the very bytes are: they hold its command ids. Otherwise it lost."""
        cases = list(dict.fromkeys(row.originator_id for row in stored))
        kept = {
            (row.originator_id, row.originator_version): (position, row.state)
            for position, row in self._select(cases, LATEST)
        }
        found = [kept.get((row.originator_id, row.originator_version), (0, b"")) for row in stored]
        if any(state != row.state for (_, state), row in zip(found, stored, strict=True)):
            raise LostRace()
        return [to_recorded(position, row) for (position, _), row in zip(found, stored, strict=True)]

    def history(self, case: SuggestionId, behind: int = 0) -> tuple[Recorded, ...]:
        """See the port."""
        found = (to_recorded(position, row) for position, row in self._select([case], LATEST, behind))
        return tuple(record for record in found if isinstance(record, Recorded))

    def histories(self, cases: Sequence[SuggestionId], up_to: int) -> Mapping[SuggestionId, tuple[Recorded, ...]]:
        """See the port."""
        found = (to_recorded(position, row) for position, row in self._select(cases, up_to))
        rows = (record for record in found if isinstance(record, Recorded))
        return {case: tuple(records) for case, records in groupby(rows, key=lambda r: r.case)}

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

    def begun(self, after: int, up_to: int, limit: int) -> Sequence[tuple[AnyRecorded, ...]]:
        """See the port."""
        streams = patiently(lambda: self._recorder.select_begun(after, up_to, limit))
        found = (to_recorded(position, row) for position, row in self._select(streams, up_to))
        histories = [tuple(records) for _, records in groupby(found, key=lambda record: record.stream)]
        return sorted(histories, key=lambda history: history[0].position)

    def after(self, position: int, limit: int) -> Sequence[AnyRecorded]:
        """See the port."""
        try:
            found = self._recorder.select_notifications(position, limit, inclusive_of_start=False)
        except UNCLEAR:
            raise Unavailable() from None
        return [to_recorded(n.id, StoredEvent(n.originator_id, n.originator_version, n.topic, n.state)) for n in found]

    def of_kind(self, kind: type[AnyEvent]) -> Sequence[AnyRecorded]:
        """See the port."""
        try:
            return [to_recorded(position, row) for position, row in self._recorder.select_topic(NAMES[kind])]
        except UNCLEAR:
            raise Unavailable() from None

    def head(self) -> int:
        """See the port."""
        try:
            return self._recorder.last_position()
        except UNCLEAR:
            raise Unavailable() from None

    def _select(self, cases: Sequence[object], up_to: int, behind: int = 0) -> list[tuple[int, StoredEvent]]:
        return patiently(lambda: self._recorder.select_streams(cases, up_to, behind))


def patiently(work: Callable[[], T], patience: float = PATIENCE) -> T:
    """Do something on the store, riding through a failover. Raises `Unavailable` after so many seconds."""
    give_up = time.monotonic() + patience
    while True:
        try:
            return work()
        except UNCLEAR:
            if time.monotonic() > give_up:
                raise Unavailable() from None
            time.sleep(0.2)
