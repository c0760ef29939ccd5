"""R15 违规结案, R17 并案掩超, R18 撤回重登, R19 承诺落空: ends that are none."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from domain.policies.policy import Rules
from domain.redflags.finding import Finding, Severity
from domain.redflags.similarity import alike, groups_by
from domain.redflags.thresholds import Thresholds
from domain.redflags.traces import Trace
from domain.redflags.trail import Fact, Office, Trail
from domain.shared.people import Role
from domain.shared.refusal import Refused
from domain.suggestion import commands, events
from domain.suggestion.decide.close_guard import check_close
from domain.suggestion.entities import Commitment


def _end(trail: Trail, rule: str, why: str, *facts: Fact, told: dict[str, str] | None = None) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.HIGH,
        why=why,
        since=facts[-1].at,
        positions=tuple(f.position for f in facts),
        case=trail.case,
        facts=told or {},
    )


def out_of_rule(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R15: closed where the rules of closing did not allow it."""
    for fact, closed in trail.of(events.Closed):
        policy = trail.office.in_force(fact.stamp.today)
        try:
            check_close(commands.Close(note=closed.note), fact.before, fact.stamp, Rules(policy, trail.office.calendar))
        except Refused as rule:
            yield _end(trail, "R15", "against_rule", fact, told={"rule": rule.slug})


def merged_late(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R17 for one case: merged away once it was late."""
    for fact, _ in trail.of(events.Merged):
        due = fact.before.due
        if due is not None and fact.at > trail.office.passed(due):
            yield _end(trail, "R17", "already_late", fact)


def merge_abuse(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """R17 across cases: into a younger case, or the voter was not told when the lead's was."""
    first = {t.case: t for t in reversed(traces) if t.kind == "received"}
    told = groups_by((t for t in traces if t.kind == "delivered"), lambda t: str(t.case))
    by_id = {str(case): t for case, t in first.items()}
    for merged in (t for t in traces if t.kind == "merged"):
        lead = by_id.get(merged.value or "")
        if lead is not None and lead.position > first[merged.case].position:
            yield _merge(merged, "younger_lead", merged.at, (lead.position, merged.position))
        answers = [t for t in told.get(merged.value or "", ()) if t.at > merged.at]
        if not answers or merged.voter is None:
            continue
        last = office.days_after(answers[0].on, thresholds.merge_tell_working_days)
        own = [t for t in told.get(str(merged.case), ()) if t.on <= last]
        if not own:
            since = office.end_of(last)
            yield _merge(merged, "voter_not_told", since, (merged.position, answers[0].position))


def _merge(merged: Trace, why: str, since: datetime, positions: tuple[int, ...]) -> Finding:
    return Finding(rule="R17", severity=Severity.HIGH, why=why, since=since, positions=positions, case=merged.case)


def withdrawn_by_others(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R18 for one case: withdrawn, but not by the voter."""
    for fact, _ in trail.of(events.Withdrawn):
        if fact.stamp.by.role is not Role.VOTER:
            yield _end(trail, "R18", "not_by_voter", fact)


def clock_reset(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """R18 across cases: ended with its time nearly used, and registered anew for the same voter."""
    received = {t.case: t for t in traces if t.kind == "received"}
    by_voter = groups_by((t for t in received.values() if t.voter), lambda t: t.voter)
    for end in (t for t in traces if t.kind in ("withdrawn", "closed") and t.voter):
        first = received.get(end.case)
        if first is None or not _used(end, thresholds):
            continue
        for again in by_voter.get(end.voter, ()):
            soon = end.at < again.at and again.on <= end.on + timedelta(days=thresholds.reset_days)
            if soon and again.case != end.case and alike(first, again, thresholds):
                yield Finding(
                    rule="R18",
                    severity=Severity.HIGH,
                    why="registered_anew",
                    since=again.at,
                    positions=(end.position, again.position),
                    case=end.case,
                )


def _used(end: Trace, thresholds: Thresholds) -> bool:
    """Whether the case had used most of its time."""
    if end.began is None or end.due is None:
        return False
    allowed = max((end.due - end.began).days, 1)
    return (end.on - end.began).days >= thresholds.reset_used * allowed


def broken_promise(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R19: a promise past its day, moved again and again, or called kept without proof."""
    made = {c.number: fact for fact, a in trail.of(events.Answered) for c in a.commitments}
    for promise in trail.state.commitments:
        passed = trail.office.end_of(promise.due_on)
        kept = _kept(trail, promise)
        if kept is None or kept.at > passed:
            yield Finding(
                rule="R19",
                severity=Severity.HIGH,
                why="not_kept",
                since=passed,
                positions=(made[promise.number].position, *((kept.position,) if kept else ())),
                case=trail.case,
                unit=promise.unit,
                facts={"number": str(promise.number), "due": promise.due_on.isoformat()},
            )
        moved = [f for f, e in trail.of(events.CommitmentRescheduled) if e.commitment == promise.number]
        if len(moved) >= thresholds.reschedules:
            yield _end(trail, "R19", "moved_again", *moved)
    for fact, event in trail.of(events.CommitmentKept):
        if not any(e.sha256 is not None for e in event.evidence):
            yield _end(trail, "R19", "kept_without_proof", fact)


def _kept(trail: Trail, promise: Commitment) -> Fact | None:
    return next((f for f, e in trail.of(events.CommitmentKept) if e.commitment == promise.number), None)
