"""What pages about one case share: its facts for this person, its deadline, its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from application.attachments import digests_in
from application.casefile import HistoryLine
from domain.shared.identity import SuggestionId
from domain.shared.people import Role
from domain.suggestion.authority import REACH, Reach
from interfaces.web.chips import Chip, chip
from interfaces.web.visiting import Visit

READERS = frozenset(role for role in Role if REACH[role] not in (Reach.NONE, Reach.ONE)) - {Role.SYSTEM}
"""Who reads cases at all; the voter's own way in is the receipt code."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file, and the event that named it."""

    sha256: str
    version: int
    event: str


def facts_of(visit: Visit, case: UUID) -> dict[str, Any]:
    """What this person may know of a case now; their reading is written down."""
    return visit.system.casefile.read(SuggestionId(case), visit.actor).facts


def lines_of(visit: Visit, case: UUID) -> list[HistoryLine]:
    """Everything that happened, oldest first."""
    return visit.system.casefile.history(SuggestionId(case), visit.actor)


def chip_of(visit: Visit, facts: dict[str, Any]) -> Chip:
    """The deadline of a case that was read."""
    due_on = facts["due_on"]
    provisional = bool(facts["due"] and facts["due"]["provisional"])
    left = days_left(visit, date.fromisoformat(due_on)) if due_on else None
    return chip(facts["stage"], due_on, left, overdue=facts["overdue"], provisional=provisional)


def days_left(visit: Visit, due_on: date) -> int | None:
    """Working days from the office's today to a day."""
    return visit.system.calendars.days_left(visit.system.clock.now().date(), due_on)


def attached_to(lines: Sequence[HistoryLine]) -> list[Attached]:
    """The files that a case's events name, each with the first event that named it."""
    found: dict[str, Attached] = {}
    for line in lines:
        for sha256 in sorted(digests_in(line.data)):
            found.setdefault(sha256, Attached(sha256, line.version, line.event))
    return list(found.values())
