"""Taking a suggestion in."""

from dataclasses import dataclass, field

from domain.policies.policy import Track, Urgency
from domain.shared.found_out import BY_DESK
from domain.shared.identity import (
    ActivityId,
    ActorId,
    BatchId,
    CategoryCode,
    Channel,
    Digest,
    ExternalNumber,
    LegalBasis,
    StationCode,
    UnitCode,
)
from domain.shared.sealed import Sealed
from domain.suggestion.particulars import Changes, Voter


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What the desk found of the activity a suggestion was brought to, and how many deputies sat there."""

    reception: bool
    hosts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive:
    """登记: take one matter down from one voter (一事一议)."""

    text: Sealed
    channel: Channel
    title: Sealed | None = None
    category: CategoryCode | None = None
    station: StationCode | None = None
    activity: ActivityId | None = None
    voter: Voter | None = None
    deputy: ActorId | None = None
    urgency: Urgency = Urgency.ORDINARY
    attachments: tuple[Digest, ...] = ()
    reason: Sealed | None = None
    """Why it is entered late, where it is."""
    sitting: Sitting | None = field(default=None, metadata=BY_DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLedgerEntry:
    """补录旧台账: take in a line of an old ledger, marked with its batch; the line keeps its own date."""

    received: Receive
    batch: BatchId
    row: int
    number: ExternalNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLedgerAnswer:
    """补录旧台账的答复: what the ledger does not say (outcome, handling unit) stays unsaid."""

    text: Sealed
    batch: BatchId
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """更正: put right what was taken down wrongly."""

    changes: Changes
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectIdentity:
    """要求保密: keep the voter's identity from the handling units."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """分类拟办: say what it is about, how urgent, and which road it takes."""

    category: CategoryCode
    track: Track
    urgency: Urgency
    accused: UnitCode | None = None
    """The unit an accusation is about; it may not be given the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """分流告知: not for this office; tell the voter the way."""

    basis: LegalBasis
    told: Sealed
    path: Sealed
