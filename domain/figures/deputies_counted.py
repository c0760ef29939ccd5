"""Rows 6 to 11: who received voters, and who was trained, by the mandates they held on the day."""

from domain.activities import events as activities
from domain.activities.particulars import Capacity, Kind, Training
from domain.contact.book import Book, Stream, held_on
from domain.contact.happened import Happened
from domain.deputies.particulars import Level
from domain.figures.figure import Between, Figure, of_events
from domain.shared.identity import ActorId

CITY_OR_COUNTY = frozenset({Level.CITY, Level.COUNTY})


def county_deputies(book: Book, period: Between) -> Figure:
    """6 参加接待日的区人大代表: distinct; whoever is a township deputy as well is counted there too."""
    return _receiving("county_deputies", book, period, Level.COUNTY, Level.TOWNSHIP)


def township_deputies(book: Book, period: Between) -> Figure:
    """7 参加接待日的乡人大代表: distinct; whoever is a county deputy as well is counted there too."""
    return _receiving("township_deputies", book, period, Level.TOWNSHIP, Level.COUNTY)


def _receiving(name: str, book: Book, period: Between, level: Level, other: Level) -> Figure:
    found, both = [], set()
    for day in book.activities(Kind.RECEPTION):
        on = held_on(day)
        for seat in day.of(activities.DeputyCheckedIn) if period.holds(on) else ():
            if book.holds(seat.event.person, frozenset({level}), on):
                found.append(seat)
                both |= {seat.event.person} if book.holds(seat.event.person, frozenset({other}), on) else set()
    return of_events(name, len({seat.event.person for seat in found}), found, {"both": len(both)})


def trained_away(book: Book, period: Between) -> Figure:
    """8 外出参加履职能力提升培训班的市、区代表."""
    return _trained("trained_away", book, period, Training.AWAY, CITY_OR_COUNTY)


def trained_by_city(book: Book, period: Between) -> Figure:
    """9 参加市级履职培训班的市代表."""
    return _trained("trained_by_city", book, period, Training.CITY, frozenset({Level.CITY}))


def _trained(name: str, book: Book, period: Between, kind: Training, levels: frozenset[Level]) -> Figure:
    found: list[Happened] = []
    persons: set[ActorId] = set()
    for class_ in _classes(book, period, kind):
        for one in class_.of(activities.Attended):
            took = {
                a.person
                for a in one.event.attendees
                if a.capacity is not Capacity.STAFF and book.holds(a.person, levels, held_on(class_))
            }
            persons |= took
            found += [one] if took else []
    return of_events(name, len(persons), found, {"classes": len({one.stream for one in found})})


def _classes(book: Book, period: Between, kind: Training) -> list[Stream]:
    found = [
        one
        for one in book.activities(Kind.TRAINING)
        if one.state.programme.training is kind and period.holds(held_on(one)) and one.state.attendees
    ]
    return sorted(found, key=lambda one: (held_on(one), one.begun))


def local_class_month(book: Book, period: Between) -> Figure:
    """10 举办三级代表和人大干部培训班的月份: of the first; `day` says whether it is 上旬, 中旬 or 下旬."""
    first = next(iter(_classes(book, period, Training.LOCAL)), None)
    if first is None:
        return Figure(name="local_class_month", value=None, positions=())
    on = held_on(first)
    third = min((on.day - 1) // 10, 2) + 1
    beside = {"day": on.day, "third": third}
    return Figure(
        name="local_class_month", value=on.month, positions=(first.begun,), streams=(first.id,), beside=beside
    )


def local_class_attendance(book: Book, period: Between) -> Figure:
    """11 该培训班共计人数: distinct deputies and staff; with those of every such class of the period."""
    found = _classes(book, period, Training.LOCAL)
    if not found:
        return Figure(name="local_class_attendance", value=None, positions=())
    people = {a.person for a in found[0].state.attendees}
    everybody = {a.person for one in found for a in one.state.attendees}
    staff = {a.person for a in found[0].state.attendees if a.capacity is Capacity.STAFF}
    beside = {"staff": len(staff), "all_classes": len(everybody)}
    return of_events("local_class_attendance", len(people), found[0].of(activities.Attended), beside)
