"""Work of tasks that comes at the same time, done together in their own event loop."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

from application.combining import WORTH_HALVING
from application.errors import Overloaded

W = TypeVar("W")
D = TypeVar("D")

AT_A_TIME = 2
"""Batches of many under way: one is got ready by this process while the other is with the store."""


class _Turn(NamedTuple, Generic[W, D]):
    """One task's wait; `key` is what must not be done together with its like."""

    wanted: W
    key: Hashable
    done: asyncio.Future[D]


class CombinedTasks(Generic[W, D]):
    """Does in one go what tasks of one event loop ask for at the same time, without any thread.

    What is asked for within one turn of the loop is taken together. `work` answers for each thing that was wanted,
    with what is to be returned or the exception to be raised: one that fails harms no other. Two batches of many may
    be under way; `work` itself has them wait for one another where it must. Things for which `apart` says the same
    are never under way together, and are done in the order they came.
    """

    def __init__(
        self,
        work: Callable[[Sequence[W]], Awaitable[Sequence[D | BaseException]]],
        *,
        at_once: int,
        waiting: int,
        apart: Callable[[W], Hashable],
    ) -> None:
        self._work, self._at_once, self._most, self._apart = work, at_once, waiting, apart
        self._queue: deque[_Turn[W, D]] = deque()
        self._under_way: dict[asyncio.Task[None], set[Hashable]] = {}
        self._called = False

    async def do(self, wanted: W) -> D:
        """Have something done. Raises what `work` says of it, or `Overloaded` where too many wait already."""
        if len(self._queue) >= self._most:
            raise Overloaded()
        loop = asyncio.get_running_loop()
        turn: _Turn[W, D] = _Turn(wanted, self._apart(wanted), loop.create_future())
        self._queue.append(turn)
        self._call(loop)
        return await turn.done

    def _call(self, loop: asyncio.AbstractEventLoop) -> None:
        """See to the queue once all who are about to ask have asked."""
        if not self._called and len(self._under_way) < AT_A_TIME:
            self._called = True
            loop.call_soon(self._begin, loop)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self._called = False
        while self._worth_beginning() and (batch := self._next()):
            task = loop.create_task(self._carried_out(batch))
            self._under_way[task] = {turn.key for turn in batch}
            task.add_done_callback(self._ended)

    def _worth_beginning(self) -> bool:
        """Few had better gather until the batch that is under way is done: they would wait for it anyway."""
        few = len(self._queue) < WORTH_HALVING // 2
        return len(self._under_way) < (1 if few else AT_A_TIME)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        if self._queue and not task.cancelled():  # as it is where the loop itself ends
            self._call(task.get_loop())

    async def _carried_out(self, batch: Sequence[_Turn[W, D]]) -> None:
        try:
            outcomes = await self._work([turn.wanted for turn in batch])
            for turn, outcome in zip(batch, outcomes, strict=True):
                _settle(turn.done, outcome)
        except BaseException as fault:
            for turn in batch:  # or they would wait for ever
                _settle(turn.done, fault)
            if not isinstance(fault, Exception):
                raise

    def _next(self) -> list[_Turn[W, D]]:
        """What is done in one go: in the order it came, but for what must wait for something that is under way."""
        many = len(self._queue)
        most = min(self._at_once, many // 2 if many >= WORTH_HALVING and not self._under_way else many)
        taken = set[Hashable]().union(*self._under_way.values())
        batch, left = list[_Turn[W, D]](), deque[_Turn[W, D]]()
        while self._queue and len(batch) < most:
            turn = self._queue.popleft()
            if turn.done.done():  # given up
                continue
            (left if turn.key in taken else batch).append(turn)
            taken.add(turn.key)
        self._queue.extendleft(reversed(left))
        return batch


def _settle(done: asyncio.Future[D], outcome: D | BaseException) -> None:
    """Let a task go on; one that was given up waits for nothing."""
    if done.done():
        return
    if isinstance(outcome, StopIteration):  # which no future takes
        outcome = RuntimeError("a rule ended in StopIteration")
    if isinstance(outcome, BaseException):
        done.set_exception(outcome)
    else:
        done.set_result(outcome)
