"""Merging, converting, closing, opening again, and the file."""

from dataclasses import dataclass, field

from domain.policies.policy import Track
from domain.shared.found_out import BY_DESK
from domain.shared.identity import ActorId, ExternalNumber, PublicText, Retention, SuggestionId
from domain.shared.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadCase:
    """What the desk found out about the case to merge into."""

    received_at_position: int
    track: Track | None
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """并案: handle together with an older case; every voter is still answered (并案办理，分别答复)."""

    into: SuggestionId
    lead: LeadCase | None = field(default=None, metadata=BY_DESK)
    own_position: int = field(default=0, metadata=BY_DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convert:
    """转代表建议: a deputy adopts it as a formal suggestion."""

    external_number: ExternalNumber
    deputy: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """撤回, by the voter alone."""

    statement: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """办结."""

    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """重开."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """公开: identities removed, privacy checked."""

    public_text: PublicText


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpublish:
    """撤下公开."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """归档. `retention` defaults to the track's class."""

    retention: Retention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotate:
    """批注: a note on the file; it changes no fact."""

    text: Sealed
