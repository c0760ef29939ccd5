"""What the application needs from outside, and the values that pass."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol
from uuid import UUID

from domain.contact import nouns
from domain.policies.contact_work import ContactWork
from domain.policies.policy import Policy, Rules
from domain.policies.working_days import Calendar, CalendarYear
from domain.shared.identity import ActorId, CommandId, ContactId, SuggestionId
from domain.shared.people import Actor
from domain.shared.sealed import Plain, Sealed
from domain.shared.stamp import Stamp
from domain.suggestion import events

StreamId = SuggestionId | ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One event of a case as the log holds it. `position` is its place in the whole log, from 1, without gaps."""

    case: SuggestionId
    version: int
    position: int
    event: events.Event
    stamp: Stamp
    fingerprint: str
    """Keyed digest of the request that caused it, to tell a repeat from a reused key."""

    @property
    def stream(self) -> SuggestionId:
        """The case, as whoever reads events of every kind asks for it."""
        return self.case


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecorded:
    """One event of the contact work as the log holds it, in the same row of positions as the cases' events."""

    stream: ContactId
    version: int
    position: int
    event: nouns.Event
    stamp: Stamp
    fingerprint: str


LATEST = 2**62
"""A position behind every event: as far as the log goes."""
AnyEvent = events.Event | nouns.Event
AnyRecorded = Recorded | ContactRecorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """New events for one stream, to follow the version the decision was made on."""

    case: StreamId
    after_version: int
    entries: tuple[tuple[AnyEvent, Stamp], ...]
    fingerprint: str


class LostRace(Exception):
    """Somebody appended to the case first; nothing of the batch was kept."""


Appended = Callable[[], Sequence[AnyRecorded]]
"""Returns what a batch became in the log, or raises what `EventLog.append` raises."""


class EventLog(Protocol):
    """The append-only log: the one place that appends."""

    def append(self, batch: Sequence[Append], within: timedelta | None = None) -> Sequence[AnyRecorded]:
        """Append all of a batch in one transaction and return it with positions.

        Raises `LostRace`; `Overloaded` where too many wait; or `Unavailable`, after which the batch may be in or not.
        `within` a time it is given up: what is recorded later would not be of its own time any more. Batches of
        other callers may share the transaction, and neither harms the other. After an unclear commit the stored
        command id decides whether the batch is in.
        """

    def append_each(self, batches: Sequence[Sequence[Append]], within: timedelta | None = None) -> Sequence[Appended]:
        """Append several batches, each all or none for itself; of each, what tells the outcome.

        Raises what hits all of them alike: `Overloaded` or `Unavailable`.
        """

    async def append_soon(
        self, batches: Sequence[Sequence[Append]], within: timedelta | None = None
    ) -> Sequence[Appended]:
        """The same for a task, whose event loop is not held up meanwhile."""

    def history(self, case: SuggestionId, behind: int = 0) -> tuple[Recorded, ...]:
        """The history of a case behind a version, oldest first; empty for a case that was never registered."""

    def histories(self, cases: Sequence[SuggestionId], up_to: int) -> Mapping[SuggestionId, tuple[Recorded, ...]]:
        """Histories of many cases, as far as position `up_to`."""

    async def histories_soon(self, cases: Sequence[SuggestionId]) -> Mapping[SuggestionId, tuple[Recorded, ...]]:
        """Histories of many cases for a task, as the log has them now; none where it does not answer."""

    def contact_histories(
        self, streams: Sequence[ContactId], up_to: int
    ) -> Mapping[ContactId, tuple[ContactRecorded, ...]]:
        """Histories of places, deputies, groups, selections and activities, as far as position `up_to`."""

    def versions(self, streams: Sequence[StreamId]) -> Mapping[StreamId, int]:
        """How many events each of some streams has; a stream that was never begun is left out."""

    def begun(self, after: int, until: int, limit: int, up_to: int) -> Sequence[tuple[AnyRecorded, ...]]:
        """The next streams begun behind a position and not behind `until`, in that order, each as far as `up_to`."""

    def after(self, position: int, limit: int) -> Sequence[AnyRecorded]:
        """The next events of the whole log behind a position, in order."""

    def of_kind(self, kind: type[AnyEvent]) -> Sequence[AnyRecorded]:
        """Every event of one kind, in order; for kinds that are rare."""

    def head(self) -> int:
        """The position of the latest event; 0 for an empty log."""


