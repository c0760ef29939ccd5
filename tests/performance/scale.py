"""A million cases beside ten thousand: the same questions of both in turn, what rebuilding takes, and the disk."""

import statistics
import time
from pathlib import Path

from infrastructure import bootstrap
from infrastructure.collecting import collect_shortly
from tests.performance.explaining import explained
from tests.performance.measuring import say
from tests.performance.questions import COMPARED, QUESTIONS, Known, Question
from tests.performance.stores import Store, bytes_per_event, store_of
from tests.performance.whole_rebuild import rebuilt
from tests.support.server import Server

SMALL, LARGE = 10_000, 1_000_000
ROUNDS, FEWEST = 40, 3
LONG_ENOUGH = 15.0
"""Seconds after which a question that is answered slowly is asked no more often."""
COMPARABLE = 20_000
"""Cases that are held against one another in a time and a memory that this measurement can afford."""
RATIO, P95 = 1.5, 50.0
"""What a question may take: times the small office's time, and milliseconds."""


def measured(
    server: Server, folder: Path, cases: int = LARGE, views: bool = False, explain: bool = False
) -> dict[str, object]:
    """Make both offices where they are not kept already, and ask them."""
    folder.mkdir(parents=True, exist_ok=True)
    small, large = store_of(server, folder, SMALL), store_of(server, folder, cases)
    if views:
        _each_view(small)
    sizes = bytes_per_event(large)
    for name, size in sorted(sizes.items(), key=lambda one: -one[1]):
        say(f"  {name:<24}{size:>10,.1f} bytes per event")
    with bootstrap.opened(small.settings) as few, bootstrap.opened(large.settings) as many:
        collect_shortly()  # as the process does that people ask
        asked = QUESTIONS if cases > COMPARABLE else QUESTIONS | COMPARED  # type: ignore[operator]
        times = {name: _asked(name, ask, (Known.of(few), Known.of(many)), explain) for name, ask in asked.items()}
    return {
        f"query_{_said(cases)}_vs_{_said(SMALL)}": {
            name: round(two[1][0] / two[0][0], 2) for name, two in times.items()
        },
        "query_p95_ms": {name: round(two[1][1], 1) for name, two in times.items()},
        "rebuild_events_per_second": round(large.rebuilt.rate) if large.rebuilt else None,
        "rebuild_peak_rss_mb": round(large.rebuilt.peak) if large.rebuilt else None,
        "bytes_per_event": sizes,
    }


def _said(cases: int) -> str:
    return f"{cases // 1_000_000}m" if cases >= 1_000_000 else f"{cases // 1_000}k"


def _each_view(store: Store) -> None:
    with bootstrap.opened(store.settings) as plant:
        names = [view.name for view in (*plant.views, *plant.judging)]
    for name in names:
        rebuilt(store.settings, [name])


def _asked(name: str, ask: Question, offices: tuple[Known, Known], explain: bool) -> list[tuple[float, float]]:
    """Median and p95 of each office, in milliseconds; they are asked in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for known in offices:
        ask(known, 0)
    began = time.monotonic()
    for n in range(ROUNDS):
        for known, spent in zip(offices, times, strict=True):
            spent.append(_once(ask, known, n))
        if time.monotonic() - began > LONG_ENOUGH and n + 1 >= FEWEST:
            break
    found = [(statistics.median(one), statistics.quantiles(one, n=20)[-1]) for one in times]
    (few, few_p95), (many, many_p95) = found
    slow = many > RATIO * few or many_p95 > P95
    told = f"{few:>9.1f} {few_p95:>9.1f}  | {many:>9.1f} {many_p95:>9.1f}  ms   x {many / few:<7.2f}"
    say(f"  {name:<28}{told}{'slow' if slow else ''}")
    if slow and explain:
        explained(lambda: ask(offices[1], 0))
    return found


def _once(ask: Question, known: Known, n: int) -> float:
    began = time.perf_counter()
    ask(known, n)
    return (time.perf_counter() - began) * 1000
