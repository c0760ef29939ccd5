"""What has happened to an activity: facts an official would say aloud."""

from dataclasses import dataclass
from datetime import datetime

from domain.activities.particulars import Attendee, Programme
from domain.shared.identity import ActorId, BeneficiaryRef, Digest, Method
from domain.shared.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """It was said what is to take place 安排."""

    programme: Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something took place that had not been planned here 已开展."""

    programme: Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """The public was told time, place and names 公告."""

    proof: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """It began 开始."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyCheckedIn:
    """A deputy sat down to receive voters 代表签到."""

    person: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """These took part 参加."""

    attendees: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdVisited:
    """A deputy called on a household 走访."""

    person: ActorId
    reference: BeneficiaryRef
    household: Sealed
    voters: int
    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceGiven:
    """A deputy helped somebody in need 帮扶."""

    person: ActorId
    reference: BeneficiaryRef
    beneficiary: Sealed
    method: Method
    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """It ended 结束."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summarised:
    """It was written up what came of it 反馈总结."""

    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """It does not take place 取消."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """It takes place at another time 改期."""

    starts_at: datetime
    ends_at: datetime
    reason: Sealed


Arranging = Planned | Held | Announced | Cancelled | Postponed
Course = Opened | DeputyCheckedIn | Attended | HouseholdVisited | AssistanceGiven | Closed | Summarised
Event = Arranging | Course
