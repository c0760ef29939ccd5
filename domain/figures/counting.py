"""The lines of one case, as the office knew it at a moment (DOMAIN §6)."""

from collections.abc import Iterator
from datetime import date, datetime

from domain.figures.counted import counted
from domain.figures.course import course
from domain.figures.line import Line
from domain.policies.deadlines import last_day
from domain.policies.period import Period
from domain.policies.policy import Track
from domain.redflags.clocks import part_clocks
from domain.redflags.thresholds import DEFAULTS
from domain.redflags.trail import Fact, Trail
from domain.suggestion import events
from domain.suggestion.particulars import Finding, Grade, Kind, Outcome, Recipient

RATES = (
    "signed_in_time",
    "contacted_in_time",
    "answered_in_time",
    "extended",
    "returned",
    "returns_accepted",
    "closed",
    "solved",
    "evaluated",
    "satisfied",
    "strictly_satisfied",
    "reworked",
    "commitments_kept",
    "checks_confirmed",
)
COUNTS = ("received",)
DURATIONS = ("handling_days",)
_NOT_OWED = (events.Redirected, events.Withdrawn)


def lines(trail: Trail, at: datetime) -> Iterator[Line]:
    """Every line of a case. `at` is the moment it is asked for; the trail ends there."""
    yield from _case(trail)
    yield from course(trail)
    yield from _parts(trail, at)
    yield from _answering(trail, at)
    yield from _judging(trail)
    yield from _promises(trail, at)


def _case(trail: Trail) -> Iterator[Line]:
    """Received, closed and solved: of the case as a whole, by the day it was received or closed."""
    first, state = trail.facts[0], trail.state
    received = first.stamp.occurred_on
    yield counted(trail, "received", first, received, True)
    if not any(isinstance(fact.event, _NOT_OWED) for fact in trail.facts):
        yield counted(trail, "closed", first, received, state.closed_at is not None)
    ended = [fact for fact, _ in trail.of(events.Closed)]
    if state.closed_on is not None and ended:
        yield counted(trail, "solved", ended[-1], state.closed_on, _solved(trail))


def _solved(trail: Trail) -> bool:
    """解决: solved and not found otherwise since, or planned and every promise kept."""
    if trail.state.outcome is Outcome.PLANNED:
        return bool(trail.state.commitments) and not trail.state.open_commitments
    checks = [check.finding for fact, check in trail.of(events.SpotChecked)]
    return trail.state.outcome is Outcome.SOLVED and (not checks or checks[-1] is not Finding.NOT)


def part_limits(trail: Trail) -> Iterator[tuple[Fact, str, str, date]]:
    """The steps of each part that have a limit: from which fact, whose, under which figure, and the last day."""
    for fact, event in trail.of(events.Transferred):
        policy = trail.office.in_force(fact.stamp.today)
        contact = policy.tracks[event.track].contact
        for part in event.assignments:
            yield fact, part.unit, "signed_in_time", _limit(trail, fact, policy.sign)
            if part.kind is not Kind.CO and contact is not None:
                yield fact, part.unit, "contacted_in_time", _limit(trail, fact, contact)


def _limit(trail: Trail, began: Fact, period: Period) -> date:
    return last_day(began.stamp.today, period, trail.office.calendar)


def _parts(trail: Trail, at: datetime) -> Iterator[Line]:
    """Signing, contact, extensions and returns: of each part a unit was given."""
    for fact, unit, name, limit in part_limits(trail):
        yield from _step(trail, fact, unit, name, limit, at)
    for fact, event in trail.of(events.Transferred):
        for part in event.assignments:
            unit, later = part.unit, [f for f in trail.facts if f.position > fact.position]
            given = any(isinstance(f.event, events.ExtensionGranted) and f.event.unit == unit for f in later)
            asked = any(isinstance(f.event, events.ReturnRequested) and f.event.unit == unit for f in later)
            taken = any(isinstance(f.event, events.ReturnAccepted) and f.event.unit == unit for f in later)
            yield counted(trail, "extended", fact, fact.stamp.today, given, unit)
            yield counted(trail, "returned", fact, fact.stamp.today, asked, unit)
            if asked:
                yield counted(trail, "returns_accepted", fact, fact.stamp.today, taken, unit)


_DONE_BY: dict[str, type[events.SignedFor | events.ProposerContacted]] = {
    "signed_in_time": events.SignedFor,
    "contacted_in_time": events.ProposerContacted,
}


