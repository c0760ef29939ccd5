"""What may be asked of a deputy, a group, or a selection."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.deputies.particulars import Level, Mandate, Standing
from domain.shared.found_out import BY_DESK
from domain.shared.identity import (
    ActorId,
    Constituency,
    Digest,
    DocumentNumber,
    LegalBasis,
    OrgCode,
    PublicName,
)
from domain.shared.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """登记代表: enter a deputy with their mandates."""

    person: ActorId
    name: Sealed
    mandates: tuple[Mandate, ...]
    phone: Sealed | None = None
    station: OrgCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """更正: put a name or telephone right."""

    name: Sealed | None = None
    phone: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMandate:
    """任职: the deputy holds one more mandate."""

    level: Level
    constituency: Constituency
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMandate:
    """终止任职: the term ended, or the deputy resigned, moved away or was recalled."""

    level: Level
    ended_on: date
    basis: LegalBasis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """进站: say at which station the deputy meets voters."""

    station: OrgCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportToVoters:
    """述职: the deputy reported to voters, who judged the report."""

    voters: int
    satisfied: int
    basically_satisfied: int
    dissatisfied: int
    station: OrgCode | None = None
    text: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commend:
    """表彰奖励."""

    title: PublicName


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """处理处分: what breaks 遵纪守法好 for the year."""

    basis: LegalBasis
    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """建立代表小组."""

    name: PublicName
    township: OrgCode
    members: tuple[ActorId, ...]
    leader: ActorId
    home: OrgCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """入组."""

    person: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """调出."""

    person: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLeader:
    """确定组长."""

    person: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolve:
    """撤销代表小组."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """启动五好评选: for a year, with so many places."""

    year: int
    quota: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """排列依据: rank the evidence by the formula in force; nobody types a number in."""

    as_of: datetime | None = field(default=None, metadata=BY_DESK)
    standings: tuple[Standing, ...] = field(default=(), metadata=BY_DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """评定: the committee chooses, and its minutes say why."""

    chosen: tuple[ActorId, ...]
    minutes: DocumentNumber
    sha256: Digest | None = None
    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff:
    """取消评选."""

    reason: Sealed


DeputyCommand = Register | Correct | TakeMandate | EndMandate | Station | ReportToVoters | Commend | Sanction
GroupCommand = Form | Join | Leave | NameLeader | Dissolve
SelectionCommand = Open | Rank | Decide | CallOff
