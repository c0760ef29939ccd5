"""What callers append at the same time shares a transaction, and neither harms the other."""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
from eventsourcing.persistence import IntegrityError, PersistenceError

from application.combining import Combined, as_it_comes
from application.errors import Overloaded, Unavailable
from application.ports import LATEST, AnyRecorded, Append, Appended, LostRace
from infrastructure.event_store.batch import Together, positions_of, values_of
from infrastructure.event_store.mapper import to_recorded, to_stored
from infrastructure.event_store.patience import PATIENCE, UNCLEAR, patiently
from infrastructure.event_store.recorder import DensePositionRecorder
from infrastructure.postgres.in_loop import LoopConnections

log = logging.getLogger("huying.store")
Outcome = range | Exception | None
"""Of one group: its positions, what is wrong with it, or None where somebody else was faster."""
Places = Sequence[int]
"""The positions of a group's events."""
AT_ONCE = 400
"""Events per transaction where many callers append: more would make each wait longer and save little."""
WAITING = 256
"""Callers who may wait to append; the next is told to come back later."""


class Appending:
    """Appends batches, each all or none."""

    def __init__(self, recorder: DensePositionRecorder, of_tasks: LoopConnections) -> None:
        self._recorder, self._of_tasks = recorder, of_tasks
        self._together: Combined[Sequence[Together], Sequence[Together], Sequence[Outcome]]
        self._together = Combined(as_it_comes, self._for_all, at_once=AT_ONCE, waiting=WAITING)

    def each(self, batches: Sequence[Sequence[Append]], within: timedelta | None) -> Sequence[Appended]:
        """Append batches; see `append_each` of the port."""
        return self._appended([self._prepared(batch) for batch in batches], _patience(within))

    async def each_soon(self, batches: Sequence[Sequence[Append]], within: timedelta | None) -> Sequence[Appended]:
        """The same for a task; what did not go smoothly is found out, and done again, on a thread."""
        if not self._recorder.origin_known:
            return await asyncio.to_thread(self.each, batches, within)
        give_up = time.monotonic() + _patience(within)
        made = [self._prepared(batch) for batch in batches]
        try:
            issued = await self._issued([group for group in made if isinstance(group, Together)], give_up)
        except (psycopg.Error, TimeoutError) as fault:
            log.warning("store.append_again", extra={"fault": type(fault).__name__})
            return await asyncio.to_thread(self._found_out, made, give_up)
        if issued is None:
            return await asyncio.to_thread(self._appended, made, give_up - time.monotonic())
        return _answers(made, issued)

    async def _issued(self, groups: Sequence[Together], by: float) -> Sequence[range] | None:
        """The positions of all; None where one does not follow its stream."""
        if not groups:
            return ()
        [found] = await self._of_tasks.rows(self._recorder.append_statement, values_of(groups), by)
        return None if found["append"] is None else positions_of(found["append"], groups)

    def _found_out(self, made: Sequence[Together | Exception], give_up: float) -> Sequence[Appended]:
        """Append what may be in already."""
        try:
            return self._appended(made, give_up - time.monotonic())
        except Overloaded:  # which says that nothing was done
            raise Unavailable() from None

    def _appended(self, made: Sequence[Together | Exception], patience: float) -> Sequence[Appended]:
        """Append; or, with no time left in which it would be of its own time, see whether it was."""
        groups = [group for group in made if isinstance(group, Together)]
        weight = sum(len(group.rows) for group in groups)
        outcomes: Sequence[Outcome] = [None if weight else range(0)] * len(groups)
        if weight and patience > 0:
            outcomes = patiently(lambda: self._together.do(groups, weight), patience)
        return _answers(made, self._settled(groups, outcomes))

    def _prepared(self, batch: Sequence[Append]) -> Together | Exception:
        """What is to be stored; what cannot be hits its own caller and no neighbour."""
        try:
            rows = [
                to_stored(append.case, append.after_version + n, event, stamp, append.fingerprint)
                for append in batch
                for n, (event, stamp) in enumerate(append.entries, start=1)
            ]
            return patiently(lambda: self._recorder.prepared(rows))
        except Unavailable:
            raise
        except Exception as fault:  # noqa: BLE001 — told to its own caller
            return fault

    def _for_all(self, wanted: Sequence[Sequence[Together]]) -> Sequence[Sequence[Outcome] | Exception]:
        """Append what several callers want; whoever has a group that may be in or not has to ask again."""
        outcomes = iter(self._inserted([group for groups in wanted for group in groups]))
        each = [[next(outcomes) for _ in groups] for groups in wanted]
        return [next((one for one in own if isinstance(one, UNCLEAR)), own) for own in each]

    def _inserted(self, groups: Sequence[Together]) -> Sequence[Outcome]:
        """Append what came together; after a fault that is not the store's, each alone, so that it hits its own."""
        try:
            return self._recorder.insert_together(groups)
        except UNCLEAR as fault:
            return [fault] * len(groups)
        except PersistenceError as fault:
            if len(groups) > 1:
                return [outcome for group in groups for outcome in self._inserted([group])]
            return [None if isinstance(fault, IntegrityError) else fault]

    def _settled(self, groups: Sequence[Together], outcomes: Sequence[Outcome]) -> Sequence[Places | Exception]:
        """Find out, here and now, what became of those that do not follow their stream: whoever asks must not wait."""
        behind = [group for group, outcome in zip(groups, outcomes, strict=True) if outcome is None]
        found = iter(self._found_again(behind) if behind else ())
        return [next(found) if outcome is None else outcome for outcome in outcomes]

    def _found_again(self, groups: Sequence[Together]) -> list[Places | Exception]:
        """A batch itself is in the log if the very bytes are: they hold its command ids. Otherwise it lost its race."""
        cases = list(dict.fromkeys(row.originator_id for group in groups for row in group.rows))
        try:
            rows = patiently(lambda: self._recorder.select_streams(cases, LATEST))
        except Unavailable as fault:
            return [fault] * len(groups)
        kept = {(row.originator_id, row.originator_version): (position, row.state) for position, row in rows}
        return [_places(group, kept) for group in groups]


def _places(group: Together, kept: Mapping[Any, tuple[int, bytes]]) -> Places | Exception:
    found = [kept.get((row.originator_id, row.originator_version), (0, b"")) for row in group.rows]
    if any(state != row.state for (_, state), row in zip(found, group.rows, strict=True)):
        return LostRace()
    return [position for position, _ in found]


def _patience(within: timedelta | None) -> float:
    return PATIENCE if within is None else within.total_seconds()


def _answers(made: Sequence[Together | Exception], settled: Sequence[Places | Exception]) -> Sequence[Appended]:
    """What tells each caller the outcome."""
    places = iter(settled)
    return [partial(_told, one, next(places) if isinstance(one, Together) else one) for one in made]


def _told(group: Together | Exception, positions: Places | Exception) -> Sequence[AnyRecorded]:
    """The records of a batch, read from the very bytes that were stored; or raise what stood against it."""
    if isinstance(group, Exception):
        raise group
    if isinstance(positions, Exception):
        raise positions
    return [to_recorded(position, row) for position, row in zip(positions, group.rows, strict=True)]
