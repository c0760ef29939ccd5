"""Work done together: everybody gets their own answer, one that fails harms no other, and nobody waits alone."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from application.errors import Overloaded
from infrastructure.combining import Combined


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
    combined = Combined(bench.work, at_once=16, waiting=1000)

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
    combined = Combined(bench.work, at_once=16, waiting=4)
    assert [combined.do(n) for n in (2, 4)] == [4, 8]
    assert bench.batches == [[2], [4]]


def test_what_weighs_more_than_fits_is_done_alone() -> None:
    bench = Bench()
    bench.hold.clear()
    combined = Combined(bench.work, at_once=10, waiting=10)
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
    combined = Combined(bench.work, at_once=10, waiting=2)
    with ThreadPoolExecutor(4) as pool:
        served = [pool.submit(combined.do, 0)]
        await_batches(bench, 1)
        served += [pool.submit(combined.do, n) for n in (2, 4)]
        give_up = time.monotonic() + 10
        while len(combined._queue) < 2 and time.monotonic() < give_up:
            time.sleep(0.001)
        with pytest.raises(Overloaded):
            combined.do(6)
        bench.hold.set()
        assert [one.result() for one in served] == [0, 4, 8]
    assert 6 not in [n for batch in bench.batches for n in batch]


def test_a_fault_of_the_work_itself_reaches_all_and_the_next_are_served() -> None:
    faults = [RuntimeError("broken")]

    def work(wanted: Sequence[int]) -> Sequence[int]:
        if faults:
            raise faults.pop()
        return wanted

    combined = Combined(work, at_once=10, waiting=10)
    with pytest.raises(RuntimeError):
        combined.do(1)
    assert combined.do(2) == 2


def await_batches(bench: Bench, count: int) -> None:
    """Wait until the bench is at work."""
    give_up = time.monotonic() + 10
    while len(bench.batches) < count:
        assert time.monotonic() < give_up
        time.sleep(0.001)
