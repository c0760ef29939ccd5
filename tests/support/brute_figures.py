"""The office's figures counted the slow way: one pass over plain events per figure, nothing shared with the service."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.shared.stamp import Stamp
from domain.suggestion import events as e
from tests.support.judged import CALENDAR, ZONE

Told = Sequence[tuple[e.Event, Stamp]]
CONTACT = {"T2": 5, "T3": 5, "T4": 20}
Shares = dict[str, tuple[int, int]]


def end(day: date) -> datetime:
    """Midnight after a day."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE)


def working(day: date, count: int) -> date:
    """So many working days on."""
    while count:
        day += timedelta(days=1)
        count -= CALENDAR.works_on(day)
    return day


def shares(cases: Sequence[Told], at: datetime) -> Shares:
    """Numerator and denominator of every figure, over all cases known at a moment."""
    found: dict[str, list[bool]] = {}
    for told in cases:
        known = [(event, stamp) for event, stamp in told if stamp.at <= at]
        if known:
            for name, hit in _case(known, at):
                found.setdefault(name, []).append(hit)
    return {name: (sum(hits), len(hits)) for name, hits in found.items()}


def _all(known: Told, kind: type) -> list[tuple[Any, Stamp]]:
    return [(event, stamp) for event, stamp in known if isinstance(event, kind)]


def _case(known: Told, at: datetime) -> list[tuple[str, bool]]:
    marks = [("received", True)]
    names = [type(event).__name__ for event, _ in known]
    open_end = "Redirected" in names or "Withdrawn" in names
    last = {name: n for n, name in enumerate(names)}
    closed = last.get("Closed", -1) > last.get("Reopened", -1)
    if not open_end:
        marks.append(("closed", closed))
    if closed:
        marks.append(("solved", _solved(known)))
    marks += _course(known) + _handed(known, at) + _answered(known, at) + _judged(known) + _kept(known, at)
    return marks


def _course(known: Told) -> list[tuple[str, bool]]:
    """How far it came: an answer that was sent back is none."""
    standing: list[e.Answered] = []
    for event, _ in known:
        if isinstance(event, e.Answered):
            standing.append(event)
        elif isinstance(event, e.AnswerSentBack):
            standing.remove([a for a in standing if a.unit == event.unit][-1])
    judged = ("judged", bool(_all(known, e.Evaluated)))
    return [("transferred", bool(_all(known, e.Transferred))), ("answered", bool(standing)), judged]


def _outcome(known: Told) -> str | None:
    """Of the latest answer that was not sent back."""
    standing: list[e.Answered] = []
    for event, _ in known:
        if isinstance(event, e.Answered):
            standing.append(event)
        elif isinstance(event, e.AnswerSentBack):
            standing = [a for a in standing if a.unit != event.unit]
    return standing[-1].outcome.value if standing and standing[-1].outcome else None


def _solved(known: Told) -> bool:
    outcome = _outcome(known)
    if outcome == "planned":
        promised = {c.number for event, _ in _all(known, e.Answered) for c in event.commitments}
        return bool(promised) and promised == {event.commitment for event, _ in _all(known, e.CommitmentKept)}
    checks = [event.finding.value for event, _ in _all(known, e.SpotChecked)]
    return outcome == "solved" and (not checks or checks[-1] != "not")


def _handed(known: Told, at: datetime) -> list[tuple[str, bool]]:
    marks = []
    for n, (event, stamp) in enumerate(known):
        if not isinstance(event, e.Transferred):
            continue
        for part in event.assignments:
            later = [(x, s) for x, s in known[n + 1 :] if getattr(x, "unit", None) == part.unit]
            marks += _limit(stamp, 2, [s.at for x, s in later if isinstance(x, e.SignedFor)], at, "signed_in_time")
            days = CONTACT.get(event.track.value)
            spoken = [s.at for x, s in later if isinstance(x, e.ProposerContacted)]
            if part.kind.value != "co" and days:
                marks += _limit(stamp, days, spoken, at, "contacted_in_time")
            marks.append(("extended", any(isinstance(x, e.ExtensionGranted) for x, _ in later)))
            asked = any(isinstance(x, e.ReturnRequested) for x, _ in later)
            marks.append(("returned", asked))
            if asked:
                marks.append(("returns_accepted", any(isinstance(x, e.ReturnAccepted) for x, _ in later)))
    return marks


