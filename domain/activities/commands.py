"""What may be asked of an activity."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.activities.particulars import Attendee, Programme
from domain.shared.found_out import BY_DESK
from domain.shared.identity import ActorId, BeneficiaryRef, Digest, Method
from domain.shared.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """安排: say what is to take place, where, when, and who hosts it."""

    programme: Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """登记已开展的活动: what took place without having been planned here, and who took part."""

    programme: Programme
    attendees: tuple[Attendee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce:
    """公告: tell the public time, place and names."""

    proof: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """开始: it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """代表签到: a deputy sits down to receive voters."""

    person: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend:
    """登记参加人员."""

    attendees: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitHousehold:
    """走访一户: whom the deputy called on is sealed; a keyed reference counts households once."""

    person: ActorId
    household: Sealed
    voters: int = 1
    note: Sealed | None = None
    reference: BeneficiaryRef = field(default=BeneficiaryRef(""), metadata=BY_DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assist:
    """帮扶一人: who was helped is sealed; a keyed reference counts persons once."""

    person: ActorId
    beneficiary: Sealed
    method: Method
    note: Sealed | None = None
    reference: BeneficiaryRef = field(default=BeneficiaryRef(""), metadata=BY_DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """结束."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summarise:
    """反馈总结: write up what came of it."""

    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """取消."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Postpone:
    """改期: it must be announced anew."""

    starts_at: datetime
    ends_at: datetime
    reason: Sealed


Command = (
    Plan | Record | Announce | Open | CheckIn | Attend | VisitHousehold | Assist | Close | Summarise | Cancel | Postpone
)
