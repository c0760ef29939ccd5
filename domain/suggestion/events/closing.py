"""How it ended, and the file."""

from dataclasses import dataclass

from domain.shared.identity import ActorId, ExternalNumber, PublicText, Retention, SuggestionId
from domain.shared.sealed import Sealed
from domain.suggestion.events.handling import Assigned


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The case is handled together with an older one 并案; its voter is still owed an answer of their own."""

    into: SuggestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A deputy adopted it as a formal suggestion 转代表建议 (代表法 51)."""

    external_number: ExternalNumber
    deputy: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The voter took it back 撤回."""

    statement: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """★ The office closed the case 办结."""

    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """The case was opened again 重开, with new last days for its handlers."""

    reason: Sealed
    assignments: tuple[Assigned, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The case was made public 公开."""

    public_text: PublicText


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpublished:
    """The case was taken off public view 撤下公开."""

    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """The file was closed for keeping 归档; nothing but a note may follow."""

    retention: Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A note was put on the file 批注; it changes no fact."""

    text: Sealed
