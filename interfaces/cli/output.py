"""How the command line speaks: words and progress on stderr, the result on stdout, JSON as its last line."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Task as Running
from rich.text import Text

stderr = Console(stderr=True, highlight=False, soft_wrap=True)
PLAIN_STEP = 10
"""Percent between plain progress lines where there is no terminal."""


class Rate(ProgressColumn):
    """So many a second."""

    def render(self, task: Running) -> Text:
        """Draw the rate."""
        return Text(f"{task.speed or 0:,.0f}/s")


def speak_utf8() -> None:
    """Chinese comes out whole under any locale, `LC_ALL=C` included."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def result(as_json: bool, facts: Any, words: str) -> None:
    """Print a result for a machine or for a person."""
    print(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words, flush=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress: a bar with rate and remaining time on a terminal, plain lines elsewhere."""
    if not stderr.is_terminal:
        yield _plain(what)
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=stderr) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain(what: str) -> Callable[[int, int], None]:
    said = -1

    def line(done: int, total: int) -> None:
        nonlocal said
        share = 100 * done // total if total else 100
        if share // PLAIN_STEP > said:
            said = share // PLAIN_STEP
            print(f"{what} {done}/{total} {share}%", file=sys.stderr, flush=True)

    return line
