"""R04 延期掩盖: time given too late, too long, too often, by oneself, or behind the voter's back."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.policies.deadlines import last_day
from domain.redflags.finding import Finding, Severity
from domain.redflags.thresholds import Thresholds
from domain.redflags.traces import Trace
from domain.redflags.trail import Fact, Office, Trail
from domain.suggestion import events


def void_extensions(trail: Trail, thresholds: Thresholds) -> Iterator[tuple[Fact, str, datetime]]:
    """The extensions that do not count, why, and from when that is plain."""
    asked: dict[str, Fact] = {}
    for fact in trail.facts:
        if isinstance(fact.event, events.ExtensionRequested):
            asked[fact.event.unit] = fact
        elif isinstance(fact.event, events.ExtensionGranted):
            why = _void(trail, fact, fact.event, asked.get(fact.event.unit))
            if why is not None:
                yield fact, why, fact.at
            elif not _told(trail, fact, thresholds):
                day = trail.office.days_after(fact.stamp.today, thresholds.extension_notice_working_days)
                yield fact, "not_told", trail.office.end_of(day)


def _void(trail: Trail, fact: Fact, granted: events.ExtensionGranted, asked: Fact | None) -> str | None:
    part = fact.before.assignment(granted.unit)
    if part is None or asked is None:
        return "not_asked"
    policy = trail.office.in_force(fact.stamp.today)
    limits = policy.tracks[fact.before.track or policy.default_track]
    if asked.at > trail.office.passed(part.due):
        return "asked_late"
    if part.extensions >= max(limits.extensions, 1):
        return "too_often"
    if fact.stamp.by.org == asked.stamp.by.org:
        return "own_organ"
    if limits.extension is None:
        return "too_long"
    latest = last_day(granted.before, limits.extension, trail.office.calendar)
    if limits.total is not None:
        latest = min(latest, last_day(part.transferred_on, limits.total, trail.office.calendar))
    return "too_long" if granted.due.on > latest else None


def _told(trail: Trail, granted: Fact, thresholds: Thresholds) -> bool:
    """Whether whoever brought the suggestion was spoken to within the days after the grant."""
    last = trail.office.days_after(granted.stamp.today, thresholds.extension_notice_working_days)
    return any(
        fact.position > granted.position and fact.stamp.today <= last for fact, _ in trail.of(events.ProposerContacted)
    )


def extension_masking(trail: Trail, thresholds: Thresholds) -> Iterator[Finding]:
    """R04 for one case."""
    for fact, why, since in void_extensions(trail, thresholds):
        assert isinstance(fact.event, events.ExtensionGranted)
        yield Finding(
            rule="R04",
            severity=Severity.MEDIUM,
            why=why,
            since=since,
            positions=(fact.position,),
            case=trail.case,
            unit=fact.event.unit,
        )


def last_day_habit(traces: Sequence[Trace], office: Office, thresholds: Thresholds) -> Iterator[Finding]:
    """R04 for a unit: it asks for time on the last working day, again and again."""
    by_unit: dict[str, list[Trace]] = {}
    for trace in traces:
        if trace.kind == "extension_requested" and trace.unit is not None:
            by_unit.setdefault(trace.unit, []).append(trace)
    for unit, asked in by_unit.items():
        last = [t for t in asked if t.due is not None and not office.working_days(t.on, t.due)]
        if len(asked) >= thresholds.last_day_requests and len(last) >= thresholds.last_day_share * len(asked):
            yield Finding(
                rule="R04",
                severity=Severity.MEDIUM,
                why="last_day_habit",
                since=max(t.at for t in asked),
                positions=tuple(t.position for t in last),
                unit=unit,
                facts={"count": str(len(last)), "of": str(len(asked))},
            )
