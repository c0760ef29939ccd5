"""The figures the office's report needs of the contact work: one function per blank, each with what it rests on.

A period counts by the day a fact is said to have happened; how far the log is read is the caller's cut. Whoever has
the same events gets the same figures (DOMAIN §5, rows 1–12, and the list of regulations).
"""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from uuid import UUID

from domain.activities import events as activities
from domain.activities.particulars import Kind
from domain.contact.book import Book, Stream, held_on
from domain.deputies import events as deputies
from domain.figures.deputies_counted import (
    county_deputies,
    local_class_attendance,
    local_class_month,
    township_deputies,
    trained_away,
    trained_by_city,
)
from domain.figures.figure import Between, Figure, of_events, of_streams
from domain.places import events as places
from domain.places.particulars import PlaceKind
from domain.suggestion import events as suggestions

ACTIVE_DAYS = 90
"""A station is active with a reception in so many days."""


def _standing(book: Book, kind: PlaceKind, day: date) -> list[Stream]:
    return [
        one
        for one in book.places
        if one.state.kind is kind
        and one.state.opened_on <= day
        and (one.state.closed_on is None or one.state.closed_on > day)
    ]


def homes(book: Book, period: Between) -> Figure:
    """1 建成人大代表之家: opened and not closed; with the townships that have one passing all six haves."""
    found = _standing(book, PlaceKind.HOME, period.last)
    stations = _standing(book, PlaceKind.STATION, period.last)
    townships = {one.state.township for one in (*found, *stations)}
    passing = {one.state.township for one in found if _all_six(one, period.last)}
    return of_streams("homes", found, {"townships": len(townships), "covered": len(passing)})


def _all_six(home: Stream, day: date) -> bool:
    checked = [haves for haves in home.state.haves if haves.on <= day]
    return bool(checked) and checked[-1].met == len(checked[-1].checks)


def stations(book: Book, period: Between) -> Figure:
    """2 代表联络站: opened and not closed; with those that held a reception in the last 90 days."""
    found = _standing(book, PlaceKind.STATION, period.last)
    since = period.last - timedelta(days=ACTIVE_DAYS)
    active = {
        day.state.programme.place
        for day in book.activities(Kind.RECEPTION)
        if day.state.opened_at is not None and since < held_on(day) <= period.last
    }
    return of_streams("stations", found, {"active": sum(one.state.code in active for one in found)})


def collected(book: Book, period: Between, padded: Collection[UUID] = ()) -> Figure:
    """3 收集民意: registered at a station and not withdrawn; net of merged ones, and of those R16 finds padded."""
    found, withdrawn, merged = [], set(), set()
    for case, history in book.cases.items():
        first = history[0]
        if not isinstance(first.event, suggestions.Received) or first.event.station is None:
            continue
        if period.holds(first.stamp.occurred_on):
            found.append(first)
            withdrawn |= {case for one in history if isinstance(one.event, suggestions.Withdrawn)}
            merged |= {case for one in history if isinstance(one.event, suggestions.Merged)}
    kept = [one for one in found if one.stream not in withdrawn]
    net = [one for one in kept if one.stream not in merged]
    honest = [one for one in net if one.stream not in set(padded)]
    beside = {"gross": len(found), "withdrawn": len(withdrawn), "net": len(net), "net_of_padding": len(honest)}
    return of_events("collected", len(kept), kept, beside)


def helped(book: Book, period: Between) -> Figure:
    """4 帮扶困难群众: distinct persons, with the number of times."""
    given = [
        one
        for stream in book.activities(Kind.ASSISTANCE, Kind.VISIT)
        for one in stream.of(activities.AssistanceGiven)
        if period.holds(held_on(stream))
    ]
    persons = {one.event.reference for one in given}
    return of_events("helped", len(persons), given, {"times": len(given)})


def groups(book: Book, period: Between) -> Figure:
    """5 代表小组: formed and not dissolved."""
    found = [
        one
        for one in book.groups
        if one.state.formed_on <= period.last
        and (one.state.dissolved_on is None or one.state.dissolved_on > period.last)
    ]
    return of_streams("groups", found, {"members": len({m for one in found for m in one.state.members})})


def five_good_places(book: Book, period: Between) -> Figure:
    """12 拟评选五好代表名额: as planned for the period's last year, with how many were chosen."""
    found = [
        one for one in book.selections if one.state.year == period.last.year and not list(one.of(deputies.CalledOff))
    ]
    if not found:
        return Figure(name="five_good_places", value=None, positions=())
    chosen = sum(len(one.state.chosen) for one in found)
    opened = [event for one in found for event in one.of(deputies.Opened)]
    return of_events("five_good_places", sum(one.state.quota for one in found), opened, {"chosen": chosen})


def regulations(book: Book, period: Between) -> Figure:
    """修订完善的制度: issued or revised in the period, each once however often it was touched."""
    touched: dict[tuple[UUID, int], str] = {}
    found = []
    for place in book.places:
        for one in place.of(object):
            if isinstance(one.event, places.RegulationIssued | places.RegulationRevised) and period.holds(
                one.stamp.occurred_on
            ):
                found.append(one)
                touched[one.stream, one.event.regulation] = one.event.title
    streams = tuple(dict.fromkeys(one.stream for one in found))
    return Figure(
        name="regulations",
        value=len(touched),
        positions=tuple(one.position for one in found),
        streams=streams,
        beside={"mentions": len(found)},
        items=tuple(touched.values()),
    )


ROWS: tuple[Callable[[Book, Between], Figure], ...] = (
    homes,
    stations,
    collected,
    helped,
    groups,
    county_deputies,
    township_deputies,
    trained_away,
    trained_by_city,
    local_class_month,
    local_class_attendance,
    five_good_places,
    regulations,
)


def figures(book: Book, period: Between, padded: Collection[UUID] = ()) -> tuple[Figure, ...]:
    """Every row, in the order of the report. `padded` are the cases R16 finds."""
    return tuple(collected(book, period, padded) if row is collected else row(book, period) for row in ROWS)