def _limit(stamp: Stamp, days: int, done: list[datetime], at: datetime, name: str) -> list[tuple[str, bool]]:
    passed = end(working(stamp.today, days))
    return [(name, bool(done) and done[0] <= passed)] if done or at >= passed else []


def _answered(known: Told, at: datetime) -> list[tuple[str, bool]]:
    """A stretch of work per part and round; an extension nobody told the voter of within two days does not count."""
    marks, owed, given = list[tuple[str, bool]](), dict[str, datetime](), dict[str, tuple[datetime, int]]()

    def passed(due: Any) -> datetime:
        return due.at if due.at is not None else end(due.on)

    for n, (event, stamp) in enumerate(known):
        if isinstance(event, e.Transferred | e.ReworkOrdered | e.Reopened):
            owed |= {p.unit: passed(p.due) for p in event.assignments if p.kind.value != "co"}
        elif isinstance(event, e.ExtensionGranted) and event.unit in owed:
            last = working(stamp.today, 2)
            spoken = any(isinstance(x, e.ProposerContacted) and s.today <= last for x, s in known[n + 1 :])
            if spoken or at < end(last):
                owed[event.unit] = passed(event.due)
        elif isinstance(event, e.Answered) and event.unit in owed:
            given[event.unit] = (owed.pop(event.unit), len(marks))
            marks.append(("answered_in_time", stamp.at <= given[event.unit][0]))
        elif isinstance(event, e.AnswerSentBack) and event.unit in given:
            owed[event.unit], place = given.pop(event.unit)
            marks[place] = ("sent back", False)
        elif isinstance(event, e.ReturnAccepted):
            owed.pop(event.unit, None)
        elif isinstance(event, e.Merged | e.Converted | e.Withdrawn | e.Redirected | e.Closed):
            marks += [("answered_in_time", False) for limit in owed.values() if stamp.at > limit]
            owed.clear()
    marks += [("answered_in_time", False) for limit in owed.values() if at >= limit]
    marks = [mark for mark in marks if mark[0] != "sent back"]
    if _all(known, e.Answered):
        marks.append(("reworked", bool(_all(known, e.ReworkOrdered))))
    return marks


def _judged(known: Told) -> list[tuple[str, bool]]:
    """Of the round that stands: the latest one begun by rework or reopening."""
    turns = [n for n, (event, _) in enumerate(known) if isinstance(event, e.ReworkOrdered | e.Reopened)]
    this = known[turns[-1] :] if turns else known
    told = [event for event, _ in _all(this, e.AnswerDelivered) if event.to.value == "voter" and event.reached]
    grades = [event.result.value for event, _ in _all(this, e.Evaluated)]
    marks = [("evaluated", bool(grades))] if told else []
    if grades:
        marks.append(("satisfied", grades[-1] != "dissatisfied"))
        marks.append(("strictly_satisfied", grades[-1] == "satisfied"))
    for n, (event, _) in enumerate(known):
        if isinstance(event, e.SpotChecked) and _outcome(known[:n]) == "solved":
            marks.append(("checks_confirmed", event.finding.value == "solved"))
    return marks


def _kept(known: Told, at: datetime) -> list[tuple[str, bool]]:
    kept = {event.commitment: stamp.at for event, stamp in _all(known, e.CommitmentKept)}
    due = {c.number: c.due_on for event, _ in _all(known, e.Answered) for c in event.commitments}
    due |= {event.commitment: event.due_on for event, _ in _all(known, e.CommitmentRescheduled)}
    return [
        ("commitments_kept", number in kept and kept[number] < end(day))
        for number, day in due.items()
        if number in kept or at >= end(day)
    ]