def _step(trail: Trail, began: Fact, unit: str, name: str, limit: date, at: datetime) -> Iterator[Line]:
    """A step with a limit: counted once it is done, or once its limit has passed."""
    done = [
        f
        for f in trail.facts
        if f.position > began.position and isinstance(f.event, _DONE_BY[name]) and f.event.unit == unit
    ]
    passed = trail.office.end_of(limit)
    if done or at >= passed:
        yield counted(trail, name, began, limit, bool(done) and done[0].at <= passed, unit)


def _answering(trail: Trail, at: datetime) -> Iterator[Line]:
    """按期答复率: recorded by the latest valid last day; what is open and overdue counts against it."""
    sent_back = _sent_back(trail)
    for clock in part_clocks(trail, DEFAULTS, at):
        if clock.kind is Kind.CO or (clock.ended is not None and clock.ended.position in sent_back):
            continue
        answered = clock.ended is not None and isinstance(clock.ended.event, events.Answered)
        missed = clock.missed(trail)
        late = missed is not None and missed <= at
        if answered or late:
            yield counted(trail, "answered_in_time", clock.began, clock.due.on, answered and not late, clock.unit)
    answers = [fact for fact, answered in trail.of(events.Answered) if answered.imported is None]
    begun = [fact for fact, _ in trail.of(events.Transferred)]
    if answers:
        yield counted(trail, "reworked", answers[0], answers[0].stamp.today, trail.state.reworks > 0)
    if answers and begun and trail.state.current_replies:
        took = trail.office.working_days(begun[0].stamp.today, answers[-1].stamp.today)
        yield counted(trail, "handling_days", answers[-1], answers[-1].stamp.today, True, value=took)


def _sent_back(trail: Trail) -> set[int]:
    """The answers that were sent back: they are none."""
    latest: dict[str | None, int] = {}
    found: set[int] = set()
    for fact in trail.facts:
        if isinstance(fact.event, events.Answered):
            latest[fact.event.unit] = fact.position
        elif isinstance(fact.event, events.AnswerSentBack) and fact.event.unit in latest:
            found.add(latest[fact.event.unit])
    return found


def _judging(trail: Trail) -> Iterator[Line]:
    """评价率 and 满意率, by the result mark of the round that stands."""
    state = trail.state
    told = state.delivered_on(Recipient.VOTER)
    mark = state.latest_mark
    if told is not None:
        reached = [f for f, e in trail.of(events.AnswerDelivered) if e.to is Recipient.VOTER and e.reached]
        yield counted(trail, "evaluated", reached[-1], told, mark is not None)
    if mark is not None:
        fact = [f for f, _ in trail.of(events.Evaluated)][-1]
        yield counted(trail, "satisfied", fact, fact.stamp.today, mark.result is not Grade.DISSATISFIED)
        yield counted(trail, "strictly_satisfied", fact, fact.stamp.today, mark.result is Grade.SATISFIED)
    for fact, check in trail.of(events.SpotChecked):
        if fact.before.outcome is Outcome.SOLVED:
            yield counted(trail, "checks_confirmed", fact, fact.stamp.today, check.finding is Finding.SOLVED)


def _promises(trail: Trail, at: datetime) -> Iterator[Line]:
    """承诺兑现率: kept by its day, out of those kept or due."""
    made = {c.number: fact for fact, a in trail.of(events.Answered) for c in a.commitments}
    for promise in trail.state.commitments:
        passed = trail.office.end_of(promise.due_on)
        if promise.kept_at is not None or at >= passed:
            kept = promise.kept_at is not None and promise.kept_at < passed
            units = (promise.unit,) if promise.unit is not None else ()
            yield counted(trail, "commitments_kept", made[promise.number], promise.due_on, kept, *units)


def what_if(trail: Trail, track: Track, period: Period, at: datetime) -> Iterator[Line]:
    """Answers of a track held against another clock. An old ledger's case, which says no more, runs from its receipt.

    Writes nothing: the pinned last days stay what they were.
    """
    default = trail.office.in_force(trail.facts[0].stamp.today).default_track
    if (trail.state.track or default) is not track:
        return
    begun = next((f for f, _ in trail.of(events.Transferred)), None)
    answered = next((f for f, a in trail.of(events.Answered)), None)
    if trail.imported:
        start, done = trail.facts[0].stamp.occurred_on, answered.stamp.occurred_on if answered else None
    elif begun is not None:
        start, done = begun.stamp.today, answered.stamp.today if answered else None
    else:
        return
    due = last_day(start, period, trail.office.calendar)
    if done is not None or at >= trail.office.end_of(due):
        fact = begun or trail.facts[0]
        yield counted(trail, "answered_in_time", fact, due, done is not None and done <= due)
