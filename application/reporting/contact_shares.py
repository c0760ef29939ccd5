"""Shares and counts the report puts beside the office's thirteen blanks, each with the events it rests on."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from application.reporting.figures import Item
from application.reporting.period import Span
from domain.activities import events as activities
from domain.activities.particulars import Kind
from domain.activities.state import Stage
from domain.contact.book import Book, Stream, held_on
from domain.deputies import events as deputies
from domain.figures import contact as blanks
from domain.places import events as places
from domain.places.particulars import PlaceKind
from domain.redflags.finding import Finding

TOOK_PLACE = (Stage.OPENED, Stage.HELD, Stage.CLOSED, Stage.SUMMARISED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The contact work as it stood at the position of the span."""

    span: Span
    book: Book
    findings: Sequence[Finding] = ()
    """R26: receptions that skipped their steps."""
    padded: Collection[UUID] = ()
    """Cases R16 points at."""

    def held(self, *kinds: Kind) -> list[Stream]:
        """Activities that took place in the span, by day."""
        found = [
            one
            for one in self.book.activities(*kinds)
            if self.span.holds(held_on(one)) and one.state.stage in TOOK_PLACE
        ]
        return sorted(found, key=lambda one: (held_on(one), one.begun))

    @property
    def deputies(self) -> Sequence[Stream]:
        """Every deputy."""
        return self.book.streams.get("deputy", [])


def standing(work: Work, kind: PlaceKind) -> list[Stream]:
    """The places of a kind that were open at the end of the span."""
    last = work.span.last
    return [
        one
        for one in work.book.places
        if one.state.kind is kind
        and one.state.opened_on <= last
        and (one.state.closed_on is None or one.state.closed_on > last)
    ]


def six_haves(work: Work) -> Iterator[Item]:
    """Homes, counted where the last check by the end of the span found all six."""
    for one in standing(work, PlaceKind.HOME):
        checks = [c for c in one.of(places.HavesChecked) if c.stamp.occurred_on <= work.span.last]
        latest = checks[-1] if checks else one.events[0]
        met = bool(checks) and all(check.met for check in latest.event.checks)
        yield Item(position=latest.position, day=latest.stamp.occurred_on, counted=met, subject=one.state.code)


def coverage(work: Work) -> Iterator[Item]:
    """Townships with a home or station, counted where a home there has all six."""
    homes = {item.subject: item for item in six_haves(work)}
    by_township: dict[str, list[Stream]] = {}
    for one in (*standing(work, PlaceKind.HOME), *standing(work, PlaceKind.STATION)):
        by_township.setdefault(str(one.state.township or ""), []).append(one)
    for township, found in by_township.items():
        items = [homes[one.state.code] for one in found if one.state.code in homes]
        good = [item for item in items if item.counted]
        first = good[0] if good else Item(position=found[0].begun, day=found[0].state.opened_on)
        yield Item(position=first.position, day=first.day, counted=bool(good), subject=township)


def active_stations(work: Work) -> Iterator[Item]:
    """Stations, counted where a reception was opened in the last ninety days of the span."""
    since = work.span.last - timedelta(days=blanks.ACTIVE_DAYS)
    seen: dict[str, Item] = {}
    for one in work.book.activities(Kind.RECEPTION):
        if one.state.opened_at is not None and since < held_on(one) <= work.span.last:
            code = str(one.state.programme.place)
            seen.setdefault(code, Item(position=one.begun, day=held_on(one), subject=code))
    for one in standing(work, PlaceKind.STATION):
        never = Item(position=one.begun, day=one.state.opened_on, counted=False, subject=one.state.code)
        yield seen.get(one.state.code, never)


def households(work: Work) -> Iterator[Item]:
    """Each household visited in the span once."""
    seen: set[str] = set()
    for one in work.held(Kind.VISIT, Kind.ASSISTANCE):
        for visit in one.of(activities.HouseholdVisited):
            if visit.event.reference not in seen:
                seen.add(visit.event.reference)
                yield Item(position=visit.position, day=held_on(one), subject=visit.event.reference)


def _held(kind: Kind) -> Callable[[Work], Iterator[Item]]:
    def count(work: Work) -> Iterator[Item]:
        for one in work.held(kind):
            yield Item(position=one.begun, day=held_on(one), subject=one.state.programme.title)

    return count


def receptions_in_order(work: Work) -> Iterator[Item]:
    """Receptions of the span whose day has come, counted where R26 finds nothing."""
    wrong = {finding.stream for finding in work.findings}
    today = work.span.at.date()
    for one in work.book.activities(Kind.RECEPTION):
        if one.state.stage is not Stage.CANCELLED and work.span.holds(held_on(one)) and held_on(one) < today:
            place = str(one.state.programme.place)
            yield Item(position=one.begun, day=held_on(one), counted=one.id not in wrong, subject=place)


def taking_part(work: Work) -> Iterator[Item]:
    """Deputies in office at the end, counted where they received, visited, helped or met in a group."""
    active: dict[str, int] = {}
    for position, person in _took_part(work):
        active.setdefault(person, position)
    for one in work.deputies:
        if one.state.levels(work.span.last):
            person = str(one.state.person)
            position = active.get(person, one.begun)
            yield Item(position=position, day=work.span.last, counted=person in active, subject=person)


def _took_part(work: Work) -> Iterator[tuple[int, str]]:
    for one in work.held(Kind.RECEPTION, Kind.VISIT, Kind.ASSISTANCE, Kind.GROUP):
        for record in one.events:
            match record.event:
                case activities.DeputyCheckedIn() | activities.HouseholdVisited() | activities.AssistanceGiven():
                    yield record.position, str(record.event.person)
                case activities.Attended():
                    yield from ((record.position, str(attendee.person)) for attendee in record.event.attendees)


def reports_to_voters(work: Work) -> Iterator[Item]:
    """Each report a deputy gave in the span."""
    for one in work.deputies:
        for record in one.of(deputies.ReportedToVoters):
            if work.span.holds(record.stamp.occurred_on):
                yield Item(position=record.position, day=record.stamp.occurred_on, subject=str(one.state.person))


SHARES: Mapping[str, Callable[[Work], Iterable[Item]]] = {
    "homes_six": six_haves,
    "coverage": coverage,
    "stations_active": active_stations,
    "households": households,
    "receptions": _held(Kind.RECEPTION),
    "receptions_in_order": receptions_in_order,
    "group_activities": _held(Kind.GROUP),
    "contacts": _held(Kind.CONTACT),
    "inspections": _held(Kind.INSPECTION),
    "deputies_taking_part": taking_part,
    "reports_to_voters": reports_to_voters,
}
