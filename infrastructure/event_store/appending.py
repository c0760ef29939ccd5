"""What callers append at the same time shares a transaction, and neither harms the other."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from eventsourcing.persistence import IntegrityError, PersistenceError

from application.combining import Combined, as_it_comes
from application.ports import LATEST, AnyRecorded, Append, Appended, LostRace
from infrastructure.event_store.mapper import to_recorded, to_stored
from infrastructure.event_store.patience import PATIENCE, UNCLEAR, patiently
from infrastructure.event_store.recorder import DensePositionRecorder, Together

Outcome = range | Exception | None
"""Of one group: its positions, what is wrong with it, or None where somebody else was faster."""
AT_ONCE = 400
"""Events per transaction where many callers append: more would make each wait longer and save little."""
WAITING = 256
"""Callers who may wait to append; the next is told to come back later."""


class Appending:
    """Appends batches, each all or none."""

    def __init__(self, recorder: DensePositionRecorder) -> None:
        self._recorder = recorder
        self._together: Combined[Sequence[Together], Sequence[Together], Sequence[Outcome]]
        self._together = Combined(as_it_comes, self._for_all, at_once=AT_ONCE, waiting=WAITING)

    def each(self, batches: Sequence[Sequence[Append]], within: timedelta | None) -> Sequence[Appended]:
        """Append batches; see `append_each` of the port."""
        made = [self._prepared(batch) for batch in batches]
        groups = [group for group in made if isinstance(group, Together)]
        patience = PATIENCE if within is None else within.total_seconds()
        weight = sum(len(group.rows) for group in groups)
        outcomes = iter(patiently(lambda: self._together.do(groups, weight), patience) if weight else ())
        return [
            partial(self._told, one, next(outcomes, range(0)) if isinstance(one, Together) else None) for one in made
        ]

    def _prepared(self, batch: Sequence[Append]) -> Together | Exception:
        """What is to be stored; what cannot be hits its own caller and no neighbour."""
        try:
            rows = [
                to_stored(append.case, append.after_version + n, event, stamp, append.fingerprint)
                for append in batch
                for n, (event, stamp) in enumerate(append.entries, start=1)
            ]
            return patiently(lambda: self._recorder.prepared(rows))
        except (TypeError, ValueError) as fault:
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

    def _told(self, group: Together | Exception, outcome: Outcome) -> Sequence[AnyRecorded]:
        """The records of a batch, read from the very bytes that were stored; or raise what stood against it."""
        if isinstance(group, Exception):
            raise group
        if isinstance(outcome, Exception):
            raise outcome
        positions = self._found_again(group) if outcome is None else outcome
        return [to_recorded(position, row) for position, row in zip(positions, group.rows, strict=True)]

    def _found_again(self, group: Together) -> Sequence[int]:
        """The batch itself is in the log if the very bytes are: they hold its command ids. Raises `LostRace`."""
        cases = list(dict.fromkeys(row.originator_id for row in group.rows))
        kept = {
            (row.originator_id, row.originator_version): (position, row.state)
            for position, row in patiently(lambda: self._recorder.select_streams(cases, LATEST))
        }
        found = [kept.get((row.originator_id, row.originator_version), (0, b"")) for row in group.rows]
        if any(state != row.state for (_, state), row in zip(found, group.rows, strict=True)):
            raise LostRace()
        return [position for position, _ in found]
