"""Work of threads that comes at the same time, done together."""

import threading
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from application.errors import Overloaded

W = TypeVar("W")
M = TypeVar("M")
D = TypeVar("D")


def as_it_comes(wanted: Sequence[W]) -> Sequence[W]:
    """The first part of work that needs none."""
    return wanted


WORTH_HALVING = 16
"""Who come at the same time, below which one batch is cheaper than two."""


class _Turn(Generic[W, M, D]):
    """One caller's wait: for an outcome, or to do the work of everybody who waits."""

    __slots__ = ("awake", "leads", "made", "outcome", "wanted", "weight")

    def __init__(self, wanted: W, weight: int) -> None:
        self.wanted, self.weight = wanted, weight
        self.leads = False
        self.made: M
        self.outcome: D | BaseException | None = None
        self.awake = threading.Lock()
        """Held until the turn is settled: the cheapest thing a thread can wait for."""
        self.awake.acquire()


class Combined(Generic[W, M, D]):
    """Does the work of callers who come at the same time in one go, on one of their own threads.

    Whoever finds nobody at work begins at once, so that a caller alone waits for nobody. Those who come meanwhile
    wait, and the first of them then does the work of all. The work has two parts, so that the next batch is got ready
    while one is finished: `ready` is done by one batch at a time, and `finish` too. `finish` answers for each thing
    that was got ready, with what is to be returned or the exception to be raised: one that fails harms no other.
    """

    def __init__(
        self,
        ready: Callable[[Sequence[W]], Sequence[M]],
        finish: Callable[[Sequence[M]], Sequence[D | BaseException]],
        *,
        at_once: int,
        waiting: int,
        apart: Callable[[W], Hashable] | None = None,
        overlap: bool = False,
    ) -> None:
        """Do up to `at_once` (by weight) in one go, and let up to `waiting` callers wait.

        Things wanted for which `apart` says the same are never done in one go. With `overlap`, half of many who come
        at the same time are got ready while the other half is finished.
        """
        self._ready, self._finish, self._apart, self._overlap = ready, finish, apart, overlap
        self._at_once, self._most = at_once, waiting
        self._lock, self._finishing = threading.Lock(), threading.Lock()
        self._queue: deque[_Turn[W, M, D]] = deque()
        self._busy = False

    def do(self, wanted: W, weight: int = 1) -> D:
        """Have something done. Raises what `finish` says of it, or `Overloaded` where too many wait already."""
        turn: _Turn[W, M, D] = _Turn(wanted, weight)
        if not self._leads_at_once(turn):
            turn.awake.acquire()
        if turn.leads:
            self._lead(turn)
        if isinstance(turn.outcome, BaseException):
            raise turn.outcome
        return turn.outcome  # type: ignore[return-value]

    def _leads_at_once(self, turn: _Turn[W, M, D]) -> bool:
        """Queue up; whether nobody is at work."""
        with self._lock:
            if len(self._queue) >= self._most:
                raise Overloaded()
            self._queue.append(turn)
            turn.leads, self._busy = not self._busy, True
            return turn.leads

    def _lead(self, own: _Turn[W, M, D]) -> None:
        """Do what waits, the leader's own first; whoever leads next gets ready what comes while it is finished."""
        batch = self._readied([], halved=self._overlap and not self._finishing.locked())
        if not self._finishing.acquire(blocking=False):
            self._finishing.acquire()
            batch += self._readied(batch)  # what came while the batch before was finished goes along
        try:
            self._hand_over()
            self._finished([turn for turn in batch if turn.outcome is None])
        finally:
            self._finishing.release()
        for turn in batch:
            if turn is not own:
                turn.awake.release()

    def _readied(self, beside: list[_Turn[W, M, D]], *, halved: bool = False) -> list[_Turn[W, M, D]]:
        """Take what waits and get it ready; a fault of the work is told to every caller whose work it was."""
        with self._lock:
            most = len(self._queue) // 2 if halved and len(self._queue) >= WORTH_HALVING else len(self._queue)
            batch = self._next(beside, most)
        try:
            made = self._ready([turn.wanted for turn in batch]) if batch else ()
            for turn, one in zip(batch, made, strict=True):
                turn.made = one
        except BaseException as fault:  # noqa: BLE001 — or they would wait for ever
            for turn in batch:
                turn.outcome = fault
        return batch

    def _finished(self, batch: list[_Turn[W, M, D]]) -> None:
        try:
            outcomes = self._finish([turn.made for turn in batch]) if batch else ()
            for turn, outcome in zip(batch, outcomes, strict=True):
                turn.outcome = outcome
        except BaseException as fault:  # noqa: BLE001 — as above
            for turn in batch:
                turn.outcome = fault

    def _hand_over(self) -> None:
        with self._lock:
            if not self._queue:
                self._busy = False
                return
            following = self._queue[0]
            following.leads = True
        following.awake.release()

    def _next(self, beside: list[_Turn[W, M, D]], most: int) -> list[_Turn[W, M, D]]:
        """What is done in one go beside a batch: in the order it came, but for what must not be done together."""
        batch, left = list[_Turn[W, M, D]](), deque[_Turn[W, M, D]]()
        taken = {self._key(turn) for turn in beside}
        weight = sum(turn.weight for turn in beside)
        while len(batch) < most and self._queue and (not weight or weight + self._queue[0].weight <= self._at_once):
            turn = self._queue.popleft()
            if self._key(turn) in taken:
                left.append(turn)
                continue
            taken.add(self._key(turn))
            batch.append(turn)
            weight += turn.weight
        self._queue.extendleft(reversed(left))
        return batch

    def _key(self, turn: _Turn[W, M, D]) -> Hashable:
        return id(turn) if self._apart is None else self._apart(turn.wanted)
