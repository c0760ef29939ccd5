"""R20 督办空转, R21 泄密, R22 岗位未分离, R23 链断: the overseers themselves."""

from collections.abc import Iterator

from domain.redflags.clocks import part_clocks
from domain.redflags.finding import Finding, Severity, finding_in
from domain.redflags.thresholds import Thresholds
from domain.redflags.trail import Fact, Trail
from domain.shared.people import Role
from domain.suggestion import events
from domain.suggestion.state import Stage


def hollow_supervision(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R20: notices nobody answers, the same one again, or none at all where one was due (应督未督)."""
    yield from _unanswered(trail)
    seen: dict[tuple[str, str], Fact] = {}
    for fact, notice in trail.of(events.Supervised):
        for unit in notice.units:
            if (unit, notice.level) in seen and not _risen(trail, seen[unit, notice.level], notice.level):
                earlier = seen[unit, notice.level]
                yield finding_in(trail, "R20", Severity.MEDIUM, "same_level", earlier, fact, unit=unit)
            seen[unit, notice.level] = fact
    yield from _unpressed(trail, thresholds)


def _unpressed(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    pressed = [f for f in trail.facts if isinstance(f.event, events.Reminded | events.Supervised)]
    for clock in part_clocks(trail, thresholds):
        if clock.missed(trail) is None:
            continue
        silent = trail.office.end_of(trail.office.days_after(clock.due.on, thresholds.silent_working_days))
        passed = trail.office.passed(clock.due)
        spoke = any(clock.began.position < f.position and passed <= f.at <= silent for f in pressed)
        late = clock.ended is None or clock.ended.at > silent
        if late and not spoke:
            yield Finding(
                rule="R20",
                severity=Severity.MEDIUM,
                why="nobody_pressed",
                since=silent,
                positions=(clock.began.position,),
                case=trail.case,
                unit=clock.unit,
            )


def _unanswered(trail: Trail) -> Iterator[Finding]:
    issued = {notice.notice: fact for fact, notice in trail.of(events.Supervised)}
    for notice in trail.state.notices:
        limit = trail.office.end_of(notice.respond_by)
        if notice.lifted_at is not None and notice.lifted_at <= limit:
            continue
        for unit in notice.units:
            account = notice.answered_at(unit)
            if account is None or account > limit:
                yield Finding(
                    rule="R20",
                    severity=Severity.MEDIUM,
                    why="unanswered",
                    since=limit,
                    positions=(issued[notice.number].position,),
                    case=trail.case,
                    unit=unit,
                    facts={"due": notice.respond_by.isoformat()},
                )


def _risen(trail: Trail, since: Fact, level: str) -> bool:
    return any(n.level > level and f.position > since.position for f, n in trail.of(events.Supervised))


def leak(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R21: an accusation lies with the unit it accuses (信访工作条例 30)."""
    for fact in trail.facts:
        accused = fact.before.accused
        if isinstance(fact.event, events.Transferred):
            holds = accused is not None and any(part.unit == accused for part in fact.event.assignments)
        elif isinstance(fact.event, events.Triaged):
            accused = fact.event.accused
            holds = accused is not None and fact.before.assignment(accused) is not None
        else:
            continue
        if holds:
            yield finding_in(trail, "R21", Severity.HIGH, "accused_holds_it", fact, unit=accused)


def separation(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R22: one person on both sides of the desk."""
    for kind, other, why in _PAIRS:
        firsts = [f for f, _ in trail.of(kind) if f.stamp.by.role is not Role.SYSTEM]
        for fact in trail.facts if firsts else ():
            if not isinstance(fact.event, other):
                continue
            mine = [f for f in firsts if f.position < fact.position and f.stamp.by.id == fact.stamp.by.id]
            own = why == "register_evaluate" and fact.before.deputy == fact.stamp.by.id
            voter = fact.stamp.by.role is Role.VOTER
            if mine and not own and not voter:
                yield finding_in(trail, "R22", Severity.HIGH, why, mine[-1], fact)


_PAIRS: tuple[tuple[type, tuple[type, ...], str], ...] = (
    (events.Received, (events.Evaluated,), "register_evaluate"),
    (events.Answered, (events.Closed,), "answer_close"),
    (events.ExtensionRequested, (events.ExtensionGranted, events.ExtensionRefused), "request_grant"),
    (events.ReturnRequested, (events.ReturnAccepted, events.ReturnRefused), "request_rule"),
    (events.Supervised, (events.SupervisionAnswered,), "issue_respond"),
)


def broken_chain(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R23: a gap in the case's own sequence, or something after the file was closed for good."""
    for number, fact in enumerate(trail.facts, start=1):
        if fact.version != number:
            yield finding_in(trail, "R23", Severity.HIGH, "gap", fact)
        after = fact.before.stage is Stage.ARCHIVED
        if after and not isinstance(fact.event, events.Annotated):
            yield finding_in(trail, "R23", Severity.HIGH, "after_archive", fact)
