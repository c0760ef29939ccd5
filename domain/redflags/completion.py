"""R05 虚假办结, R06 文来文往, R07 秒办: answers that solve nothing."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from domain.policies.policy import Track
from domain.redflags.finding import Finding, Severity
from domain.redflags.similarity import alike, groups_by, neighbours
from domain.redflags.thresholds import Thresholds
from domain.redflags.traces import Trace
from domain.redflags.trail import Fact, Office, Trail
from domain.suggestion import events
from domain.suggestion.particulars import Finding as Checked
from domain.suggestion.particulars import Outcome


def false_completion(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R05 for one case: SOLVED, and yet no proof, a check that found otherwise, or opened again."""
    solved = [(f, a) for f, a in trail.of(events.Answered) if a.outcome is Outcome.SOLVED]
    for fact, answered in solved:
        if not any(e.sha256 is not None for e in answered.evidence):
            yield _false(trail, (fact,), "no_evidence", answered.unit)
    for check, found in trail.of(events.SpotChecked):
        before = [(f, a) for f, a in solved if f.position < check.position]
        if found.finding is Checked.NOT and before and check.before.outcome is Outcome.SOLVED:
            yield _false(trail, (before[-1][0], check), "check_found_not", before[-1][1].unit)
    for again, _ in trail.of(events.Reopened):
        closed = again.before.closed_on
        soon = closed is not None and again.stamp.today <= closed + timedelta(days=thresholds.repeat_days)
        if soon and again.before.outcome is Outcome.SOLVED:
            before = [(f, a) for f, a in solved if f.position < again.position]
            yield _false(
                trail, (*(f for f, _ in before[-1:]), again), "reopened", before[-1][1].unit if before else None
            )


def _false(trail: Trail, facts: tuple[Fact, ...], why: str, unit: str | None) -> Finding:
    return Finding(
        rule="R05",
        severity=Severity.HIGH,
        why=why,
        since=facts[-1].at,
        positions=tuple(f.position for f in facts),
        case=trail.case,
        unit=unit,
    )


def said_again(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """R05 across cases: closed as solved, and the same matter comes in again at the same place."""
    closed = [t for t in traces if t.kind == "closed" and t.value == Outcome.SOLVED]
    received = {t.case: t for t in traces if t.kind == "received"}
    by_place = groups_by(received.values(), lambda t: (t.category, t.station))
    for end in closed:
        first = received.get(end.case)
        for later in by_place.get((end.category, end.station), ()) if first else ():
            within = end.at < later.at and later.on <= end.on + timedelta(days=thresholds.repeat_days)
            if within and first is not None and alike(first, later, thresholds):
                yield Finding(
                    rule="R05",
                    severity=Severity.HIGH,
                    why="said_again",
                    since=later.at,
                    positions=(end.position, later.position),
                    case=end.case,
                    unit=end.unit,
                )


def paper_answer(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R06 for one case: answered without a word to whoever brought it, or planned without a promise."""
    for fact, answered in trail.of(events.Answered):
        if answered.imported is not None or answered.unit is None:
            continue
        spoken = any(
            e.unit == answered.unit and f.position < fact.position for f, e in trail.of(events.ProposerContacted)
        )
        why = None if spoken else "no_contact"
        if answered.outcome is Outcome.PLANNED and not answered.commitments:
            why = "no_commitment"
        if why is not None:
            yield Finding(
                rule="R06",
                severity=Severity.MEDIUM,
                why=why,
                since=fact.at,
                positions=(fact.position,),
                case=trail.case,
                unit=answered.unit,
            )


def template_answers(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """R06 across cases: a unit gives the same answer to different matters."""
    answers = [t for t in traces if t.kind == "answered" and t.unit is not None and t.shingles]
    for unit, mine in groups_by(answers, lambda t: t.unit).items():
        like = neighbours(mine, thresholds)
        for one in mine:
            same = [o for o in like[one.position] if _template(one, o, thresholds)]
            if len({o.case for o in same}) >= thresholds.template_answers:
                yield Finding(
                    rule="R06",
                    severity=Severity.MEDIUM,
                    why="template",
                    since=sorted(max(one.at, o.at) for o in same)[thresholds.template_answers - 1],
                    positions=(one.position, *sorted(o.position for o in same)),
                    case=one.case,
                    unit=unit,
                )


def _template(one: Trace, other: Trace, thresholds: Thresholds) -> bool:
    elsewhere = (one.category, one.station) != (other.category, other.station)
    near = abs((one.on - other.on).days) <= thresholds.repeat_days
    return one.case != other.case and elsewhere and near


def instant_completion(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R07: signed for and solved within minutes, off the spot."""
    for fact, answered in trail.of(events.Answered):
        part = fact.before.assignment(answered.unit) if answered.unit is not None else None
        if part is None or part.signed_at is None or fact.before.track is Track.ON_THE_SPOT:
            continue
        if answered.outcome is Outcome.SOLVED and fact.at - part.signed_at < thresholds.instant:
            false = any(f.since <= fact.at for f in false_completion(trail, thresholds))
            yield Finding(
                rule="R07",
                severity=Severity.MEDIUM if false else Severity.LOW,
                why="minutes",
                since=fact.at,
                positions=(fact.position,),
                case=trail.case,
                unit=answered.unit,
                facts={"minutes": str(int((fact.at - part.signed_at).total_seconds() // 60))},
            )
