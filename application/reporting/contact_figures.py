"""The figures of the contact work: the office's thirteen blanks, and the shares the report puts beside them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from application.reporting.catalogue import CONTACT
from application.reporting.contact_shares import SHARES, Work
from application.reporting.figures import Counted, Item, Named, Shape
from domain.activities import events as activities
from domain.activities.particulars import Kind
from domain.contact.book import Book, held_on
from domain.contact.happened import Happened
from domain.deputies import events as deputies
from domain.figures import contact as blanks
from domain.figures.deputies_counted import local_class_month
from domain.figures.figure import Between, Figure
from domain.places import events as places
from domain.places.particulars import title_key


def contact_figures(work: Work) -> list[Counted]:
    """Every figure of the contact work, in the order of the catalogue."""
    between = Between(first=work.span.first, last=work.span.last)
    rows = {row.name: row for row in blanks.figures(work.book, between, work.padded)}
    told = {one.position: one for one in _everything(work.book)}
    return [
        _shared(named, list(SHARES[named.name](work))) if named.name in SHARES else _blank(named, rows, told)
        for named in CONTACT
    ]


def _everything(book: Book) -> Iterator[Happened]:
    for streams in book.streams.values():
        for stream in streams:
            yield from stream.events
    for history in book.cases.values():
        yield history[0]


def _blank(named: Named, rows: Mapping[str, Figure], told: Mapping[int, Happened]) -> Counted:
    """One of the office's blanks, or a number printed beside one."""
    name, beside = _BLANKS[named.name]
    row = rows[name]
    items = tuple(_item(told[position]) for position in row.positions)
    value = row.beside.get(beside, 0) if beside else row.value or 0
    return Counted(named=named, numerator=value, denominator=None, items=items if value else ())


def _item(one: Happened) -> Item:
    return Item(position=one.position, day=one.stamp.occurred_on, subject=_subject(one))


def _subject(one: Happened) -> str:
    """What an event is about, in public words: a code, a title, a pseudonym."""
    match one.event:
        case places.Established():
            return str(one.event.code)
        case deputies.Formed():
            return str(one.event.name)
        case deputies.Opened():
            return str(one.event.year)
        case activities.DeputyCheckedIn():
            return str(one.event.person)
        case activities.AssistanceGiven() | activities.HouseholdVisited():
            return str(one.event.reference)
        case activities.Planned() | activities.Held():
            return str(one.event.programme.title)
        case places.RegulationIssued() | places.RegulationRevised():
            return str(one.event.title)
        case _:
            return str(one.stream)


def _shared(named: Named, items: Sequence[Item]) -> Counted:
    ordered = tuple(sorted(items, key=lambda item: (not item.counted, item.position, item.subject)))
    hits = sum(item.counted for item in ordered)
    return Counted(
        named=named,
        numerator=hits,
        denominator=len(ordered) if named.shape is Shape.SHARE else None,
        items=ordered,
    )


_BLANKS: Mapping[str, tuple[str, str | None]] = {
    "homes": ("homes", None),
    "stations": ("stations", None),
    "station_received": ("collected", None),
    "station_net": ("collected", "net"),
    "station_unquestioned": ("collected", "net_of_padding"),
    "persons_helped": ("helped", None),
    "times_helped": ("helped", "times"),
    "groups": ("groups", None),
    "county_deputies": ("county_deputies", None),
    "township_deputies": ("township_deputies", None),
    "trained_away": ("trained_away", None),
    "trained_city": ("trained_by_city", None),
    "class_month": ("local_class_month", None),
    "class_people": ("local_class_attendance", None),
    "quota": ("five_good_places", None),
    "chosen": ("five_good_places", "chosen"),
    "regulations": ("regulations", None),
}


def regulations(work: Work) -> list[str]:
    """Titles issued or revised in the span, each once, in the order they were first touched."""
    between = Between(first=work.span.first, last=work.span.last)
    return list(blanks.regulations(work.book, between).items)


def home_rules(work: Work) -> list[str]:
    """Titles in force at the end that are about homes."""
    found: dict[str, str] = {}
    for one in work.book.places:
        for rule in one.state.regulations:
            if rule.in_force and rule.issued_on <= work.span.last and "代表之家" in title_key(rule.title):
                found.setdefault(title_key(rule.title), rule.title)
    return list(found.values())


def class_began(work: Work) -> date | None:
    """The first day of the first three-level class of the span."""
    between = Between(first=work.span.first, last=work.span.last)
    row = local_class_month(work.book, between)
    return next((held_on(one) for one in work.book.activities(Kind.TRAINING) if one.id in row.streams), None)
