"""What the command line needs from the composition root."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from application.demo.loading import Loaded
from application.imports import ErrorSheet
from application.ledger import OpenedLedger
from application.system import System
from domain.policies.working_days import CalendarYear

Progress = Callable[[int, int], None]


class Plant(Protocol):
    """A running system, and the machinery an operator reaches for."""

    @property
    def system(self) -> System:
        """The application."""

    def rebuild(self, names: Sequence[str], progress: Progress) -> list[str]:
        """Rebuild views."""


class Backstage(Protocol):
    """The machine room."""

    def opened(self) -> AbstractContextManager[Plant]:
        """Open the system for the length of one command; the store is brought up to date first."""

    def migrate(self) -> list[str]:
        """Bring the store up to date."""

    def serve(self, *, with_parent: bool) -> None:
        """Serve HTTP until stopped."""

    def project(self, *, with_parent: bool) -> None:
        """Keep the views up with the log until stopped."""

    def keep_sweeping(self, *, with_parent: bool) -> None:
        """Sweep, wait, and sweep again until stopped."""

    def run_all(self) -> None:
        """Run the whole service in one supervised tree until stopped."""

    def load_demo(self, progress: Progress, *, cases: int | None, with_parent: bool) -> Loaded:
        """Load the demo district; the store is brought up to date first."""

    def truth_file(self) -> Path:
        """Where the demo district's ground truth is kept."""

    def notice(self, path: Path) -> tuple[CalendarYear, str]:
        """Read a holiday notice: the year, and its source."""

    def error_sheet(self, path: Path, ledger: OpenedLedger) -> AbstractContextManager[ErrorSheet]:
        """A workbook for lines that could not be taken in."""
