"""Views rebuilt by several processes side by side where the log is long: each fills stretches of it for all views."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait

from infrastructure.collecting import collected_rarely
from infrastructure.opening import opened
from infrastructure.rebuild import STREAMS, Progress, one_at_a_time
from infrastructure.settings import Settings

SEVERAL = 100_000
"""Events from which on a rebuild is worth several processes."""
STRETCHES = 8
"""Stretches for each process: those that are shorter done earlier, none waits long for the last."""
LOOK = 0.5
"""Seconds between two looks at how far they are."""


def rebuild_views(
    settings: Settings, names: Sequence[str], progress: Progress, processes: int | None = None
) -> tuple[list[str], int]:
    """Rebuild the named views, or all; return them, and the position they are at.

    `processes` is as many as there are processors, without it; one, where the log is short. Interrupted, it goes on
    where it stopped.
    """
    with opened(settings) as plant:
        head = plant.system.log.head
        at_once = processes or (os.cpu_count() or 1 if head() >= SEVERAL else 1)
        if at_once == 1:
            return plant.rebuild(names, progress), head()
        with one_at_a_time(plant.urls.admin):
            rebuild = plant.rebuilding(names)

            def fill(ends: Sequence[int]) -> None:
                _fill_side_by_side(settings, names, ends, at_once, lambda: progress(*rebuild.done()))

            made = rebuild.run(progress, stretches=at_once * STRETCHES, fill=fill)
        return plant.rebuilt(made), head()


def _fill_side_by_side(
    settings: Settings, names: Sequence[str], ends: Sequence[int], processes: int, look: Callable[[], None]
) -> None:
    """Fill all stretches, and look now and then at how far they are."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _end_with_the_others) as pool:
        shares = [ends[n::processes] for n in range(processes)]
        unfinished = {
            pool.submit(_fill, settings, names, [*share, *(end for end in reversed(ends) if end not in share)])
            for share in shares
        }
        while unfinished:
            done, unfinished = wait(unfinished, LOOK, FIRST_EXCEPTION)
            for one in done:
                one.result()
            look()


def _fill(settings: Settings, names: Sequence[str], ends: Sequence[int]) -> None:
    """Fill one's own stretches, and then whatever others have left."""
    with opened(settings) as plant, collected_rarely():
        projector = plant.of_all(names)
        for up_to in ends:
            while projector.fill(up_to, STREAMS):
                _end_unless_wanted()


def _end_unless_wanted() -> None:
    """Whoever divided the work and held back other rebuilds may be gone: then nobody waits for this one."""
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():
        sys.exit(1)


def _end_with_the_others() -> None:
    """Interrupted at the terminal, a process has nothing to say: what it did is kept."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
