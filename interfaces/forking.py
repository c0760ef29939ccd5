"""Processes forked from one that has imported everything already: they start at once and share its memory.

Four processes that each import the whole service take seconds on a small machine; one that did so forks the rest. It
is the standard library's fork server, single-threaded and without connections, so nothing half-done is forked.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing import connection, forkserver, get_context, parent_process
from multiprocessing.process import BaseProcess

from setproctitle import setproctitle

WARM = "interfaces.warm"
LOST = 255
"""The exit code of a process of which nobody can say how it ended, because the fork server is gone."""
ORPHANED = 1.0
"""Seconds between looks at whether the fork server is still there."""
_CONTEXT = get_context("forkserver")


def warm_up() -> None:
    """Start the fork server, which begins to import; returns at once."""
    _CONTEXT.set_forkserver_preload([WARM])
    forkserver.ensure_running()


def forked(work: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> BaseProcess:
    """A started process that does `work` and ends with its result, or when this process is gone."""
    process = _CONTEXT.Process(target=_carry_out, args=(work, arguments), name=arguments[0])
    process.start()
    return process


def _carry_out(work: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> None:
    os.setsid()  # Ctrl+C is for the service, which then stops its parts in order
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    # Nothing to read, and under the number under which a process of its own would look for it.
    os.dup2(sys.stdin.fileno(), 0)
    sys.stdin = os.fdopen(0, closefd=False)
    setproctitle(f"huying {' '.join(arguments)}")
    threading.Thread(target=_stop_when_orphaned, args=(os.getppid(),), daemon=True).start()
    raise SystemExit(work(arguments))


def _stop_when_orphaned(born_of: int) -> None:
    """Ask this process to stop once the service or the fork server is gone, however it went."""
    service = parent_process()
    assert service is not None
    while os.getppid() == born_of and not connection.wait([service.sentinel], ORPHANED):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
