"""An import that is killed or stopped is run again, and ends as if nothing had happened."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from tests.cli.command import PATIENCE, environment, run, start
from tests.cli.taken_in import everything, taken_in
from tests.infrastructure.sheets import workbook

ROWS = 3_000
INTERRUPTED = 130
"""What a shell calls a program that was stopped by Ctrl+C."""


def lines(prefix: str, count: int) -> Iterator[tuple[object, ...]]:
    """A ledger; two of three lines are answered."""
    for n in range(count):
        answer = ("已办理。", "2024-05-01") if n % 3 else (None, None)
        yield f"{prefix}{n:05d}", "某甲", f"第{n}件：{n % 97}号楼路灯不亮", f"2024-04-{n % 30 + 1:02d}", *answer


def expected(prefix: str, count: int) -> dict[str, list[str]]:
    """What the log holds of such a ledger in the end."""
    return {f"{prefix}{n:05d}": ["Received", "Answered"] if n % 3 else ["Received"] for n in range(count)}


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl+C reaches a child even where the tests themselves run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def stopped_midway(settings: Settings, file: Path, by: signal.Signals) -> int:
    """Start an import, send it a signal as soon as it tells of its first lines, and return how it ended."""
    running = start(environment(settings), "import", file)
    assert running.stderr is not None
    with running.stderr as said:
        try:
            next(line for line in said if line.startswith("导入 import".encode()))
            os.kill(running.pid, by)
            said.read()
            return running.wait(PATIENCE)
        finally:
            running.kill()


def test_a_killed_import_run_again_loses_nothing_and_doubles_nothing(
    settings: Settings, plant: Plant, tmp_path: Path
) -> None:
    file, whole = workbook(tmp_path / "big.xlsx", lines("K", ROWS)), expected("K", ROWS)
    assert stopped_midway(settings, file, signal.SIGKILL) == -signal.SIGKILL
    before = taken_in(plant, "K")
    assert 0 < len(before) < ROWS
    assert list(before.items()) == list(whole.items())[: len(before)]

    done = run(environment(settings), "import", file, "--json")
    # What was under way when the process died may have been committed after this test looked.
    known = done.facts["known"]
    assert len(before) <= known < ROWS
    answers = sum(len(names) - 1 for names in list(whole.values())[known:])
    tally = {"rows": ROWS, "added": ROWS - known, "known": known, "answers": answers, "errors": 0}
    assert (done.code, done.facts) == (0, tally)
    assert list(taken_in(plant, "K").items()) == list(whole.items())
    assert [r.position for r in everything(plant)] == list(range(1, plant.system.log.head() + 1))


@pytest.mark.usefixtures("interruptible")
def test_an_import_stopped_by_ctrl_c_says_so_and_keeps_whole_lines(
    settings: Settings, plant: Plant, tmp_path: Path
) -> None:
    file, whole = workbook(tmp_path / "stopped.xlsx", lines("S", ROWS)), expected("S", ROWS)
    assert stopped_midway(settings, file, signal.SIGINT) == INTERRUPTED
    kept = taken_in(plant, "S")
    assert 0 < len(kept) < ROWS
    assert list(kept.items()) == list(whole.items())[: len(kept)]
