"""What the command line needs from the composition root."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from application.demo.loading import Loaded
from application.imports import ErrorSheet
from application.ledger import Headed
from application.system import System
from domain.policies.working_days import CalendarYear
from domain.verification.report import Report

Progress = Callable[[int, int], None]


class Plant(Protocol):
    """A running system, and the machinery an operator reaches for."""

    @property
    def system(self) -> System:
        """The application."""

    def rotate_keys(self) -> int:
        """Wrap every key anew and destroy the old key-encryption keys."""

    def scrub(self) -> bool:
        """Rewrite the tables that held erased text; False where the server forbids it."""


class WitnessDesk(Protocol):
    """A witness at work."""

    @property
    def vkey(self) -> str:
        """Its public key, for policies."""

    def add_checkpoint(self, body: bytes) -> tuple[int, str]:
        """Answer one request: a status and a body."""

    def serve(self, host: str, port: int) -> None:
        """Answer over HTTP until stopped."""


class Backstage(Protocol):
    """The machine room."""

    def opened(self) -> AbstractContextManager[Plant]:
        """Open the system for the length of one command; the store is brought up to date first."""

    def migrate(self) -> list[str]:
        """Bring the store up to date."""

    def rebuild(self, names: Sequence[str], progress: Progress, processes: int | None) -> tuple[list[str], int]:
        """Rebuild the named views, or all; return what was rebuilt, and up to which position."""

    def serve(self) -> None:
        """Serve HTTP until stopped."""

    def project(self) -> None:
        """Keep the views up with the log until stopped."""

    def keep_sweeping(self) -> None:
        """Sweep, wait, and sweep again until stopped."""

    def keep_sealing(self) -> None:
        """Seal the log until stopped."""

    def seal_once(self, progress: Progress) -> int:
        """Seal what is new; return the size of the log sealed."""

    def rotate_log_key(self) -> str:
        """Announce a new key of the log; return it."""

    def retire_log_keys(self) -> int:
        """Destroy the older keys of the log; return how many."""

    def check_time_stamps(self, log: Path, authorities: bytes, report: Report) -> None:
        """Check the time stamps beside a log."""

    def cosign_request(self, old: int) -> bytes:
        """The newest head for a witness without a network, with the proof from the size it signed last."""

    def take_cosignature(self, lines: str) -> tuple[int, bool]:
        """Add a signature that was carried back: the size it is for, and whether the quorum is reached."""

    def witness(self, folder: Path, name: str, logs: Sequence[str]) -> WitnessDesk:
        """A witness with its key and memory in a folder."""

    def own_policy(self) -> str:
        """The log's key, as a policy for auditors."""

    def policy_file(self) -> Path:
        """The policy the office itself goes by."""

    def log_folder(self) -> Path:
        """Where the log is published."""

    def now(self) -> datetime:
        """The instant."""

    def compare_store(self, log: Path, report: Report, erased: Collection[str], progress: Progress) -> None:
        """Hold the store's tables against a log."""

    def run_all(self) -> None:
        """Run the whole service in one supervised tree until stopped."""

    def load_demo(self, progress: Progress, *, cases: int | None) -> Loaded:
        """Load the demo district; the store is brought up to date first."""

    def truth_file(self) -> Path:
        """Where the demo district's ground truth is kept."""

    def notice(self, path: Path) -> tuple[CalendarYear, str]:
        """Read a holiday notice: the year, and its source."""

    def error_sheet(self, path: Path, ledger: Headed) -> AbstractContextManager[ErrorSheet]:
        """A workbook for lines that could not be taken in."""
