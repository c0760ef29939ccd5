"""The service as a tree of processes: several workers, a fork server that dies, and an end that leaves nothing."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx2
import psutil

from tests.support.tree import PATIENCE, Tree

PARTS = ("serve", "project", "sweep", "seal")


def until(true: Callable[[], bool], what: str) -> None:
    """Wait for something to come about."""
    give_up = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < give_up, what
        time.sleep(0.1)


def answers(tree: Tree) -> bool:
    """Whether the service serves."""
    with suppress(httpx2.HTTPError):
        return httpx2.get(f"{tree.url}/health/live", timeout=5, trust_env=False).status_code == 200
    return False


def test_two_workers_serve_the_fork_server_may_die_and_the_end_leaves_nothing(tmp_path: Path) -> None:
    tree = Tree(tmp_path, HUYING_WORKERS="2")
    tree.start()
    assert tree._main is not None
    before = {part: tree._pids(part) for part in PARTS}
    assert all(len(pids) == 1 for pids in before.values())
    [fork_server] = {psutil.Process(pid).ppid() for pids in before.values() for pid in pids}
    os.kill(fork_server, signal.SIGKILL)
    until(lambda: all(tree._pids(part) not in ([], before[part]) for part in PARTS), "the parts did not come back")
    until(lambda: not any(psutil.pid_exists(pid) for pids in before.values() for pid in pids), "the old ones stayed")
    until(lambda: answers(tree), tree.last_words())
    left = [pid for part in (*PARTS, "postmaster") for pid in tree._pids(part)]
    os.killpg(tree._main.pid, signal.SIGTERM)
    assert tree._main.wait(30) == 0
    until(lambda: not any(psutil.pid_exists(pid) for pid in left), "something was left running")
