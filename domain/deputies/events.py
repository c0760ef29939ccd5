"""What has happened to a deputy, a group, or a selection."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.deputies.particulars import Level, Mandate, Standing
from domain.shared.identity import (
    ActorId,
    Digest,
    DocumentNumber,
    LegalBasis,
    OrgCode,
    PolicyEdition,
    PublicName,
)
from domain.shared.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A deputy was entered 登记. `person` is the pseudonym everything else knows them by."""

    person: ActorId
    name: Sealed
    phone: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A name or telephone was put right 更正."""

    name: Sealed | None = None
    phone: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateTaken:
    """The deputy holds a mandate 任职."""

    mandate: Mandate


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEnded:
    """A mandate ended 终止任职."""

    level: Level
    ended_on: date
    basis: LegalBasis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationed:
    """The deputy meets voters at this station from now on 进站."""

    station: OrgCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedToVoters:
    """The deputy reported to voters, who judged the report 述职."""

    voters: int
    satisfied: int
    basically_satisfied: int
    dissatisfied: int
    station: OrgCode | None = None
    text: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commended:
    """The deputy was commended 表彰奖励."""

    title: PublicName


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanctioned:
    """The deputy was dealt with for a breach 处理处分."""

    basis: LegalBasis
    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Formed:
    """A group was formed 建立代表小组."""

    name: PublicName
    township: OrgCode
    members: tuple[ActorId, ...]
    leader: ActorId
    home: OrgCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A deputy joined the group 入组."""

    person: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A deputy left the group 调出."""

    person: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNamed:
    """The group has this leader from now on 确定组长."""

    person: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolved:
    """The group was dissolved 撤销代表小组."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The five-good selection of a year began 启动五好评选."""

    year: int
    quota: int
    formula: PolicyEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The evidence was ranked by the formula 排列依据, as recorded by `as_of`; the first of them are kept."""

    as_of: datetime
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The committee chose 评定."""

    chosen: tuple[ActorId, ...]
    minutes: DocumentNumber
    sha256: Digest | None = None
    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledOff:
    """The selection was called off 取消评选."""

    reason: Sealed


DeputyEvent = (
    Registered | Corrected | MandateTaken | MandateEnded | Stationed | ReportedToVoters | Commended | Sanctioned
)
GroupEvent = Formed | Joined | Left | LeaderNamed | Dissolved
SelectionEvent = Opened | Ranked | Decided | CalledOff
