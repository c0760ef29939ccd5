"""Verification of the office's own published log as a job: started by a person, watched while it runs, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.shared.people import Actor
from domain.verification.report import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRun:
    """One run. `state` is running, finished or failed; `done` of `size` entries are checked."""

    id: str
    state: str
    by: str
    started_at: datetime
    finished_at: datetime | None = None
    done: int = 0
    size: int = 0
    verdict: int | None = None
    """As `domain.verification.report.Verdict`."""
    lines: Sequence[Line] = ()


class VerificationRuns(Protocol):
    """Runs verifications in the background, and keeps what came of them."""

    def start(self, by: Actor) -> str:
        """Begin a run, or join the one under way; return its id."""

    def latest(self, limit: int) -> Sequence[VerificationRun]:
        """The newest runs, newest first."""
