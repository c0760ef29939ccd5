"""What may be asked of a place."""

from dataclasses import dataclass
from datetime import date

from domain.places.particulars import Check, Paper, PlaceKind, Score, Staff, Turn
from domain.shared.identity import Digest, OrgCode, PublicName, PublicText
from domain.shared.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Establish:
    """建成: open a home, a station, or the office's register."""

    kind: PlaceKind
    code: OrgCode
    name: PublicName
    township: OrgCode | None = None
    home: OrgCode | None = None
    address: PublicText | None = None
    hours: PublicText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """变更: another name, address, hours or home; what is None stays as it was."""

    name: PublicName | None = None
    address: PublicText | None = None
    hours: PublicText | None = None
    home: OrgCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStaff:
    """配备人员: say who works there from now on."""

    staff: tuple[Staff, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRota:
    """排班: say who receives when; the days named replace what was said of them."""

    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckHaves:
    """核验六有: look at all six, each yes with its proof or no."""

    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assess:
    """考核: give points by the office's own weights."""

    period: PublicName
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostNotice:
    """发布动态: put something on the board."""

    title: PublicName
    text: PublicText
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDownNotice:
    """撤下动态."""

    notice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRegulation:
    """制定制度: add a regulation to the office's register."""

    title: PublicName
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseRegulation:
    """修订制度: a new version of one that is in the register."""

    regulation: int
    title: PublicName | None = None
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepealRegulation:
    """废止制度."""

    regulation: int
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """撤销: close the place; what it did stays counted."""

    reason: Sealed
    proof: Digest | None = None


Regulating = IssueRegulation | ReviseRegulation | RepealRegulation
Running = Establish | Change | NameStaff | SetRota | CheckHaves | Assess | PostNotice | TakeDownNotice | Close
Command = Running | Regulating
