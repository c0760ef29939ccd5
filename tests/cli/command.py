"""One command line, run as an operator runs it: a process of its own that knows its environment and nothing else."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infrastructure.settings import KNOWN, Settings
from tests.support.tree import ENTRY, ROOT

PATIENCE = 120.0
"""Seconds after which a process counts as hung."""
NOT_HANDED_ON = ("HUYING_", "POSTGRES_", "PG", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a process ended and what it said; both streams must be UTF-8."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Any:
        """The last line of stdout, read as JSON."""
        return json.loads(self.out.splitlines()[-1])


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment that says what these settings say; nothing of the tester's own is handed on."""
    told = {name: getattr(settings, name.removeprefix("HUYING_").lower()) for name in KNOWN}
    said = {
        name: str(int(value) if isinstance(value, bool) else value) for name, value in told.items() if value is not None
    }
    return bare(settings.var, **said | more)


def bare(folder: Path, **more: str) -> dict[str, str]:
    """An environment that holds no settings but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)}
    return kept | {"HUYING_VAR": str(folder)} | more


def run(environ: Mapping[str, str], *arguments: object, typed: str = "") -> Done:
    """Run a verb to its end; `typed` is what it may read."""
    command = [*ENTRY, *map(str, arguments)]
    ended = subprocess.run(command, cwd=ROOT, env=environ, input=typed.encode(), capture_output=True, timeout=PATIENCE)
    return Done(code=ended.returncode, out=ended.stdout.decode("utf-8"), err=ended.stderr.decode("utf-8"))


def start(environ: Mapping[str, str], *arguments: object) -> subprocess.Popen[bytes]:
    """Start a verb and leave it running; what it says on stderr can be followed."""
    command = [*ENTRY, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
