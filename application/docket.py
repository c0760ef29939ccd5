"""待办: what waits for the supervising office, as its views tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from application.queries import CommitmentRow, DeadlineRow, NoticeRow, RegisterRow
from domain.shared.people import Actor

KINDS = ("return", "extension", "dissatisfied", "close", "sent_back", "call")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketRow:
    """One decision that is awaited. `due_on` is the last day it presses on, where there is one."""

    case: UUID
    kind: str
    unit: str | None
    since: datetime | None
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """A unit that was given cases of a category: so many of all that were."""

    unit: str
    cases: int
    all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotAnswer:
    """A case answered on the spot 当场答复, which may be drawn for a check."""

    case: UUID
    number: str


class Docket(Protocol):
    """The readers behind the supervising office's lists. Each counts all it could tell."""

    def counts(self) -> Mapping[str, int]:
        """How many decisions of each kind are awaited."""

    def waiting(self, kind: str, *, offset: int, limit: int) -> Sequence[DocketRow]:
        """A page of one kind, longest waiting first."""

    def cases(self, actor: Actor, ids: Sequence[UUID], now: datetime) -> Mapping[UUID, RegisterRow]:
        """The register's lines of some cases, as far as they are within reach."""

    def notices(self, *, open_only: bool, unit: str | None, offset: int, limit: int) -> tuple[Sequence[NoticeRow], int]:
        """A page of the ledger of supervision, latest issued first, or the soonest account first where it is owed."""

    def unsupervised(self, today: date, *, offset: int, limit: int) -> tuple[Sequence[DeadlineRow], int]:
        """Parts past their last day against which no notice stands, longest overdue first (应督未督)."""

    def promises(
        self, *, until: date, station: str | None, unit: str | None, limit: int
    ) -> tuple[Sequence[CommitmentRow], int]:
        """Promises not yet kept and due by a day, soonest first."""

    def handlers(self, category: str, limit: int) -> Sequence[Handler]:
        """To whom cases of a category were given as lead or for themselves, most often first."""

    def spot_answers(self, first: date, last: date) -> Sequence[SpotAnswer]:
        """What was received in a span and answered on the spot, in the order of the log."""

    def checked(self, cases: Sequence[UUID]) -> frozenset[UUID]:
        """Those of some cases that were called back for a check."""

    def cut(self, before: datetime) -> int:
        """The position of the last event before a moment; 0 before the first."""
