"""How a measurement is made: contenders take turns, and the median of their rounds counts."""

import statistics
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 5
Contender = Callable[[], float]
"""Does its work once and says how much of it a second it did."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The medians of contenders who took turns."""

    medians: Mapping[str, float]

    def ratio(self, ours: str, peer: str) -> float:
        """How many times as much one did as the other."""
        return round(self.medians[ours] / self.medians[peer], 3)


def take_turns(contenders: Mapping[str, Contender], unit: str, rounds: int = ROUNDS) -> Measured:
    """Let each contender work `rounds` times, one after the other; tell the median of each."""
    figures: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            figures[name].append(work())
    medians = {name: statistics.median(found) for name, found in figures.items()}
    for name, found in figures.items():
        say(f"  {name:<44}{medians[name]:>12,.1f} {unit}   ({', '.join(f'{f:,.0f}' for f in sorted(found))})")
    return Measured(medians)


def rate(callers: int, each: int, act: Callable[[int, int], object]) -> float:
    """Let many threads act at once; return acts per second. `act` is told the caller's number and the act's."""
    ready = threading.Barrier(callers + 1)
    faults: list[BaseException] = []

    def call(number: int) -> None:
        ready.wait()
        try:
            for n in range(each):
                act(number, n)
        except BaseException as fault:  # noqa: BLE001 — told to whoever measures
            faults.append(fault)

    threads = [threading.Thread(target=call, args=(number,)) for number in range(callers)]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if faults:
        raise faults[0]
    return callers * each / seconds


def say(line: str) -> None:
    """Words go to stderr; the result alone is for stdout."""
    print(line, file=sys.stderr, flush=True)
