"""Views rebuilt from the whole log by a process that does nothing else, so that its memory is the rebuild's alone."""

import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

import psutil

from infrastructure import bootstrap
from infrastructure.settings import Settings
from tests.performance.measuring import say

MARKS = (10, 50, 100)
"""Hundredths of the log at which a rebuild is looked at."""
EVERY = 30.0
"""Seconds between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How fast it went, and the most memory any of its processes held by each hundredth, in megabytes."""

    events: int
    seconds: float
    peaks: dict[str, float] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Events a second."""
        return self.events / self.seconds

    @property
    def peak(self) -> float:
        """Megabytes at the highest."""
        return max(self.peaks.values())


def rebuilt(settings: Settings, names: Sequence[str]) -> Rebuilt:
    """Rebuild the views of these names, or all, and say how it went."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        made = alone.submit(_rebuild, settings, list(names)).result()
    called = " ".join(names) or "every view"
    peaks = ", ".join(f"{mark}: {peak:,.0f} MB" for mark, peak in made.peaks.items())
    say(f"  rebuilt {called:<16}{made.rate:>10,.0f} events per second, {made.seconds:,.1f} s   ({peaks})")
    return made


def _rebuild(settings: Settings, names: list[str]) -> Rebuilt:
    peaks: dict[str, float] = {}
    began = time.perf_counter()
    _, head = bootstrap.rebuild_views(settings, names, _watch(peaks))
    return Rebuilt(head, time.perf_counter() - began, peaks)


def _watch(peaks: dict[str, float]) -> Callable[[int, int], None]:
    """Note the most memory held by each mark."""
    own, said = psutil.Process(), time.monotonic()

    def look(done: int, of: int) -> None:
        nonlocal said
        held = max(_held(one) for one in (own, *own.children()))
        mark = f"{next(mark for mark in MARKS if done * 100 <= mark * of)} %"
        peaks[mark] = max(held, peaks.get(mark, 0))
        if time.monotonic() - said >= EVERY:
            said = time.monotonic()
            say(f"    {done:,} of {of:,} events, {held:,.0f} MB")

    return look


def _held(process: psutil.Process) -> float:
    """Megabytes; none by a process that has just ended."""
    try:
        return float(process.memory_info().rss) / 1_000_000
    except psutil.NoSuchProcess:
        return 0.0
