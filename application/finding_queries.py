"""What may be asked of the findings, and the reader that answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.redflags.finding import Finding
from domain.redflags.traces import Trace
from domain.shared.identity import SuggestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings are wanted; None asks for all."""

    rule: str | None = None
    severity: str | None = None
    unit: str | None = None
    cases: frozenset[SuggestionId] | None = None

    def wants(self, finding: Finding) -> bool:
        """Whether a finding is wanted."""
        return (
            self.rule in (None, finding.rule)
            and self.severity in (None, finding.severity.value)
            and self.unit in (None, finding.unit)
            and (self.cases is None or finding.case in self.cases)
        )


class Findings(Protocol):
    """The reader behind red flags."""

    def position(self) -> int:
        """How far the view of findings has read the log."""

    def findings(self, wanted: FindingFilter, *, at: datetime) -> Sequence[Finding]:
        """The findings per case that held at a moment, as it was known then; whatever their severity."""

    def traces(self, at: datetime) -> Sequence[Trace]:
        """Every trace as it was known at a moment, in the order of the log."""

    def mark(self, at: datetime) -> str:
        """What is equal where the traces known at two moments are the same."""

    def compared(self, mark: str) -> Sequence[Finding] | None:
        """What cases held against one another showed for a mark; None where nobody has compared them yet."""

    def keep_compared(self, mark: str, found: Sequence[Finding]) -> None:
        """Keep what they showed, for every process."""
