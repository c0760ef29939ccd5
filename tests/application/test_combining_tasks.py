"""Work of tasks done together: everybody gets their own answer, in turn, and one that fails harms no other."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from application.combining_tasks import AT_A_TIME, CombinedTasks
from application.errors import Overloaded

Answers = Sequence[int | BaseException]


class Bench:
    """Doubles numbers while others get theirs ready; odd ones it cannot take."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.under_way = self.most = 0
        self.turn = asyncio.Lock()

    async def work(self, wanted: Sequence[int]) -> Answers:
        """Answer for each number."""
        self.batches.append(list(wanted))
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            async with self.turn:
                await asyncio.sleep(0.001)
        finally:
            self.under_way -= 1
        return [ValueError(n) if n % 2 else 2 * n for n in wanted]


def combined(
    work: Callable[[Sequence[int]], Awaitable[Answers]], at_once: int = 16, waiting: int = 1000
) -> CombinedTasks[int, int]:
    """Work on numbers of which those that end in the same figure are done one after the other."""
    return CombinedTasks(work, at_once=at_once, waiting=waiting, apart=lambda n: n % 100)


async def told(asked: Awaitable[int]) -> int:
    """The answer, or the number it was refused for, below zero."""
    try:
        return await asked
    except ValueError as fault:
        return -int(str(fault))


def test_everybody_gets_their_own_answer_and_two_batches_are_under_way() -> None:
    async def ask_all() -> None:
        bench = Bench()
        together = combined(bench.work)
        answers = await asyncio.gather(*(told(together.do(n)) for n in range(1000)))
        assert answers == [-n if n % 2 else 2 * n for n in range(1000)]
        assert sorted(n for batch in bench.batches for n in batch) == list(range(1000))
        assert max(map(len, bench.batches)) == 16 and bench.most == AT_A_TIME

    asyncio.run(ask_all())


def test_of_many_who_come_while_nothing_is_under_way_half_are_got_ready_beside_the_others() -> None:
    async def ask_all() -> None:
        bench = Bench()
        await asyncio.gather(*map(combined(bench.work).do, range(0, 40, 2)))
        assert [len(batch) for batch in bench.batches] == [10, 10] and bench.most == AT_A_TIME

    asyncio.run(ask_all())


def test_what_must_not_be_done_together_is_done_in_the_order_it_came() -> None:
    async def ask_all() -> None:
        under_way = set[int]()
        begun: list[int] = []

        async def work(wanted: Sequence[int]) -> Answers:
            begun.extend(wanted)
            keys = {n % 100 for n in wanted}
            assert len(keys) == len(wanted) and not keys & under_way
            under_way.update(keys)
            await asyncio.sleep(0.001)
            under_way.difference_update(keys)
            return wanted

        asked = (0, 100, 200, 2, 102, 4, 300)
        assert await asyncio.gather(*map(combined(work).do, asked)) == list(asked)
        assert [n for n in begun if n % 100 == 0] == [0, 100, 200, 300]
        assert [n for n in begun if n % 100 == 2] == [2, 102]

    asyncio.run(ask_all())


def test_a_full_queue_tells_the_next_to_come_back_later() -> None:
    async def ask_all() -> None:
        bench = Bench()
        together = combined(bench.work, waiting=3)
        answers = await asyncio.gather(*(together.do(2 * n) for n in range(5)), return_exceptions=True)
        assert answers[:3] == [0, 4, 8] and [type(one) for one in answers[3:]] == [Overloaded, Overloaded]
        assert await together.do(10) == 20

    asyncio.run(ask_all())


def test_a_task_that_was_given_up_is_nobodys_trouble() -> None:
    async def ask_all() -> None:
        bench = Bench()
        together = combined(bench.work)
        first, second = asyncio.ensure_future(together.do(2)), asyncio.ensure_future(together.do(4))
        await asyncio.sleep(0.0005)
        first.cancel()
        assert await asyncio.wait_for(second, 5) == 8
        assert await asyncio.wait_for(together.do(6), 5) == 12

    asyncio.run(ask_all())


def test_a_fault_of_the_work_itself_reaches_all_and_the_next_are_served() -> None:
    async def ask_all() -> None:
        faults = [RuntimeError("broken")]

        async def work(wanted: Sequence[int]) -> Answers:
            if faults:
                raise faults.pop()
            return wanted

        together = combined(work)
        both = await asyncio.gather(together.do(1), together.do(2), return_exceptions=True)
        assert [type(one) for one in both] == [RuntimeError, RuntimeError]
        assert await together.do(3) == 3

    asyncio.run(ask_all())


@pytest.mark.parametrize("wrong", [StopIteration("one"), asyncio.CancelledError(), KeyError("one")])
def test_whatever_one_ends_in_the_others_get_their_answers(wrong: BaseException) -> None:
    async def ask_all() -> None:
        async def work(wanted: Sequence[int]) -> Answers:
            return [wrong if n == 2 else n for n in wanted]

        together = combined(work)
        told = await asyncio.wait_for(asyncio.gather(*map(together.do, range(5)), return_exceptions=True), 5)
        assert [n for n in told if isinstance(n, int)] == [0, 1, 3, 4] and isinstance(told[2], BaseException)

    asyncio.run(ask_all())


def test_work_that_does_not_answer_for_everything_leaves_nobody_waiting() -> None:
    async def ask_all() -> None:
        async def work(wanted: Sequence[int]) -> Answers:
            return wanted[:2]

        together = combined(work)
        told = await asyncio.wait_for(asyncio.gather(*map(together.do, range(4)), return_exceptions=True), 5)
        assert told[:2] == [0, 1] and [type(one) for one in told[2:]] == [ValueError, ValueError]

    asyncio.run(ask_all())


def test_what_cannot_be_told_apart_is_its_callers_alone() -> None:
    async def ask_all() -> None:
        async def work(wanted: Sequence[int]) -> Answers:
            return wanted

        together: CombinedTasks[int, int] = CombinedTasks(work, at_once=4, waiting=9, apart=lambda n: 1 // n)
        told = await asyncio.wait_for(asyncio.gather(*map(together.do, (1, 0, 2)), return_exceptions=True), 5)
        assert told[::2] == [1, 2] and isinstance(told[1], ZeroDivisionError)

    asyncio.run(ask_all())


def test_a_loop_that_ends_begins_nothing_more() -> None:
    begun: list[int] = []

    async def cut_short() -> None:
        async def work(wanted: Sequence[int]) -> Answers:
            begun.extend(wanted)
            await asyncio.sleep(60)
            return wanted

        together = combined(work, at_once=1)
        for n in range(9):
            asyncio.ensure_future(together.do(n))  # noqa: RUF006 — the loop ends before any of them
        await asyncio.sleep(0.01)

    asyncio.run(cut_short())
    assert begun == [0, 1]
