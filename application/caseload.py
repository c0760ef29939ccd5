"""The cases at hand: histories and what they amount to, remembered while they are worked on."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from application.ports import LATEST, EventLog, Recorded
from domain.shared.identity import CommandId, SuggestionId
from domain.suggestion.evolve import evolve
from domain.suggestion.state import INITIAL, Suggestion

REMEMBERED = 10_000
"""Cases kept at hand; a case takes a few kilobytes."""


class Known(NamedTuple):
    """A case's history, oldest first, and the fold of it."""

    history: tuple[Recorded, ...]
    state: Suggestion
    carried_out: tuple[int, ...] = ()
    """The commands behind the history, as numbers: these are compared much faster."""

    def followed_by(self, records: Sequence[Recorded]) -> "Known":
        """The case after more has happened to it."""
        state = self.state
        for record in records:
            state = evolve(state, record.event, record.stamp)
        new = [record.stamp.command_id.int for record in records]
        return Known((*self.history, *records), state, (*self.carried_out, *new))

    def knows(self, command: CommandId) -> bool:
        """Whether a command was carried out on the case."""
        return command.int in self.carried_out


UNKNOWN = Known((), INITIAL)


class Caseload:
    """Remembers the cases used last, so that each event is read and folded once. Safe for many threads.

    By their ids as numbers, which are compared much faster.
    """

    def __init__(self, log: EventLog, most: int = REMEMBERED) -> None:
        self._log, self._most = log, most
        self._known: OrderedDict[int, Known] = OrderedDict()
        self._lock = threading.Lock()

    def remembered(self, case: SuggestionId) -> Known | None:
        """The case as it was when last seen here; another process may have added to it since."""
        with self._lock:
            known = self._known.get(case.int)
            if known is not None:
                self._known.move_to_end(case.int)
            return known

    def current(self, case: SuggestionId) -> Known:
        """The case as it is in the log now; without any history where it was never registered."""
        known = self.remembered(case) or UNKNOWN
        new = self._log.history(case, behind=len(known.history))
        if new:
            known = known.followed_by(new)
            self.remember(case, known)
        return known

    def learn(self, cases: Iterable[SuggestionId]) -> None:
        """Have cases at hand; those that are not are read together, and one that was never registered stays unknown."""
        if missing := self._missing(cases):
            self._learn(self._log.histories(missing, LATEST))

    async def learn_soon(self, cases: Iterable[SuggestionId]) -> None:
        """The same for a task."""
        if missing := self._missing(cases):
            self._learn(await self._log.histories_soon(missing))

    def _missing(self, cases: Iterable[SuggestionId]) -> list[SuggestionId]:
        with self._lock:
            return [case for case in cases if case.int not in self._known]

    def _learn(self, histories: Mapping[SuggestionId, Sequence[Recorded]]) -> None:
        for case, history in histories.items():
            self.remember(case, UNKNOWN.followed_by(history))

    def forget(self, case: SuggestionId) -> None:
        """Keep a case at hand no more: something may have happened to it that was not seen here."""
        with self._lock:
            self._known.pop(case.int, None)

    def remember(self, case: SuggestionId, known: Known) -> None:
        """Keep a case at hand, unless more of it is kept already."""
        with self._lock:
            before = self._known.get(case.int)
            if before is None or len(before.history) < len(known.history):
                self._known[case.int] = known
            self._known.move_to_end(case.int)
            if len(self._known) > self._most:
                self._known.popitem(last=False)
