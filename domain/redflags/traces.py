"""What a case leaves behind for comparison with others: a few plain facts, and no words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.redflags.trail import Fact, Trail
from domain.shared.identity import SuggestionId
from domain.suggestion import events
from domain.suggestion.particulars import Recipient
from domain.suggestion.state import Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One such fact. `value` is what the kind makes of it: a grade, an outcome, a finding, a digest, another
    case, an activity. `case` is the stream where the fact is of the contact work."""

    kind: str
    case: SuggestionId
    position: int
    at: datetime
    on: date
    actor: str
    unit: str | None = None
    category: str | None = None
    station: str | None = None
    track: str | None = None
    value: str | None = None
    due: date | None = None
    began: date | None = None
    voter: str | None = None
    shingles: frozenset[int] = field(default=frozenset())


def traces(trail: Trail) -> tuple[Trace, ...]:
    """Everything other cases may be held against."""
    return tuple(found for fact in trail.facts for found in _of(trail, fact))


def _of(trail: Trail, fact: Fact) -> Iterator[Trace]:
    match fact.event:
        case events.Received(imported=None):
            yield _trace("received", trail, fact, value=trail.state.activity)
        case events.Answered(imported=None) as answered:
            yield _trace("answered", trail, fact, unit=answered.unit, value=answered.outcome)
        case events.ExtensionRequested() as asked:
            part = fact.before.assignment(asked.unit)
            yield _trace("extension_requested", trail, fact, unit=asked.unit, due=part.due.on if part else None)
        case events.Evaluated() as mark:
            yield from _judgement(trail, fact, mark)
        case events.SpotChecked() as check:
            yield _trace("checked", trail, fact, unit=_answerer(fact.before), value=check.finding)
        case events.Closed():
            yield _trace("closed", trail, fact, unit=_answerer(fact.before), value=fact.before.outcome)
        case events.Reopened():
            yield _trace("reopened", trail, fact, unit=_answerer(fact.before))
        case events.Withdrawn():
            yield _trace("withdrawn", trail, fact)
        case events.Merged() as merged:
            yield _trace("merged", trail, fact, value=str(merged.into))
        case events.AnswerDelivered(to=Recipient.VOTER, reached=True):
            yield _trace("delivered", trail, fact)
        case _:
            return


def _judgement(trail: Trail, fact: Fact, mark: events.Evaluated) -> Iterator[Trace]:
    yield _trace("judged", trail, fact, unit=_answerer(fact.before), value=mark.result)
    if mark.proof is not None:
        yield _trace("proof", trail, fact, value=mark.proof)


def _answerer(state: Suggestion) -> str | None:
    replies = state.current_replies
    return replies[-1].unit if replies else None


def _trace(kind: str, trail: Trail, fact: Fact, **more: object) -> Trace:
    known = fact.before if fact.version > 1 else trail.state
    told = {"due": known.due.on if known.due else None} | more
    return Trace(
        kind=kind,
        case=trail.case,
        position=fact.position,
        at=fact.at,
        on=fact.stamp.today,
        actor=str(fact.stamp.by.id),
        category=trail.state.category,
        station=trail.state.station,
        track=known.track,
        began=known.transferred_at.astimezone(trail.office.zone).date() if known.transferred_at else None,
        voter=trail.voter,
        shingles=trail.prints.get(fact.position, frozenset()),
        **told,  # type: ignore[arg-type]
    )
