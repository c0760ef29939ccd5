"""What may be asked of the views, and the rows they answer with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.shared.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One line of the register 台账. `days_left` counts working days, negative when overdue."""

    id: UUID
    case_number: str
    title: str
    stage: str
    category: str | None
    station: str | None
    units: tuple[str, ...]
    track: str | None
    urgency: str
    received_on: date
    due_on: date | None
    provisional: bool
    days_left: int | None
    overdue: bool
    supervision: str
    outcome: str | None
    result: str | None
    closed_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilter:
    """Which lines are wanted. None asks for all."""

    stage: str | None = None
    stages: tuple[str, ...] | None = None
    """Any of these."""
    unit: str | None = None
    station: str | None = None
    category: str | None = None
    track: str | None = None
    supervision: str | None = None
    overdue: bool | None = None
    due_before: date | None = None
    received_from: date | None = None
    received_to: date | None = None
    q: str | None = None
    among: tuple[UUID, ...] | None = None
    """Of these cases alone."""


SORTS = ("-received_on", "received_on", "due_on", "-due_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the register; `next` is the place to go on from, None at the end."""

    rows: tuple[RegisterRow, ...]
    next: tuple[str, int] | None
    position: int
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLoad:
    """承办量: what one handling unit has on its desk."""

    unit: str
    assigned: int
    unsigned: int
    working: int
    overdue: int
    answered: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """One last day that is still ahead or was missed. `step` is answer, opinion, supervision or commitment."""

    case: UUID
    unit: str | None
    step: str
    due_on: date
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """One line of the ledger of promises 承诺台账."""

    case: UUID
    number: int
    unit: str | None
    due_on: date
    made_at: datetime
    kept_at: datetime | None
    reschedules: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One line of the ledger of supervision 督办台账: one notice and one unit it asks for an account."""

    case: UUID
    notice: int
    unit: str
    level: str
    issued_at: datetime
    for_day: date | None
    respond_by: date
    answered_at: datetime | None
    lifted_at: datetime | None


class Views(Protocol):
    """The readers behind lists. `today` and `now` are the office's."""

    def position(self) -> int:
        """How far every view has read the log."""

    def register(
        self,
        actor: Actor,
        wanted: RegisterFilter,
        *,
        sort: str,
        after: tuple[str, int] | None,
        limit: int,
        count: bool,
        now: datetime,
    ) -> Page:
        """A page of the cases within the actor's reach."""

    def case_of_digest(self, digest: str) -> UUID | None:
        """The case whose tracking code has this digest."""

    def case_of_number(self, number: str) -> UUID | None:
        """The case of a number; for whoever may see that there is one and nothing of it."""

    def numbers(self, cases: Sequence[UUID]) -> Mapping[UUID, str]:
        """The numbers of cases."""

    def workload(self, now: datetime) -> Sequence[UnitLoad]:
        """Every unit's load."""

    def deadlines(self, *, until: date, unit: str | None) -> Sequence[DeadlineRow]:
        """Open last days up to a day, soonest first."""

    def provisional_cases(self) -> Sequence[UUID]:
        """Cases at work with a last day that rests on a year not announced yet."""

    def commitments(self, *, open_only: bool, unit: str | None) -> Sequence[CommitmentRow]:
        """Promises by their last day."""

    def supervision(self, *, open_only: bool, unit: str | None) -> Sequence[NoticeRow]:
        """Notices by the day their account is due; the open ones await it and stand."""

    def cases_with_clocks(self) -> Sequence[UUID]:
        """Every case that was transferred or answered and has not ended: the ones the clock may demand something of."""

    def places(self, positions: Sequence[int]) -> Mapping[int, tuple[UUID, int]]:
        """Of events by their positions: the case, and the version in it."""

    def lag(self) -> dict[str, int]:
        """How many events each view is behind the log."""


class Lists(Protocol):
    """Who answers a list: a replica where there is one, else the primary."""

    def page(self, ask: Callable[[Views], Page], *, including: int | None, patience: float) -> Page | None:
        """Ask for a page that includes a position, waited for so many seconds; None where nobody has come that far.

        Without a position the page may be somewhat behind, and says where it stands. Raises `Unavailable` where the
        primary is away too.
        """
