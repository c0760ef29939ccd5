"""R12 满意造假, R13 改评, R14 满意背离: what people are said to think of it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from domain.redflags.finding import Finding, Severity
from domain.redflags.similarity import alike, groups_by
from domain.redflags.thresholds import Thresholds
from domain.redflags.traces import Trace
from domain.redflags.trail import Fact, Office, Trail
from domain.shared.people import Role
from domain.suggestion import events
from domain.suggestion.particulars import Finding as Checked
from domain.suggestion.particulars import Grade, Outcome, Recipient

_BETWEEN = (events.Answered, events.CommitmentKept, events.JointReviewHeld)


def _mark(trail: Trail, rule: str, severity: Severity, why: str, *facts: Fact) -> Finding:
    positions = tuple(f.position for f in facts)
    return Finding(rule=rule, severity=severity, why=why, since=facts[-1].at, positions=positions, case=trail.case)


def manufactured(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R12 for one case: judged by the handlers, by proxy without proof, before it was told, or at once after."""
    for fact, _ in trail.of(events.Evaluated):
        by, known = fact.stamp.by, fact.before
        proxy = by.role is Role.CALLER
        if known.handled_by(by.org):
            yield _mark(trail, "R12", Severity.HIGH, "by_handler", fact)
        if proxy and getattr(fact.event, "proof", None) is None:
            yield _mark(trail, "R12", Severity.HIGH, "no_proof", fact)
        told = [d.at for d in known.deliveries if d.round == known.round and d.reached and d.to is Recipient.VOTER]
        if not told and known.voter is not None:
            yield _mark(trail, "R12", Severity.HIGH, "before_told", fact)
        if told and proxy and fact.at - told[0] <= thresholds.proxy_soon:
            yield _mark(trail, "R12", Severity.HIGH, "at_once", fact)


def one_proof_for_many(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """R12 across cases: one recording or signature stands for several voters within a day."""
    proofs = [t for t in traces if t.kind == "proof"]
    for same in groups_by(proofs, lambda t: t.value).values():
        for one in same:
            day = [o for o in same if abs(o.at - one.at) <= timedelta(days=1)]
            if len({o.case for o in day}) >= thresholds.proxy_marks:
                yield Finding(
                    rule="R12",
                    severity=Severity.HIGH,
                    why="same_proof",
                    since=sorted(o.at for o in day)[thresholds.proxy_marks - 1],
                    positions=tuple(sorted(o.position for o in day)),
                    case=one.case,
                )


def flipped(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R13: dissatisfied, and then not, with nothing done in between."""
    bad: Fact | None = None
    for fact in trail.facts:
        if isinstance(fact.event, _BETWEEN):
            bad = None
        elif isinstance(fact.event, events.Evaluated):
            dissatisfied = fact.event.result is Grade.DISSATISFIED
            if bad is not None and not dissatisfied:
                near = _near_cut(trail.office, fact, thresholds)
                yield _mark(trail, "R13", Severity.HIGH if near else Severity.MEDIUM, "flipped", bad, fact)
            bad = fact if dissatisfied else None


def _near_cut(office: Office, fact: Fact, thresholds: Thresholds) -> bool:
    day = fact.stamp.today
    last = office.days_after(day, thresholds.cut_working_days)
    return any(thresholds.is_cut(day + timedelta(days=n)) for n in range((last - day).days + 1))


def unit_contradiction(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """R14: nearly everybody is satisfied with a unit that solves little, or that people come back to."""
    repeats = _Repeats(traces, thresholds)
    for unit, found in groups_by((t for t in traces if t.unit), lambda t: t.unit).items():
        marks = _latest(t for t in found if t.kind == "judged")
        good = [t for t in marks if t.value != Grade.DISSATISFIED]
        if len(marks) < thresholds.unit_marks or len(good) < thresholds.unit_satisfied * len(marks):
            continue
        why = _contradiction(found, len(good) / len(marks), repeats, thresholds)
        if why is not None:
            yield Finding(
                rule="R14",
                severity=Severity.MEDIUM,
                why=why,
                since=max(t.at for t in marks),
                positions=tuple(sorted(t.position for t in marks)),
                unit=unit,
                facts={"marks": str(len(marks)), "satisfied": str(len(good))},
            )


def _latest(found: Iterator[Trace]) -> list[Trace]:
    return list({t.case: t for t in found}.values())


class _Repeats:
    """Finds out whether the matter of a closed case came in again."""

    def __init__(self, traces: Sequence[Trace], thresholds: Thresholds) -> None:
        self._received = {t.case: t for t in traces if t.kind == "received"}
        self._by_place = groups_by(self._received.values(), lambda t: (t.category, t.station))
        self._thresholds = thresholds

    def came_again(self, end: Trace) -> bool:
        """Whether something alike was received at the same place soon after."""
        first = self._received.get(end.case)
        return first is not None and any(
            end.at < later.at
            and later.on <= end.on + timedelta(days=self._thresholds.repeat_days)
            and alike(first, later, self._thresholds)
            for later in self._by_place.get((end.category, end.station), ())
        )


def _contradiction(found: Sequence[Trace], satisfied: float, repeats: _Repeats, thresholds: Thresholds) -> str | None:
    closed = _latest(t for t in found if t.kind == "closed")
    solved = sum(t.value == Outcome.SOLVED for t in closed)
    if closed and solved < thresholds.unit_solved * len(closed):
        return "little_solved"
    checks = [t for t in found if t.kind == "checked"]
    kept = sum(t.value == Checked.SOLVED for t in checks)
    if len(checks) >= thresholds.unit_checks and kept / len(checks) <= satisfied - thresholds.unit_check_gap:
        return "checks_differ"
    again = {t.case for t in found if t.kind == "reopened"} | {t.case for t in closed if repeats.came_again(t)}
    if closed and len(again) >= thresholds.unit_repeats * len(closed):
        return "people_come_back"
    return None
