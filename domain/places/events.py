"""What has happened to a place: facts an official would say aloud."""

from dataclasses import dataclass
from datetime import date

from domain.places.particulars import Check, Paper, PlaceKind, Score, Staff, Turn
from domain.shared.identity import Digest, OrgCode, PolicyEdition, PublicName, PublicText
from domain.shared.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Established:
    """A home, a station or the office was opened 建成."""

    kind: PlaceKind
    code: OrgCode
    name: PublicName
    township: OrgCode | None = None
    home: OrgCode | None = None
    address: PublicText | None = None
    hours: PublicText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Its name, address, hours or home became another 变更."""

    name: PublicName | None = None
    address: PublicText | None = None
    hours: PublicText | None = None
    home: OrgCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffNamed:
    """It was said who works there 配备人员."""

    staff: tuple[Staff, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaSet:
    """It was said who receives when 排班."""

    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HavesChecked:
    """The six haves were looked at 核验六有."""

    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The office gave points 考核, by the weights of the edition it names."""

    period: PublicName
    edition: PolicyEdition
    scores: tuple[Score, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePosted:
    """Something was put on the board 发布动态."""

    notice: int
    title: PublicName
    text: PublicText
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTakenDown:
    """It was taken off the board 撤下动态."""

    notice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationIssued:
    """A regulation was added to the register 制定."""

    regulation: int
    title: PublicName
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationRevised:
    """A regulation has a new version 修订."""

    regulation: int
    version: int
    title: PublicName
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationRepealed:
    """A regulation is no longer in force 废止."""

    regulation: int
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The place was closed 撤销."""

    reason: Sealed
    proof: Digest | None = None


Event = (
    Established
    | Changed
    | StaffNamed
    | RotaSet
    | HavesChecked
    | Assessed
    | NoticePosted
    | NoticeTakenDown
    | RegulationIssued
    | RegulationRevised
    | RegulationRepealed
    | Closed
)
