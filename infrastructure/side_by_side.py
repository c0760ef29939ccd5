"""Views rebuilt by several processes side by side where the log is long: each fills stretches of it for all views."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from multiprocessing.queues import SimpleQueue

from infrastructure.collecting import collected_rarely
from infrastructure.opening import opened
from infrastructure.rebuild import STREAMS, Progress, one_at_a_time
from infrastructure.settings import Settings

SEVERAL = 100_000
"""Events from which on a rebuild is worth several processes."""
MOST = 8
"""Processes, unless more are asked for: each has some four connections."""
STRETCHES = 8
"""Stretches for each process: those that are shorter done earlier, none waits long for the last."""
LOOK = 0.5
"""Seconds between two looks at how far they are."""


def rebuild_views(
    settings: Settings, names: Sequence[str], progress: Progress, processes: int | None = None
) -> tuple[list[str], int]:
    """Rebuild the named views, or all; return them, and the position they are at.

    Without `processes` there are as many as processors, `MOST` at the most; one, where the log is short. Interrupted,
    it goes on where it stopped.
    """
    with opened(settings) as plant:
        head = plant.system.log.head
        at_once = processes or (min(os.cpu_count() or 1, MOST) if head() >= SEVERAL else 1)
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
    """Fill all stretches, and look now and then at how far they are. A fault of one ends the others and is told."""
    context = multiprocessing.get_context("spawn")
    faults: SimpleQueue[Exception] = context.SimpleQueue()
    workers = []
    for n in range(processes):
        own = ends[n::processes]
        left = [end for end in reversed(ends) if end not in own]
        workers.append(context.Process(target=_work, args=(settings, names, [*own, *left], faults), daemon=True))
    try:
        for worker in workers:
            worker.start()
        while any(worker.is_alive() for worker in workers) and faults.empty():
            wait([worker.sentinel for worker in workers if worker.is_alive()], LOOK)
            look()
        if not faults.empty():
            raise faults.get()
        if any(worker.exitcode for worker in workers):
            raise RuntimeError("a process that filled views ended before it was done")
    finally:
        for worker in workers:
            if worker.is_alive():
                worker.terminate()
                worker.join()


def _work(settings: Settings, names: Sequence[str], ends: Sequence[int], faults: "SimpleQueue[Exception]") -> None:
    """Fill one's own stretches, and then whatever others have left."""
    # Interrupted at the terminal, it has nothing to say: what it did is kept.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        with opened(settings) as plant, collected_rarely():
            projector = plant.of_all(names)
            for up_to in ends:
                while projector.fill(up_to, STREAMS):
                    _end_unless_wanted()
    except Exception as fault:
        faults.put(fault)
        raise


def _end_unless_wanted() -> None:
    """Whoever divided the work and held back other rebuilds may be gone: then nobody waits for this one."""
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():
        sys.exit(1)
