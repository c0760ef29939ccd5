"""R01 倒签, R02 时序矛盾, R03 逾期, R09 滞留, R25 期限错算: what the two times of every fact say."""

from collections.abc import Iterator
from datetime import datetime

from domain.policies.deadlines import Due, last_day, recount
from domain.policies.policy import Policy
from domain.redflags.clocks import part_clocks
from domain.redflags.finding import Finding, Severity
from domain.redflags.thresholds import Thresholds
from domain.redflags.trail import Fact, Trail
from domain.suggestion import events
from domain.suggestion.lifecycle import SETTLING
from domain.suggestion.particulars import Kind

_CLAIMED = (
    events.Received,
    events.ProposerContacted,
    events.Answered,
    events.AnswerDelivered,
    events.Evaluated,
)


def back_dating(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R01: recorded long after it is said to have happened."""
    for fact in trail.facts:
        event = fact.event
        at_once = fact.stamp.occurred_at == fact.at
        if at_once or not isinstance(event, _CLAIMED) or getattr(event, "imported", None) is not None:
            continue
        first = isinstance(event, events.Received)
        limit = thresholds.received_late_working_days if first else thresholds.recorded_late_working_days
        late = trail.office.working_days(fact.stamp.occurred_on, fact.stamp.today)
        if late > limit:
            due = _due_of(fact)
            masks = due is not None and fact.stamp.occurred_at <= trail.office.passed(due) < fact.at
            yield Finding(
                rule="R01",
                severity=Severity.HIGH if masks else Severity.MEDIUM,
                why="masks_overdue" if masks else "late_record",
                since=fact.at,
                positions=(fact.position,),
                case=trail.case,
                unit=getattr(event, "unit", None),
                facts={"days": str(late), "on": fact.stamp.occurred_on.isoformat()},
            )


def _due_of(fact: Fact) -> Due | None:
    unit = getattr(fact.event, "unit", None)
    part = fact.before.assignment(unit) if unit is not None else None
    return part.due if part is not None else fact.before.due


def impossible_order(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R02: what is said to have happened before what it followed."""
    latest: datetime | None = None
    said: dict[str, datetime] = {}
    for fact in trail.facts:
        event, occurred = fact.event, fact.stamp.occurred_at
        if getattr(event, "imported", None) is not None:
            continue
        if latest is not None and fact.at < latest:
            yield _impossible(trail, fact, "recorded_backwards")
        latest = fact.at
        earlier = said.get(_FOLLOWS.get(type(event), ""))
        if earlier is not None and occurred < earlier:
            yield _impossible(trail, fact, "before_what_it_followed")
        name = _NAMED.get(type(event))
        if name is not None:
            said[name] = occurred


_FOLLOWS: dict[type, str] = {
    events.SignedFor: "transferred",
    events.Answered: "signed",
    events.AnswerDelivered: "answered",
    events.Evaluated: "delivered",
}
_NAMED: dict[type, str] = {
    events.Transferred: "transferred",
    events.SignedFor: "signed",
    events.Answered: "answered",
    events.AnswerDelivered: "delivered",
}


def _impossible(trail: Trail, fact: Fact, why: str) -> Finding:
    return Finding(
        rule="R02", severity=Severity.HIGH, why=why, since=fact.at, positions=(fact.position,), case=trail.case
    )


def overdue(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R03: an answer or an opinion not recorded by its last valid day, late or still missing."""
    for clock in part_clocks(trail, thresholds):
        missed = clock.missed(trail)
        if missed is None:
            continue
        grave = trail.office.end_of(trail.office.days_after(clock.due.on, thresholds.overdue_high_working_days))
        positions = (clock.began.position, *((clock.ended.position,) if clock.ended else ()))
        for severity, since in ((Severity.MEDIUM, missed), (Severity.HIGH, grave)):
            if severity is Severity.MEDIUM or clock.ended is None or clock.ended.at > grave:
                yield Finding(
                    rule="R03",
                    severity=severity,
                    why="opinion" if clock.kind is Kind.CO else "answer",
                    since=since,
                    positions=positions,
                    case=trail.case,
                    unit=clock.unit,
                    facts={"due": clock.due.on.isoformat()},
                )


def idle_desk(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R09: nobody moved it on, signed for it, or ruled on its return. It points at the desk where it lay."""
    if trail.imported or not trail.facts:
        return
    first = trail.facts[0]
    policy = trail.office.in_force(first.stamp.today)
    settled = [fact for fact in trail.facts if isinstance(fact.event, SETTLING)]
    yield from _step(trail, first, settled[:1], policy, "triage_and_transfer", None)
    for fact, event in trail.of(events.Transferred):
        for part in event.assignments:
            signed = [f for f, e in trail.of(events.SignedFor) if e.unit == part.unit and f.position > fact.position]
            ended = [f for f, e in trail.of(events.ReturnRequested) if e.unit == part.unit] + _ended(trail, fact)
            yield from _step(trail, fact, [*signed[:1], *ended], policy, "sign", part.unit)
    for fact, request in trail.of(events.ReturnRequested):
        ruled = [
            f
            for f in trail.facts
            if f.position > fact.position
            and isinstance(f.event, events.ReturnAccepted | events.ReturnRefused)
            and f.event.unit == request.unit
        ]
        yield from _step(trail, fact, [*ruled[:1], *_ended(trail, fact)], policy, "return_ruling", request.unit)


def _ended(trail: Trail, after: Fact) -> list[Fact]:
    return [fact for end in _AWAY for fact, _ in trail.of(end) if fact.position > after.position]


_AWAY: tuple[type, ...] = (events.Merged, events.Withdrawn, events.Converted, events.Redirected)


def _step(
    trail: Trail, began: Fact, done: list[Fact], policy: Policy, step: str, unit: str | None
) -> Iterator[Finding]:
    last = last_day(began.stamp.today, getattr(policy, step), trail.office.calendar)
    since = trail.office.end_of(last)
    ended = min(done, key=lambda fact: fact.position, default=None)
    if ended is None or ended.at > since:
        yield Finding(
            rule="R09",
            severity=Severity.MEDIUM,
            why=step,
            since=since,
            positions=(began.position, *((ended.position,) if ended else ())),
            case=trail.case,
            unit=unit,
            facts={"due": last.isoformat()},
        )


def wrong_deadline(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R25: a pinned last day that its own policy and calendar do not give, or that was never made final."""
    for fact, event in trail.of(events.Transferred):
        for due in dict.fromkeys([event.due, *(part.due for part in event.assignments)]):
            if _miscounted(trail, due):
                yield _wrong(trail, fact, "miscounted", fact.at, due)
    if trail.state.stage.value in ("transferred", "handling"):
        waiting = [part.due for part in trail.state.held if part.working]
        last = trail.facts[-1]
        for due in dict.fromkeys(waiting):
            settled = recount(due, trail.office.calendar)
            if due.provisional and not settled.provisional:
                yield _wrong(trail, last, "never_recalculated", last.at, due)


def _miscounted(trail: Trail, due: Due) -> bool:
    """Whether the same start and period, by the same calendar edition, give another day."""
    policy = trail.office.policies.get(due.policy)
    again = recount(due, trail.office.calendar)
    if policy is None or again.calendar != due.calendar:
        return policy is None
    return again.on != due.on


def _wrong(trail: Trail, fact: Fact, why: str, since: datetime, due: Due) -> Finding:
    return Finding(
        rule="R25",
        severity=Severity.MEDIUM,
        why=why,
        since=since,
        positions=(fact.position,),
        case=trail.case,
        facts={"due": due.on.isoformat(), "calendar": str(due.calendar)},
    )
