"""What the office knows of a suggestion: the fold of its history, and questions about it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.policies.deadlines import Due
from domain.policies.policy import Level, Track, Urgency
from domain.shared.identity import (
    ActivityId,
    ActorId,
    CategoryCode,
    Channel,
    Digest,
    ExternalNumber,
    OrgCode,
    PublicText,
    Retention,
    StationCode,
    SuggestionId,
    UnitCode,
)
from domain.shared.people import Actor
from domain.shared.sealed import Sealed
from domain.suggestion.entities import Assignment, Commitment, Delivery, Mark, Notice, Reminder, Reply
from domain.suggestion.events import Imported
from domain.suggestion.particulars import Grade, Outcome, Recipient, Subject, Voter


class Stage(StrEnum):
    """Where the case stands on its main line, or at which side end."""

    UNREGISTERED = "unregistered"
    RECEIVED = "received"
    TRIAGED = "triaged"
    TRANSFERRED = "transferred"
    HANDLING = "handling"
    ANSWERED = "answered"
    TRACKING = "tracking"
    """跟踪落实: judged or decided, but a commitment is still open."""
    CLOSED = "closed"
    ARCHIVED = "archived"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One case. Instants are aware; dates are the office's own days."""

    stage: Stage = Stage.UNREGISTERED
    version: int = 0
    last_at: datetime | None = None
    received_at: datetime | None = None
    received_on: date | None = None
    registrar: Actor | None = None
    text: Sealed | None = None
    title: Sealed | None = None
    voter: Voter | None = None
    deputy: ActorId | None = None
    station: StationCode | None = None
    channel: Channel | None = None
    activity: ActivityId | None = None
    category: CategoryCode | None = None
    urgency: Urgency = Urgency.ORDINARY
    track: Track | None = None
    accused: UnitCode | None = None
    attachments: tuple[Digest, ...] = ()
    imported: Imported | None = None
    identity_protected: bool = False
    transferred_at: datetime | None = None
    due: Due | None = None
    assignments: tuple[Assignment, ...] = ()
    vacant: bool = False
    """A part that must answer was taken back and has not been given to another unit yet."""
    round: int = 1
    reworks: int = 0
    replies: tuple[Reply, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    marks: tuple[Mark, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    lapsed: bool = False
    reviewed: bool = False
    notices: tuple[Notice, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    merged_into: SuggestionId | None = None
    external_number: ExternalNumber | None = None
    closed_at: datetime | None = None
    closed_on: date | None = None
    public_text: PublicText | None = None
    retention: Retention | None = None

    def assignment(self, unit: OrgCode | UnitCode) -> Assignment | None:
        """The part this unit still has, if it has one."""
        return next((a for a in reversed(self.assignments) if a.unit == unit and a.held), None)

    def handled_by(self, org: OrgCode) -> bool:
        """Whether this organ ever had a part in the case."""
        return any(a.unit == org for a in self.assignments)

    @property
    def held(self) -> tuple[Assignment, ...]:
        """The parts that were not taken back."""
        return tuple(a for a in self.assignments if a.held)

    @property
    def level(self) -> Level:
        """The highest supervision that stands."""
        return max((n.level for n in self.notices if not n.lifted), default=Level.NONE)

    def level_on(self, units: tuple[UnitCode, ...]) -> Level:
        """The highest supervision that stands against any of these units."""
        standing = (n.level for n in self.notices if not n.lifted and set(n.units) & set(units))
        return max(standing, default=Level.NONE)

    @property
    def evaluation_reminded_on(self) -> date | None:
        """The day this round's judgement was first asked for again."""
        asked = [r.on for r in self.reminders if r.subject is Subject.EVALUATION and r.round == self.round]
        return asked[0] if asked else None

    @property
    def current_replies(self) -> tuple[Reply, ...]:
        """The answers that stand in this round."""
        return tuple(r for r in self.replies if r.round == self.round and not r.sent_back)

    @property
    def outcome(self) -> Outcome | None:
        """What the latest standing answer says came of it."""
        standing = [r for r in self.replies if not r.sent_back]
        return standing[-1].outcome if standing else None

    @property
    def latest_mark(self) -> Mark | None:
        """The latest evaluation of this round's answer."""
        marks = [m for m in self.marks if m.round == self.round]
        return marks[-1] if marks else None

    @property
    def dissatisfactions(self) -> int:
        """How many evaluations said 不满意 of what came of it."""
        return sum(m.result is Grade.DISSATISFIED for m in self.marks)

    @property
    def open_commitments(self) -> tuple[Commitment, ...]:
        """The promises not yet kept."""
        return tuple(c for c in self.commitments if c.kept_at is None)

    @property
    def answerers(self) -> frozenset[ActorId]:
        """Everybody who gave an answer."""
        return frozenset(r.by for r in self.replies)

    def delivered_on(self, to: Recipient) -> date | None:
        """The day this round's answer first reached them."""
        days = [d.on for d in self.deliveries if d.to is to and d.reached and d.round == self.round]
        return days[0] if days else None

    def delivered(self, to: Recipient) -> bool:
        """Whether this round's answer reached them."""
        return self.delivered_on(to) is not None

    def failed_attempts(self, to: Recipient) -> tuple[date, ...]:
        """The days on which this round's answer failed to reach them."""
        return tuple(d.on for d in self.deliveries if d.to is to and not d.reached and d.round == self.round)


INITIAL = Suggestion()
