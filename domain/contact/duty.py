"""履职实绩档案: what each deputy did, in eight parts, read off the events and never typed in.

A line stands from the moment it was recorded, and where a later event takes it back, until then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from domain.activities import events as activities
from domain.activities.particulars import Capacity, Kind, Programme
from domain.contact.happened import Happened
from domain.deputies import events as deputies
from domain.shared.identity import ActorId
from domain.suggestion import events as suggestions


class Part(StrEnum):
    """The eight parts."""

    BASICS = "basics"
    """基本情况."""
    MEETINGS = "meetings"
    """会议."""
    INSPECTIONS = "inspections"
    """视察调研."""
    TRAINING = "training"
    """学习培训."""
    CONTACT = "contact"
    """小组活动和联系选民: groups, receptions, visits, assistance, the two contacts."""
    SUGGESTIONS = "suggestions"
    """建议意见."""
    REPORTS = "reports"
    """述职与监督."""
    HONOURS = "honours"
    """表彰奖励."""


OF_KIND: dict[Kind, Part] = {
    Kind.RECEPTION: Part.CONTACT,
    Kind.VISIT: Part.CONTACT,
    Kind.ASSISTANCE: Part.CONTACT,
    Kind.GROUP: Part.CONTACT,
    Kind.CONTACT: Part.CONTACT,
    Kind.TRAINING: Part.TRAINING,
    Kind.INSPECTION: Part.INSPECTIONS,
    Kind.MEETING: Part.MEETINGS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act of one deputy. `act` names its kind, `what` says it in public words: a title, a code, a number."""

    person: ActorId
    part: Part
    act: str
    on: date
    position: int
    stream: UUID
    what: str
    since: datetime
    until: datetime | None = None

    def stands(self, at: datetime) -> bool:
        """Whether it was known and not taken back at an instant."""
        return self.since <= at and (self.until is None or at < self.until)


def lines(history: Sequence[Happened]) -> tuple[Line, ...]:
    """The lines that one stream brings, `history` being the whole of it."""
    if not history:
        return ()
    if isinstance(history[0].event, suggestions.Received):
        return tuple(_of_case(history))
    if isinstance(history[0].event, activities.Planned | activities.Held):
        return tuple(_of_activity(history))
    if isinstance(history[0].event, deputies.Registered):
        return tuple(_of_deputy(history, history[0].event.person))
    if isinstance(history[0].event, deputies.Formed):
        return tuple(_of_group(history, history[0].event))
    if isinstance(history[0].event, deputies.Opened):
        return tuple(_of_selection(history, history[0].event))
    return ()


def _line(one: Happened, person: ActorId, part: Part, act: str, what: str, on: date | None = None) -> Line:
    return Line(
        person=person,
        part=part,
        act=act,
        on=on or one.stamp.occurred_on,
        position=one.position,
        stream=one.stream,
        what=what,
        since=one.stamp.at,
    )


def _of_case(history: Sequence[Happened]) -> Iterator[Line]:
    brought: Line | None = None
    for one in history:
        event, person = one.event, None
        if isinstance(event, suggestions.Received):
            person = event.deputy
        elif isinstance(event, suggestions.Corrected):
            person = event.changes.deputy
        if person is not None and (brought is None or brought.person != person):
            if brought is not None:
                yield replace(brought, until=one.stamp.at)
            brought = _line(one, person, Part.SUGGESTIONS, "suggestion", str(one.stream))
        if isinstance(event, suggestions.Converted):
            yield _line(one, event.deputy, Part.SUGGESTIONS, "converted", event.external_number or "")
    if brought is not None:
        yield brought


def _of_activity(history: Sequence[Happened]) -> Iterator[Line]:
    programme: Programme = history[0].event.programme
    seen: set[tuple[ActorId, str]] = set()
    for one in history:
        if isinstance(one.event, activities.Postponed):
            programme = replace(programme, starts_at=one.event.starts_at, ends_at=one.event.ends_at)
        for person, act in _took_part(one.event, programme):
            if act in _EACH or (person, act) not in seen:
                seen.add((person, act))
                on = programme.starts_at.astimezone(one.stamp.zone).date()
                yield _line(one, person, OF_KIND[programme.kind], act, programme.title, on)


_EACH = ("visit", "assistance")
"""Acts of which an activity may hold several by one deputy: each household, each person helped."""


def _took_part(event: object, programme: Programme) -> Iterator[tuple[ActorId, str]]:
    match event:
        case activities.DeputyCheckedIn():
            yield event.person, "reception"
        case activities.HouseholdVisited():
            yield event.person, "visit"
        case activities.AssistanceGiven():
            yield event.person, "assistance"
        case activities.Attended() if programme.kind not in (Kind.VISIT, Kind.ASSISTANCE, Kind.RECEPTION):
            for one in event.attendees:
                if one.capacity is not Capacity.STAFF:
                    yield one.person, programme.kind.value
        case _:
            return


def _of_deputy(history: Sequence[Happened], person: ActorId) -> Iterator[Line]:
    for one in history:
        match one.event:
            case deputies.Registered():
                yield _line(one, person, Part.BASICS, "registered", "")
            case deputies.MandateTaken() as taken:
                what = f"{taken.mandate.level.value} {taken.mandate.constituency}"
                yield _line(one, person, Part.BASICS, "mandate", what, taken.mandate.from_on)
            case deputies.MandateEnded() as ended:
                yield _line(one, person, Part.BASICS, "mandate_ended", ended.level.value, ended.ended_on)
            case deputies.Stationed() as stationed:
                yield _line(one, person, Part.BASICS, "stationed", stationed.station)
            case deputies.ReportedToVoters() as told:
                what = f"{told.satisfied}/{told.basically_satisfied}/{told.dissatisfied}"
                yield _line(one, person, Part.REPORTS, "report", what)
            case deputies.Sanctioned() as sanctioned:
                yield _line(one, person, Part.REPORTS, "sanctioned", sanctioned.basis)
            case deputies.Commended() as commended:
                yield _line(one, person, Part.HONOURS, "commended", commended.title)
            case _:
                pass


def _of_group(history: Sequence[Happened], formed: deputies.Formed) -> Iterator[Line]:
    for one in history:
        if isinstance(one.event, deputies.Formed):
            for person in one.event.members:
                yield _line(one, person, Part.BASICS, "grouped", formed.name)
        elif isinstance(one.event, deputies.Joined):
            yield _line(one, one.event.person, Part.BASICS, "grouped", formed.name)
        elif isinstance(one.event, deputies.Left):
            yield _line(one, one.event.person, Part.BASICS, "left_group", formed.name)


def _of_selection(history: Sequence[Happened], opened: deputies.Opened) -> Iterator[Line]:
    for one in history:
        if isinstance(one.event, deputies.Decided):
            for person in one.event.chosen:
                yield _line(one, person, Part.HONOURS, "five_good", str(opened.year))


def record(found: Iterable[Line], at: datetime) -> dict[Part, list[Line]]:
    """One deputy's lines as they stood at an instant, part by part, in the order of their days."""
    parts: dict[Part, list[Line]] = {part: [] for part in Part}
    for line in sorted(found, key=lambda line: (line.on, line.position)):
        if line.stands(at):
            parts[line.part].append(line)
    return parts