class Keeper(Protocol):
    """Seals personal text, and opens it for those who may read it."""

    def seal(self, wanted: Sequence["ToSeal"]) -> Sequence[Sealed]:
        """Seal texts, each under the key of its subject and case; new keys are durable when this returns."""

    async def seal_soon(self, wanted: Sequence["ToSeal"]) -> Sequence[Sealed]:
        """The same for a task, whose event loop is not held up meanwhile."""

    def open(self, case: SuggestionId, tokens: Sequence[tuple[str, Sealed]]) -> Sequence[str | None]:
        """Open tokens of a case, each given with its field's name; None where the key was destroyed."""

    def open_many(self, tokens: Sequence[tuple[StreamId, str, Sealed]]) -> Sequence[str | None]:
        """Open tokens of many cases at once."""

    def disclose(self, tokens: Sequence[tuple[StreamId, str, Sealed]]) -> Sequence[tuple[bytes, str] | None]:
        """Open tokens with their salts, which tie a text to its commitment; None where the key was destroyed."""

    def fingerprint(self, content: bytes) -> str:
        """A keyed digest: equal for equal content, and nothing can be guessed from it without the key."""

    def shingles(self, text: str) -> frozenset[int]:
        """Keyed digests of a text's runs of five characters: texts can be compared by them, and not read."""

    def receipt_code(self, case: SuggestionId) -> str:
        """The voter's tracking code of a case (10 Crockford symbols and a check symbol)."""

    def receipt_digest(self, code: str) -> str:
        """What is stored of a tracking code, to look it up by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSeal:
    """One text, whose it is (`voter`, `deputy` or `office`), and the name of the field it stands in."""

    case: StreamId
    subject: str
    field: str
    text: Plain


class Clock(Protocol):
    """The three impure values: now, the office's zone, and a fresh identifier."""

    zone: tzinfo

    def now(self) -> datetime:
        """The instant, in the office's zone."""

    def new_id(self) -> UUID:
        """An identifier nobody has used."""


class Rulebook(Protocol):
    """The office's policy editions and calendar."""

    def rules(self, stamp: Stamp) -> Rules:
        """The policy in force on the stamp's day, and the calendar as now known."""

    def calendar(self) -> Calendar:
        """The latest edition of every year."""

    async def at_hand(self) -> None:
        """Have the rules ready, so that telling them next holds up no event loop. Raises `Unavailable`."""

    def source(self, year: int) -> str:
        """Where the latest edition of a year comes from; empty for a year there is none of."""

    def policies(self) -> Sequence[Policy]:
        """Every policy edition."""

    def work_on(self, day: date) -> ContactWork:
        """The office's weights and formula in force on a day."""

    def announce(self, year: CalendarYear, source: str) -> None:
        """Take in a new edition of a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """An API token as its owner sees it listed; the token itself is not kept."""

    id: str
    issued_at: datetime


class Directory(Protocol):
    """Who people are."""

    def actor_of(self, token: str) -> Actor | None:
        """Whose token this is; None for an unknown or revoked one."""

    async def actor_soon(self, token: str) -> Actor | None:
        """The same for a task; whose it was within the last second is told without asking."""

    def names(self, actors: Sequence[ActorId]) -> Mapping[ActorId, str]:
        """Display names of the actors the directory knows."""

    def issue_token(self, *, role: str, org: str, name: str, person: str | None = None) -> tuple[Actor, str]:
        """Make a token for a person, registering them first if they are new; the token is shown this once.

        `person` is the pseudonym they are listed by already, as a deputy is in the roster.
        """

    def token_for(self, actor: ActorId) -> str:
        """Make a token for somebody known; it is shown this once."""

    def tokens(self, actor: ActorId) -> Sequence["Token"]:
        """A person's tokens that were not revoked, newest first."""

    def revoke_token(self, actor: ActorId, token: str) -> None:
        """Revoke one of a person's own tokens, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the office hands back for a command."""

    id: SuggestionId
    case_number: str
    version: int
    position: int
    stage: str
    events: tuple[str, ...]
    due_on: str | None
    receipt_code: str | None = None
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks, when, and how a repeat of the same request is recognised."""

    by: Actor
    command_id: CommandId
    content: bytes
    """The request's canonical body; only a keyed digest of it is kept."""
    occurred_at: datetime | None = None
    expected_version: int | None = None
