"""Work that comes at the same time, done together."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from application.errors import Overloaded

W = TypeVar("W")
D = TypeVar("D")


class _Turn(Generic[W, D]):
    """One caller's wait: woken with an outcome, or to do the work of everybody who waits."""

    __slots__ = ("awake", "leads", "outcome", "wanted", "weight")

    def __init__(self, wanted: W, weight: int, *, leads: bool) -> None:
        self.wanted, self.weight, self.leads = wanted, weight, leads
        self.outcome: D | BaseException | None = None
        self.awake = threading.Lock()
        """Held until the turn is settled: the cheapest thing a thread can wait for."""
        if not leads:
            self.awake.acquire()


class Combined(Generic[W, D]):
    """Does the work of callers who come at the same time in one go, on one of their own threads.

    Whoever finds nobody at work begins at once, so that a caller alone waits for nobody. Those who come meanwhile
    wait, and the first of them then does the work of all. `work` answers for each thing wanted, with what is to be
    returned or the exception to be raised: one that fails harms no other.
    """

    def __init__(
        self, work: Callable[[Sequence[W]], Sequence[D | BaseException]], *, at_once: int, waiting: int
    ) -> None:
        """Do up to `at_once` (by weight) in one go, and let up to `waiting` callers wait."""
        self._work, self._at_once, self._most = work, at_once, waiting
        self._lock = threading.Lock()
        self._queue: deque[_Turn[W, D]] = deque()
        self._busy = False

    def do(self, wanted: W, weight: int = 1) -> D:
        """Have something done. Raises what `work` says of it, or `Overloaded` where too many wait already."""
        with self._lock:
            if len(self._queue) >= self._most:
                raise Overloaded()
            turn: _Turn[W, D] = _Turn(wanted, weight, leads=not self._busy)
            self._queue.append(turn)
            self._busy = True
        turn.awake.acquire()
        if turn.leads:
            self._lead()
        if isinstance(turn.outcome, BaseException):
            raise turn.outcome
        return turn.outcome  # type: ignore[return-value]

    def _lead(self) -> None:
        """Do what waits, the leader's own first, and hand over to the next who waits."""
        with self._lock:
            batch = self._next()
        try:
            outcomes: Sequence[D | BaseException] = self._work([turn.wanted for turn in batch])
        except BaseException as fault:  # noqa: BLE001 — told to every caller whose work it was, or they would wait for ever
            outcomes = [fault] * len(batch)
        for turn, outcome in zip(batch, outcomes, strict=True):
            turn.outcome = outcome
        with self._lock:
            if self._queue:
                self._queue[0].leads = True
                batch.append(self._queue[0])
            else:
                self._busy = False
        for turn in batch[1:]:
            turn.awake.release()

    def _next(self) -> list[_Turn[W, D]]:
        batch = [self._queue.popleft()]
        weight = batch[0].weight
        while self._queue and weight + self._queue[0].weight <= self._at_once:
            batch.append(self._queue.popleft())
            weight += batch[-1].weight
        return batch
