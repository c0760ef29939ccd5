"""The whole service in one tree: the server it keeps, and the processes it starts again when they end."""

import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

import psutil

from interfaces.cli.output import stderr
from interfaces.forking import LOST

DEMO = "demo"
PARTS = {"serve": ("serve",), "project": ("project",), "sweep": ("sweep", "--keep"), "seal": ("seal",), DEMO: (DEMO,)}
"""The processes, and the verb each runs."""
LOOK = 0.5
"""Seconds between looks at the processes."""
SOONEST_RESTART = 1.0
LATEST_RESTART = 30.0
STEADY = 60.0
"""Seconds after which a process counts as running well, and its next restart is quick again."""
PATIENCE = 10.0
"""Seconds a process gets to stop by itself."""


@dataclass(slots=True)
class Part:
    """One process and its restarts."""

    name: str
    start: Callable[[Sequence[str]], BaseProcess]
    process: BaseProcess | None = None
    started_at: float = 0.0
    wait: float = SOONEST_RESTART
    once: bool = False
    """Its work ends: it is started again only where it failed."""

    def keep_running(self) -> None:
        """Start the process if it is not running, later and later while it keeps ending."""
        if self.process is not None and (self.process.is_alive() or (self.once and self.process.exitcode == 0)):
            return
        now = time.monotonic()
        if self.process is not None and now < self.started_at + self.wait:
            return
        if self.process is not None:
            self.stop()
            stderr.print(f"{self.name} ended with {self.process.exitcode}; starting it again", markup=False)
            self.wait = SOONEST_RESTART if now > self.started_at + STEADY else min(self.wait * 2, LATEST_RESTART)
        self.started_at = now
        try:
            self.process = self.start(PARTS[self.name])
        except (OSError, EOFError) as fault:
            stderr.print(f"{self.name} could not be started ({type(fault).__name__}); trying again", markup=False)

    def stop(self) -> None:
        """Ask the process to stop, then make it; nothing where it has ended."""
        if not self._lives():
            return
        self._signal(signal.SIGTERM)
        give_up = time.monotonic() + PATIENCE
        while self._lives():
            if time.monotonic() > give_up:
                self._signal(signal.SIGKILL)
            time.sleep(LOOK / 10)

    def _lives(self) -> bool:
        """Whether the process is there; once the fork server is gone, only the system can tell."""
        if self.process is None:
            return False
        if self.process.exitcode != LOST:
            return self.process.is_alive()
        try:
            return psutil.Process(self.process.pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def _signal(self, number: signal.Signals) -> None:
        assert self.process is not None and self.process.pid is not None
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, number)


@dataclass(slots=True, kw_only=True)
class Service:
    """Everything `./run` runs."""

    url: str
    prepare: Callable[[], None]
    demo_wanted: Callable[[], bool]
    sign_ins: Callable[[], Mapping[str, str]]
    keep_store: Callable[[], None]
    start: Callable[[Sequence[str]], BaseProcess]
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Run until SIGTERM or Ctrl+C."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        if self._answers():
            stderr.print(f"{self.url} 已被占用 is in use already", markup=False)
            return
        stderr.print("启动数据库 starting the store …", markup=False)
        self.prepare()
        wanted = [name for name in PARTS if name != DEMO or self.demo_wanted()]
        parts = [Part(name, self.start, once=name == DEMO) for name in wanted]
        announced = False
        try:
            while not self.stopping.is_set():
                for part in parts:
                    part.keep_running()
                if not announced and self._answers():
                    announced = True
                    self._announce()
                self.stopping.wait(LOOK if announced else LOOK / 5)
                self.keep_store()
        finally:
            for part in reversed(parts):
                part.stop()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/live", timeout=1):
                return True
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return False

    def _announce(self) -> None:
        print(f"呼应 Huying  {self.url}   API {self.url}/docs", flush=True)
        for person, token in self.sign_ins().items():
            print(f"  {person:<24} {token}", flush=True)
