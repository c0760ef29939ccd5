"""What a rule found, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.redflags.trail import Fact, Trail
from domain.shared.identity import ContactId, SuggestionId


class Severity(StrEnum):
    """严重程度."""

    LOW = "L"
    MEDIUM = "M"
    HIGH = "H"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One violation of one rule.

    It holds from the instant `since` on, provided nothing more is recorded: a finding whose `since` lies ahead is one
    that time alone will bring about. `why` names the reason among the rule's own, `facts` fill its sentence.
    """

    rule: str
    severity: Severity
    why: str
    since: datetime
    positions: tuple[int, ...]
    """The events it rests on, by their positions in the log."""
    case: SuggestionId | None = None
    """None where it is about a unit, a station or a person as a whole."""
    unit: str | None = None
    stream: ContactId | None = None
    """The activity or place it is about, where it is about one."""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What tells it from every other finding."""
        return (self.rule, str(self.case or self.stream or ""), self.unit or "", self.why, self.since.isoformat())


def finding_in(trail: Trail, rule: str, severity: Severity, why: str, *facts: Fact, unit: str | None = None) -> Finding:
    """What a rule found in one case: since the last of the facts it rests on."""
    return Finding(
        rule=rule,
        severity=severity,
        why=why,
        since=facts[-1].at,
        positions=tuple(f.position for f in facts),
        case=trail.case,
        unit=unit,
    )
