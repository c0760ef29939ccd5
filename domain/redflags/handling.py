"""R08 推诿退单, R10 自行转办, R11 协办缺位, R27 降级处置: passing it on instead of doing it."""

from collections.abc import Iterator

from domain.policies.policy import Track, Urgency
from domain.redflags.finding import Finding, Severity, finding_in
from domain.redflags.thresholds import Thresholds
from domain.redflags.trail import Fact, Trail
from domain.suggestion import events
from domain.suggestion.entities import Progress
from domain.suggestion.particulars import Kind

_RANK = {Track.ON_THE_SPOT: 1, Track.TOWNSHIP: 2, Track.DEPARTMENT: 3, Track.FORMAL: 4}
_PRESSING = {Urgency.DANGER: 3, Urgency.URGENT: 2}


def buck_passing(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R08: returned again and again, sent round, or sent back to whom it came from."""
    asked = [fact for fact, _ in trail.of(events.ReturnRequested)]
    if len(asked) >= thresholds.returns:
        yield finding_in(trail, "R08", Severity.HIGH, "returns", *asked[: thresholds.returns])
    rounds: list[Fact] = []
    seen: set[str] = set()
    returned: set[str] = set()
    for fact in trail.facts:
        if isinstance(fact.event, events.ReturnAccepted):
            returned.add(fact.event.unit)
        if isinstance(fact.event, events.Transferred):
            for part in fact.event.assignments:
                if part.unit in returned:
                    yield finding_in(trail, "R08", Severity.MEDIUM, "back_again", fact, unit=part.unit)
            new = {p.unit for p in fact.event.assignments if p.kind is not Kind.CO} - seen
            rounds += [fact] if new else []
            seen |= new
            if new and len(rounds) == thresholds.handlers:
                yield finding_in(trail, "R08", Severity.HIGH, "sent_round", *rounds)


def self_forwarding(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R10: somebody worked on it whom nobody gave it to."""
    for fact in trail.facts:
        if isinstance(fact.event, events.Answered | events.ProgressReported | events.OpinionGiven):
            unit = fact.event.unit
            if unit is not None and fact.before.assignment(unit) is None:
                yield finding_in(trail, "R10", Severity.HIGH, "no_part", fact, unit=unit)


def missing_co_handler(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R11: the lead answered without a co-handler's opinion, or the opinion came after its last day."""
    for fact, answered in trail.of(events.Answered):
        part = fact.before.assignment(answered.unit) if answered.unit is not None else None
        if part is None or part.kind is not Kind.LEAD or fact.before.round != 1:
            continue
        for other in fact.before.held:
            if other.kind is Kind.CO and other.progress is not Progress.OPINION_GIVEN:
                yield finding_in(trail, "R11", Severity.MEDIUM, "missing", fact, unit=other.unit)
    for fact, opinion in trail.of(events.OpinionGiven):
        part = fact.before.assignment(opinion.unit)
        if part is not None and fact.at > trail.office.passed(part.due):
            yield finding_in(trail, "R11", Severity.MEDIUM, "late", fact, unit=opinion.unit)


def downgrade(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R27: a lesser road or less haste once it was handed over; or sent away once it was late."""
    for fact in trail.facts:
        known = fact.before
        if isinstance(fact.event, events.Triaged) and known.transferred_at is not None and known.track is not None:
            lesser = _RANK.get(fact.event.track, 0) < _RANK.get(known.track, 0)
            slower = _PRESSING.get(fact.event.urgency, 0) < _PRESSING.get(known.urgency, 0)
            if lesser or slower:
                yield finding_in(trail, "R27", Severity.MEDIUM, "lesser_track" if lesser else "less_haste", fact)
        late = known.due is not None and fact.at > trail.office.passed(known.due)
        if isinstance(fact.event, events.Redirected) and late:
            yield finding_in(trail, "R27", Severity.MEDIUM, "redirected_late", fact)
