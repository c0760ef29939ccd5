"""The whole service as processes, and how they are killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import httpx2
import psutil

ROOT = Path(__file__).parents[2]
ENTRY = [sys.executable, "-m", "interfaces"]
PATIENCE = 90.0
PARTS = ("serve", "project", "seal", "postmaster")
VICTIMS = (*PARTS, "tree")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Tree:
    """`python -m interfaces` in a folder of its own."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HUYING_")}
        self._env = kept | {"HUYING_VAR": str(folder), "HUYING_PORT": str(self.port), "HUYING_DEMO": "0"}
        self._env |= more
        self._log = (folder / "service.log").open("ab")
        self._main: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start everything and wait until it is ready."""
        self._main = subprocess.Popen(
            ENTRY, cwd=ROOT, env=self._env, stdout=self._log, stderr=self._log, start_new_session=True
        )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait for the service to call itself ready."""
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            with suppress(httpx2.HTTPError):
                if httpx2.get(f"{self.url}/health/ready", timeout=5, trust_env=False).status_code == 200:
                    return
            time.sleep(0.1)
        raise AssertionError(f"not ready in {PATIENCE} s: {self.last_words()}")

    def token(self, role: str) -> str:
        """A token from the command line."""
        command = [*ENTRY, "token", "--role", role]
        done = subprocess.run(command, cwd=ROOT, env=self._env, capture_output=True, text=True, check=True)
        return done.stdout.split()[0]

    def verified(self) -> dict[str, Any]:
        """What the verifier says of the whole log and of the store behind it."""
        command = [*ENTRY, "verify", "--json"]
        done = subprocess.run(command, cwd=ROOT, env=self._env, capture_output=True, text=True)
        return dict(json.loads(done.stdout))

    def kill(self, random: Random, victim: str) -> None:
        """Kill one part, or all of them at once, without a chance to say goodbye."""
        parts = PARTS if victim == "tree" else (victim,)
        found = [pid for part in parts for pid in self._pids(part)]
        if victim == "tree" and self._main is not None:
            found.insert(0, self._main.pid)
        random.shuffle(found)
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if victim == "tree" and self._main is not None:
            self._main.wait()
            self.start()

    def stop(self) -> None:
        """Ask it to stop, and see that nothing of it is left."""
        assert self._main is not None
        left = [self._main.pid, *(pid for part in PARTS for pid in self._pids(part))]
        self._main.terminate()
        try:
            self._main.wait(30)
        finally:
            for pid in left:
                with suppress(psutil.NoSuchProcess):
                    if str(ROOT) in psutil.Process(pid).cwd() or str(self.folder) in psutil.Process(pid).cwd():
                        os.kill(pid, signal.SIGKILL)
            self._log.close()

    def last_words(self) -> str:
        """The end of the log."""
        return (self.folder / "service.log").read_text(errors="replace")[-3000:]

    def _pids(self, part: str) -> list[int]:
        if part == "postmaster":
            file = self.folder / "pg" / "postmaster.pid"
            return [int(file.read_text().split("\n", 1)[0])] if file.exists() else []
        if self._main is None or self._main.poll() is not None:
            return []
        children = psutil.Process(self._main.pid).children(recursive=True)
        return [p.pid for p in children if part in _words(p)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return " ".join(process.cmdline()).split()  # a title is one word of its own
    except psutil.NoSuchProcess:
        return []


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Tree]:
    """The service, running; `more` are settings of its own."""
    tree = Tree(folder, **more)
    tree.start()
    try:
        yield tree
    finally:
        tree.stop()
