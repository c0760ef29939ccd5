"""How a suggestion came in."""

from dataclasses import dataclass

from domain.policies.policy import Track, Urgency
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
class Imported:
    """Where in an old ledger a fact stands, so that its age is not taken for back-dating."""

    batch: BatchId
    row: int
    number: ExternalNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """★ A suggestion was registered 登记.

    Stored as `suggestion.received.v1`. Starts the office's clock for triage and transfer.
    """

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
    imported: Imported | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Details that were taken down wrongly were put right 更正; the earlier ones stay in the history."""

    changes: Changes
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProtected:
    """The voter's identity was withheld from the handling units 要求保密."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Triaged:
    """The office said what the case is about, how urgent, and which road it takes 分办."""

    category: CategoryCode
    track: Track
    urgency: Urgency
    accused: UnitCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirected:
    """The case is not this office's, and the voter was told the way 分流告知."""

    basis: LegalBasis
    told: Sealed
    path: Sealed
