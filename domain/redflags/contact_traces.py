"""What receptions and assessments leave behind for comparison: a few plain facts in the same form as the cases'."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.activities import events as activities
from domain.activities.particulars import Kind
from domain.contact.happened import Happened
from domain.places import events as places
from domain.redflags.traces import Trace
from domain.shared.identity import SuggestionId

KINDS = {
    activities.Announced: "reception_announced",
    activities.Opened: "reception_opened",
    activities.DeputyCheckedIn: "reception_checked_in",
    activities.Closed: "reception_closed",
    activities.Summarised: "reception_summarised",
    activities.Cancelled: "reception_cancelled",
}


def contact_traces(history: Sequence[Happened]) -> tuple[Trace, ...]:
    """The traces of one stream, `history` being the whole of it; `case` in them names the stream."""
    first = history[0].event if history else None
    if isinstance(first, activities.Planned) and first.programme.kind is Kind.RECEPTION:
        return tuple(_reception(history, first.programme.place))
    if isinstance(first, places.Established):
        return tuple(_assessments(history, first))
    return ()


def _reception(history: Sequence[Happened], station: str | None) -> Iterator[Trace]:
    for one in history:
        event = one.event
        if isinstance(event, activities.Planned):
            times = _times(event.programme.starts_at, event.programme.ends_at)
            yield _trace(one, "reception_planned", station=station, value=times)
        elif isinstance(event, activities.Postponed):
            times = _times(event.starts_at, event.ends_at)
            yield _trace(one, "reception_planned", station=station, value=times)
        elif type(event) in KINDS:
            person = event.person if isinstance(event, activities.DeputyCheckedIn) else None
            yield _trace(one, KINDS[type(event)], station=station, value=person)


def _assessments(history: Sequence[Happened], place: places.Established) -> Iterator[Trace]:
    staff: frozenset[str] = frozenset()
    for one in history:
        if isinstance(one.event, places.StaffNamed):
            staff = frozenset(member.person for member in one.event.staff)
        elif isinstance(one.event, places.Assessed):
            by = one.stamp.by
            own = by.org == place.code or by.id in staff
            yield _trace(one, "place_assessed", station=place.code, value="own" if own else None)


def _times(starts_at: datetime, ends_at: datetime) -> str:
    return f"{starts_at.isoformat()}/{ends_at.isoformat()}"


def _trace(one: Happened, kind: str, *, station: str | None, value: str | None) -> Trace:
    return Trace(
        kind=kind,
        case=SuggestionId(one.stream),
        position=one.position,
        at=one.stamp.at,
        on=one.stamp.today,
        actor=str(one.stamp.by.id),
        station=station,
        value=value,
    )
