"""An import as a job: started over the API or the command line, watched while it runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.shared.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportJob:
    """One import and how far it is. `state` is waiting, running, finished or failed; `slug` says why it failed."""

    id: str
    state: str
    rows: int
    done: int
    added: int
    known: int
    answers: int
    errors: int
    slug: str | None
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyLine:
    """A line that could not be taken in: its row in the file, and the column and rule at fault."""

    row: int
    column: str
    rule: str


class ImportJobs(Protocol):
    """Keeps jobs, and runs them in the background."""

    def submit(self, content: bytes, suffix: str, *, by: Actor, source: str) -> str:
        """Keep a file, start taking it in, and return the job's id. Raises `LedgerUnreadable`."""

    def get(self, job: str) -> ImportJob | None:
        """A job as it stands."""

    def first_errors(self, job: str, limit: int) -> Sequence[FaultyLine]:
        """The first lines that could not be taken in; none before the job has ended."""

    def error_workbook(self, job: str) -> bytes | None:
        """The lines that could not be taken in, to be corrected and fed in again."""
