"""What the office's clock demands of a case without anybody asking: reminders, escalation, lapses.

Pure, and the same whenever it is asked: an act that was missed while nobody looked is still demanded later, for the
day it belongs to. What has been done is read from the case's own history.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.policies.deadlines import is_overdue, last_day, recount
from domain.policies.policy import Level, Rules, Track, Urgency
from domain.shared.identity import UnitCode
from domain.shared.sealed import Plain, plain
from domain.suggestion import commands
from domain.suggestion.decide.clocks import track_rules
from domain.suggestion.decide.feedback import evaluation_ends
from domain.suggestion.entities import Assignment
from domain.suggestion.lifecycle import AFTER, WORK
from domain.suggestion.particulars import Recipient, Subject
from domain.suggestion.state import Stage, Suggestion

REMIND_EVALUATION = 3
"""Working days before the window closes at which silence is asked about (office default)."""
QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))

REASONS: dict[str, Plain] = {
    "before_due": plain("办理期限将至，请抓紧办理并按期答复。"),
    "interim": plain("疑难复杂件，请提交阶段性办理报告。"),
    "quarter": plain("承诺事项季度核查，请报告进展。"),
    "evaluate": plain("答复已送达，请对办理情况作出评价。"),
    "overdue": plain("已超过办理期限，仍未办理完毕。"),
    "broken": plain("承诺事项到期未兑现。"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One command the clock gives, the day it belongs to, and what tells it from every other act of the case."""

    kind: str
    for_day: date
    command: commands.Command
    unit: UnitCode | None = None

    @property
    def name(self) -> str:
        """The same for the same act, whoever finds it and whenever."""
        return f"{self.kind} {self.unit or '-'} {self.for_day.isoformat()}"


def acts(state: Suggestion, now: datetime, rules: Rules) -> tuple[Act, ...]:
    """What is demanded by now and not yet done, in the order to do it. `now` is aware and in the office's zone."""
    found: list[Act] = []
    if state.stage in WORK:
        found += _recalculation(state, now.date(), rules)
        for part in state.held:
            if part.working:
                found += _before_due(state, part, now, rules)
                found += _interim(state, part, now, rules)
                found += _ladder(state, part, now, rules)
    if state.stage in WORK | AFTER:
        found += _quarters(state, now.date())
        found += _broken(state, now.date())
        found += _red_with_yellows(state, now, rules)
    if state.stage is Stage.ANSWERED:
        found += _judgement(state, now.date(), rules)
    return tuple(sorted(found, key=lambda act: (act.for_day, act.kind == "lapse")))


def _recalculation(state: Suggestion, today: date, rules: Rules) -> Iterator[Act]:
    pinned = [a.due for a in state.held if a.working] + ([state.due] if state.due else [])
    if any(due.provisional and recount(due, rules.calendar) != due for due in pinned):
        yield Act(kind="recalculate", for_day=today, command=commands.RecalculateDeadline())


def _before_due(state: Suggestion, part: Assignment, now: datetime, rules: Rules) -> Iterator[Act]:
    if part.due.at is not None:
        return
    day = rules.calendar.back_working_days(part.due.on, track_rules(state, rules).remind_before)
    if part.transferred_on < day <= now.date() and not _reminded(state, Subject.HANDLING, part.unit, day):
        yield _reminder("before_due", Subject.HANDLING, day, part.unit)


def _interim(state: Suggestion, part: Assignment, now: datetime, rules: Rules) -> Iterator[Act]:
    """疑难复杂 (U4) in the department's track: a report halfway."""
    if state.urgency is not Urgency.COMPLEX or state.track is not Track.DEPARTMENT or not part.answers:
        return
    day = last_day(part.transferred_on, rules.policy.interim_report, rules.calendar)
    silent = part.reported_at is None and not _reminded(state, Subject.INTERIM_REPORT, part.unit, day)
    if day < now.date() and silent:
        yield _reminder("interim", Subject.INTERIM_REPORT, day, part.unit)


