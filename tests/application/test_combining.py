"""Work done together: everybody gets their own answer, one that fails harms no other, and nobody waits alone."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from application.combining import Combined, as_it_comes
from application.errors import Overloaded


class Bench:
    """Doubles numbers, slowly; odd ones it cannot take."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.hold = threading.Event()
        self.hold.set()

    def work(self, wanted: Sequence[int]) -> Sequence[int | BaseException]:
        """Answer for each number."""
        self.batches.append(list(wanted))
        self.hold.wait(10)
        time.sleep(0.002)
        return [ValueError(n) if n % 2 else 2 * n for n in wanted]


def test_everybody_gets_their_own_answer_and_a_failure_is_its_callers_alone() -> None:
    bench = Bench()
    combined = Combined(as_it_comes, bench.work, at_once=16, waiting=1000)

    def ask(n: int) -> int:
        try:
            return combined.do(n)
        except ValueError as fault:
            return -int(str(fault))

    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(ask, range(1000)))
    assert answers == [-n if n % 2 else 2 * n for n in range(1000)]
    assert sorted(n for batch in bench.batches for n in batch) == list(range(1000))
    assert max(map(len, bench.batches)) == 16, "nobody was ever served together"


def test_a_caller_alone_is_served_at_once_and_by_itself() -> None:
    bench = Bench()
    combined = Combined(as_it_comes, bench.work, at_once=16, waiting=4)
    assert [combined.do(n) for n in (2, 4)] == [4, 8]
    assert bench.batches == [[2], [4]]


def test_what_weighs_more_than_fits_is_done_alone() -> None:
    bench = Bench()
    bench.hold.clear()
    combined = Combined(as_it_comes, bench.work, at_once=10, waiting=10)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(combined.do, 0)
        await_batches(bench, 1)
        heavy, light = pool.submit(combined.do, 2, 50), pool.submit(combined.do, 4, 1)
        bench.hold.set()
        assert [first.result(), heavy.result(), light.result()] == [0, 4, 8]
    assert len(bench.batches) == 3 and all(len(batch) == 1 for batch in bench.batches)


def test_a_full_queue_tells_the_next_to_come_back_later() -> None:
    bench = Bench()
    bench.hold.clear()
    combined = Combined(as_it_comes, bench.work, at_once=10, waiting=2)
    with ThreadPoolExecutor(8) as pool:
        served = [pool.submit(combined.do, 0)]
        await_batches(bench, 1)
        served.append(pool.submit(combined.do, 2))  # leads next, and is no longer in the queue
        wait_until(lambda: not combined._queue and combined._finishing.locked() and combined._busy)
        served += [pool.submit(combined.do, n) for n in (4, 6)]
        wait_until(lambda: len(combined._queue) >= 2)
        with pytest.raises(Overloaded):
            combined.do(8)
        bench.hold.set()
        assert [one.result() for one in served] == [0, 4, 8, 12]
    assert 8 not in [n for batch in bench.batches for n in batch]


def test_of_many_some_are_got_ready_while_others_are_finished() -> None:
    readied: list[int] = []
    overlapped: list[bool] = []

    def ready(wanted: Sequence[int]) -> Sequence[int]:
        readied.append(len(wanted))
        return wanted

    def finish(made: Sequence[int]) -> Sequence[int]:
        if not overlapped:
            before = len(readied)
            wait_until(lambda: len(readied) > before)
            overlapped.append(True)
        return made

    combined = Combined(ready, finish, at_once=100, waiting=100, overlap=True)

    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(combined.do, range(32))) == list(range(32))
    assert overlapped == [True] and sum(readied) == 32


def test_whoever_leads_many_while_nothing_is_finished_takes_half() -> None:
    batches: list[int] = []

    def ready(wanted: Sequence[int]) -> Sequence[int]:
        batches.append(len(wanted))
        return wanted

    combined = Combined(ready, as_it_comes, at_once=100, waiting=100, overlap=True)
    combined._busy = True  # as if somebody were at work, so that all queue up
    with ThreadPoolExecutor(32) as pool:
        asked = [pool.submit(combined.do, n) for n in range(32)]
        wait_until(lambda: len(combined._queue) == 32)
        combined._hand_over()
        assert [one.result(10) for one in asked] == list(range(32))
    assert batches[0] == 16 and sum(batches) == 32


def test_what_must_not_be_done_together_is_done_in_the_order_it_came() -> None:
    bench = Bench()
    bench.hold.clear()
    combined = Combined(as_it_comes, bench.work, at_once=16, waiting=100, apart=lambda n: n % 10)

    combined._busy = True  # as if somebody were at work, so that all queue up
    with ThreadPoolExecutor(6) as pool:
        asked = []
        for n in (0, 10, 20, 2, 12, 4):
            asked.append(pool.submit(combined.do, n))
            wait_until(lambda: len(combined._queue) == len(asked))
        combined._hand_over()
        bench.hold.set()
        assert [one.result(10) for one in asked] == [0, 20, 40, 4, 24, 8]
    for batch in bench.batches:
        assert len({n % 10 for n in batch}) == len(batch)
    assert [n for batch in bench.batches for n in batch if n % 10 == 0] == [0, 10, 20]


def test_a_fault_in_getting_ready_reaches_those_whose_work_it_was_and_the_next_are_served() -> None:
    def ready(wanted: Sequence[int]) -> Sequence[int]:
        if 1 in wanted:
            raise RuntimeError("broken")
        return wanted

    combined = Combined(ready, as_it_comes, at_once=10, waiting=10)
    with pytest.raises(RuntimeError):
        combined.do(1)
    assert combined.do(2) == 2


def test_a_fault_of_the_work_itself_reaches_all_and_the_next_are_served() -> None:
    faults = [RuntimeError("broken")]

    def work(wanted: Sequence[int]) -> Sequence[int]:
        if faults:
            raise faults.pop()
        return wanted

    combined = Combined(as_it_comes, work, at_once=10, waiting=10)
    with pytest.raises(RuntimeError):
        combined.do(1)
    assert combined.do(2) == 2


def await_batches(bench: Bench, count: int) -> None:
    """Wait until the bench is at work."""
    wait_until(lambda: len(bench.batches) >= count)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something is so."""
    give_up = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.001)
