"""What a case holds inside: the parts units have in it, answers, deliveries, marks, notices, promises."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.policies.deadlines import Due
from domain.policies.policy import Level
from domain.shared.identity import ActorId, OrgCode, UnitCode
from domain.shared.people import Actor
from domain.shared.sealed import Sealed
from domain.suggestion.particulars import Grade, Kind, Outcome, Recipient, Subject


class Progress(StrEnum):
    """Where one unit's assignment stands."""

    PENDING_SIGN = "pending_sign"
    ACTIVE = "active"
    RETURN_REQUESTED = "return_requested"
    RETURNED = "returned"
    OPINION_GIVEN = "opinion_given"
    ANSWERED = "answered"
    RELEASED = "released"
    """Ended because the case became a formal deputy suggestion."""


GONE = (Progress.RETURNED, Progress.RELEASED)


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """One unit's part in the case."""

    unit: UnitCode
    kind: Kind
    due: Due
    transferred_at: datetime
    transferred_on: date
    progress: Progress = Progress.PENDING_SIGN
    adjudicated: bool = False
    """Given after a return was ruled on: it may not be returned again."""
    signed_at: datetime | None = None
    contacted_at: datetime | None = None
    reported_at: datetime | None = None
    """When the unit last reported progress."""
    answered_at: datetime | None = None
    return_requested_at: datetime | None = None
    return_refused: bool = False
    opinion_rejected: bool = False
    asked_until: date | None = None
    extensions: int = 0

    @property
    def held(self) -> bool:
        """Whether the unit still has it, answered or not."""
        return self.progress not in GONE

    @property
    def answers(self) -> bool:
        """Whether this part answers the voter, alone or for the others."""
        return self.kind is not Kind.CO

    @property
    def working(self) -> bool:
        """Whether the unit's work on it is still to be done."""
        return self.progress in (Progress.PENDING_SIGN, Progress.ACTIVE, Progress.RETURN_REQUESTED)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer, in the round it was given."""

    at: datetime
    on: date
    by: ActorId
    org: OrgCode
    text: Sealed
    round: int
    outcome: Outcome | None
    unit: UnitCode | None = None
    sent_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One attempt to hand an answer over."""

    to: Recipient
    at: datetime
    on: date
    reached: bool
    round: int


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One evaluation."""

    at: datetime
    by: Actor
    attitude: Grade
    result: Grade
    round: int


@dataclass(frozen=True)
class Account:
    """A unit's account of itself 回应督办."""

    unit: UnitCode
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One supervision notice 督办单."""

    number: int
    level: Level
    units: tuple[UnitCode, ...]
    issued_at: datetime
    respond_by: date
    issued_on: date
    for_day: date | None = None
    accounts: tuple[Account, ...] = ()
    lifted_at: datetime | None = None

    @property
    def lifted(self) -> bool:
        """Whether the supervision has ended 销督."""
        return self.lifted_at is not None

    def answered_at(self, unit: UnitCode) -> datetime | None:
        """When the unit gave its account."""
        return next((account.at for account in self.accounts if account.unit == unit), None)

    @property
    def awaits(self) -> tuple[UnitCode, ...]:
        """The units that still owe an account."""
        return () if self.lifted else tuple(u for u in self.units if self.answered_at(u) is None)


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One reminder 催办."""

    subject: Subject
    unit: UnitCode | None
    on: date
    for_day: date | None
    round: int


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """One promise, by its number in the case."""

    number: int
    text: Sealed
    due_on: date
    unit: UnitCode | None
    made_at: datetime
    made_on: date
    kept_at: datetime | None = None
    reschedules: int = 0
