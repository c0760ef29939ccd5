"""What lies on a handling unit's desk, in the queues that people there work through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.shared.identity import OrgCode


class Queue(StrEnum):
    """What a unit owes on a case, or has done with it."""

    UNSIGNED = "unsigned"
    """待签收."""
    WORKING = "working"
    """办理中: to be answered by this unit."""
    OPINIONS = "opinions"
    """待补充协办意见: the lead waits for it."""
    ANSWERED = "answered"
    """已答复, opinions given among them."""
    RETURNED = "returned"
    """已退办."""
    NOTICES = "notices"
    """督办待回应: a notice asks for an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxWanted:
    """One page of one queue of one unit. `due` is late, today or soon; `q` a case number or words of the case."""

    unit: OrgCode
    queue: Queue
    due: str | None = None
    category: str | None = None
    q: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    """One part of a case. `due_on` is the part's own last day, of a notice the day its account is due."""

    case: UUID
    number: str
    title: str
    stage: str
    kind: str
    progress: str
    due_on: date
    overdue: bool
    provisional: bool
    supervision: str
    category: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """Lines by their last day, what each queue holds in all, and what is due today or late among all that is owed."""

    lines: Sequence[InboxLine]
    counts: Mapping[Queue, int]
    due_today: int
    late: int
    more: bool


class DepartmentInbox(Protocol):
    """The reader behind a unit's inbox."""

    def page(self, wanted: InboxWanted, now: datetime) -> InboxPage:
        """A page of a queue, as the lists stand. `now` is the office's."""