def _ladder(state: Suggestion, part: Assignment, now: datetime, rules: Rules) -> Iterator[Act]:
    """L1 as the last day passes, L2 and L3 so many working days after it (office default)."""
    if not is_overdue(part.due, now):
        return
    policy, calendar = rules.policy, rules.calendar
    steps = (
        (Level.REMINDER, part.due.on),
        (Level.YELLOW, calendar.add_working_days(part.due.on, policy.yellow_after)),
        (Level.RED, calendar.add_working_days(part.due.on, policy.red_after)),
    )
    for level, day in steps:
        if day <= now.date() and not _supervised(state, level, part.unit, day, part.due.on):
            yield _notice("overdue", level, day, part.unit)


def _quarters(state: Suggestion, today: date) -> Iterator[Act]:
    """An open promise is looked at after each quarter's end (重庆市代表建议工作条例 24)."""
    made = [promise.made_on for promise in state.open_commitments]
    for day in _quarter_ends(min(made), today) if made else ():
        if not _reminded(state, Subject.COMMITMENT, None, day):
            yield _reminder("quarter", Subject.COMMITMENT, day, None)


def _quarter_ends(first: date, today: date) -> Iterator[date]:
    """The last days of quarters from `first` on that have passed."""
    for year in range(first.year, today.year + 1):
        for month, day in QUARTER_ENDS:
            if first <= date(year, month, day) < today:
                yield date(year, month, day)


def _broken(state: Suggestion, today: date) -> Iterator[Act]:
    """A promise whose day has passed goes straight to L2."""
    for promise in state.open_commitments:
        unit = promise.unit if promise.unit and state.assignment(promise.unit) else None
        if promise.due_on < today and not _supervised(state, Level.YELLOW, unit, promise.due_on, promise.due_on):
            yield _notice("broken", Level.YELLOW, promise.due_on, unit)


def _red_with_yellows(state: Suggestion, now: datetime, rules: Rules) -> Iterator[Act]:
    """The second yellow card of a case brings the red one, while what it was for still stands."""
    yellows = sorted(n.for_day or n.issued_on for n in state.notices if n.level is Level.YELLOW)
    if len(yellows) < rules.policy.red_at_yellows:
        return
    late = any(part.working and is_overdue(part.due, now) for part in state.held)
    broken = any(promise.due_on < now.date() for promise in state.open_commitments)
    red = any(n.level >= Level.RED for n in state.notices)
    if (late or broken) and not red:
        yield _notice("yellows", Level.RED, yellows[rules.policy.red_at_yellows - 1], None)


def _judgement(state: Suggestion, today: date, rules: Rules) -> Iterator[Act]:
    told = state.delivered_on(Recipient.VOTER)
    if told is None or state.latest_mark is not None or state.lapsed or state.reviewed:
        return
    window = last_day(told, rules.policy.evaluation, rules.calendar)
    reminded = state.evaluation_reminded_on
    if reminded is None:
        day = max(rules.calendar.back_working_days(window, REMIND_EVALUATION), told + timedelta(days=1))
        if day <= today:
            yield _reminder("evaluate", Subject.EVALUATION, day, None)
    elif (ends := evaluation_ends(told, reminded, rules)) < today:
        yield Act(kind="lapse", for_day=ends, command=commands.LapseEvaluation(for_day=ends))


def _reminded(state: Suggestion, subject: Subject, unit: UnitCode | None, day: date) -> bool:
    return any((r.subject, r.unit, r.for_day) == (subject, unit, day) for r in state.reminders)


def _supervised(state: Suggestion, level: Level, unit: UnitCode | None, day: date, since: date) -> bool:
    """Whether a notice of at least this level was issued for that day, after it, or stands against the unit."""
    return any(
        notice.for_day == day or notice.issued_on > since or not notice.lifted
        for notice in state.notices
        if notice.level >= level and (unit is None or unit in notice.units)
    )


def _reminder(kind: str, subject: Subject, day: date, unit: UnitCode | None) -> Act:
    command = commands.Remind(reason=REASONS[kind], subject=subject, unit=unit, for_day=day)
    return Act(kind=kind, for_day=day, command=command, unit=unit)


def _notice(kind: str, level: Level, day: date, unit: UnitCode | None) -> Act:
    reason = REASONS["broken" if kind == "broken" else "overdue"]
    command = commands.Supervise(level=level, reason=reason, unit=unit, for_day=day)
    return Act(kind=f"{kind} {level.value}", for_day=day, command=command, unit=unit)
