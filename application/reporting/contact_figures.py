"""The figures of the contact work (DOMAIN §5), each with the events it rests on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from application.reporting.catalogue import CONTACT
from application.reporting.contact_work import ContactWork, Gathered, Told
from application.reporting.figures import Counted, Item, Named, Shape
from domain.activities import events as activities
from domain.activities.particulars import Capacity, Kind, Training
from domain.deputies import events as deputies
from domain.deputies.particulars import Level
from domain.places import events as places
from domain.places.particulars import PlaceKind, title_key
from domain.shared.identity import ActorId

ACTIVE_DAYS = 90
"""A station is active that held a reception in the last so many days."""
Counting = Callable[[ContactWork], Iterable[Item]]


def contact_figures(work: ContactWork) -> list[Counted]:
    """Every figure of the contact work, in the order of the catalogue."""
    return [_counted(named, list(_COUNTED[named.name](work))) for named in CONTACT]


def _counted(named: Named, items: Sequence[Item]) -> Counted:
    ordered = tuple(sorted(items, key=lambda item: (not item.counted, item.position, item.subject)))
    if named.shape is Shape.COUNT and ordered and ordered[0].value is not None:
        return Counted(named=named, numerator=sum(i.value or 0 for i in ordered), denominator=None, items=ordered)
    if named.shape is Shape.MONTH:
        month = ordered[0].day.month if ordered else 0
        return Counted(named=named, numerator=month, denominator=None, items=ordered)
    hits = sum(item.counted for item in ordered)
    denominator = len(ordered) if named.shape is Shape.SHARE else None
    return Counted(named=named, numerator=hits, denominator=denominator, items=ordered)


def standing(work: ContactWork, kind: PlaceKind) -> list[Told]:
    """The places of a kind that were open at the end of the span."""
    last = work.span.last
    return [
        told
        for told in work.places
        if told.state.kind is kind
        and told.state.opened_on <= last
        and (told.state.closed_on is None or told.state.closed_on > last)
    ]


def _places(kind: PlaceKind) -> Counting:
    def count(work: ContactWork) -> Iterator[Item]:
        for told in standing(work, kind):
            yield Item(position=told.first.position, day=told.state.opened_on, subject=told.state.code)

    return count


def six_haves(work: ContactWork) -> Iterator[Item]:
    """Homes, counted where their last check within the span's end found all six."""
    for told in standing(work, PlaceKind.HOME):
        checks = [(r, e) for r, e in told.of(places.HavesChecked) if r.stamp.occurred_on <= work.span.last]
        found = checks[-1][0] if checks else told.first
        met = bool(checks) and all(check.met for check in checks[-1][1].checks)
        yield Item(position=found.position, day=found.stamp.occurred_on, counted=met, subject=told.state.code)


def coverage(work: ContactWork) -> Iterator[Item]:
    """Townships known by any place in them, counted where a home there has all six."""
    homes = {item.subject: item for item in six_haves(work)}
    by_township: dict[str, list[Told]] = {}
    for told in work.places:
        if told.state.township is not None and told.state.opened_on <= work.span.last:
            by_township.setdefault(told.state.township, []).append(told)
    for township, found in by_township.items():
        good = [homes[t.state.code] for t in found if t.state.code in homes and homes[t.state.code].counted]
        first = good[0] if good else Item(position=found[0].first.position, day=found[0].state.opened_on)
        yield Item(position=first.position, day=first.day, counted=bool(good), subject=township)


def active_stations(work: ContactWork) -> Iterator[Item]:
    """Stations, counted where a deputy sat at a reception in the last ninety days of the span."""
    since = work.span.last - timedelta(days=ACTIVE_DAYS - 1)
    seen: dict[str, tuple[int, date]] = {}
    for one, record, _ in work.sat(since, work.span.last):
        if one.programme.place is not None:
            seen.setdefault(one.programme.place, (record.position, one.day))
    for told in standing(work, PlaceKind.STATION):
        position, day = seen.get(told.state.code, (told.first.position, told.state.opened_on))
        yield Item(position=position, day=day, counted=told.state.code in seen, subject=told.state.code)


def _distinct(found: Iterable[Item]) -> Iterator[Item]:
    """The first item of each subject."""
    seen: set[str] = set()
    for item in found:
        if item.subject not in seen:
            seen.add(item.subject)
            yield item


def _helped(work: ContactWork) -> Iterator[Item]:
    for one in work.activities:
        for record, event in one.told.of(activities.AssistanceGiven):
            if work.span.holds(one.day):
                yield Item(position=record.position, day=one.day, subject=event.reference)


def _visited(work: ContactWork) -> Iterator[Item]:
    for one in work.activities:
        for record, event in one.told.of(activities.HouseholdVisited):
            if work.span.holds(one.day):
                yield Item(position=record.position, day=one.day, subject=event.reference)


def _groups(work: ContactWork) -> Iterator[Item]:
    last = work.span.last
    for told in work.groups:
        gone = told.state.dissolved_on
        if told.state.formed_on <= last and (gone is None or gone > last):
            yield Item(position=told.first.position, day=told.state.formed_on, subject=told.state.name)


def _held(kind: Kind) -> Counting:
    def count(work: ContactWork) -> Iterator[Item]:
        for one in work.held(kind):
            yield Item(position=one.told.first.position, day=one.day, subject=one.programme.title)

    return count


def _receptions(work: ContactWork) -> Iterator[Item]:
    for one in _unique(work):
        subject = one.programme.place or ""
        yield Item(position=one.told.first.position, day=one.day, subject=subject)


def _unique(work: ContactWork) -> list[Gathered]:
    found = {one.told.first.position: one for one, _, _ in work.sat(work.span.first, work.span.last)}
    return list(found.values())


def in_order(work: ContactWork) -> Iterator[Item]:
    """Receptions whose time to be summed up has come, counted where notice, deputy and summary are all there."""
    now = work.span.at
    for one in work.activities:
        if one.programme.kind is not Kind.RECEPTION or not work.span.holds(one.day):
            continue
        rules, state = work.rules(one.told.first.stamp), one.state
        limit = work.calendar.add_working_days(one.day, rules.summary_working_days)
        summed = state.summarised_at.astimezone(now.tzinfo).date() if state.summarised_at else None
        if summed is None and now.date() <= limit:
            continue
        told = state.announced_at.astimezone(now.tzinfo).date() if state.announced_at else None
        noticed = told is not None and told <= one.day - timedelta(days=rules.announce_days)
        right = noticed and bool(state.checked_in) and summed is not None and summed <= limit
        subject = one.programme.place or ""
        yield Item(position=one.told.first.position, day=one.day, counted=right, subject=subject)


def _sat_as(level: Level) -> Counting:
    def count(work: ContactWork) -> Iterator[Item]:
        for one, record, person in work.sat(work.span.first, work.span.last):
            if level in work.levels(person, one.day):
                yield Item(position=record.position, day=one.day, subject=person)

    return lambda work: _distinct(count(work))


def taking_part(work: ContactWork) -> Iterator[Item]:
    """Deputies in office at the end, counted where they took part in anything."""
    active: dict[ActorId, int] = {}
    for record, person in work.took_part():
        active.setdefault(person, record.position)
    for person, told in work.deputies.items():
        if work.levels(person, work.span.last):
            position = active.get(person, told.first.position)
            yield Item(position=position, day=work.span.last, counted=person in active, subject=person)


def _reports(work: ContactWork) -> Iterator[Item]:
    for person, told in work.deputies.items():
        for record, _ in told.of(deputies.ReportedToVoters):
            if work.span.holds(record.stamp.occurred_on):
                yield Item(position=record.position, day=record.stamp.occurred_on, subject=person)


def renewed(work: ContactWork) -> Iterator[Item]:
    """Regulations issued or revised in the span, each once however often it is listed."""
    found: dict[str, Item] = {}
    for told in work.places:
        for record, event in told.of(places.RegulationIssued | places.RegulationRevised):  # type: ignore[arg-type]
            day = record.stamp.occurred_on
            if work.span.holds(day):
                found.setdefault(title_key(event.title), Item(position=record.position, day=day, subject=event.title))
    return iter(sorted(found.values(), key=lambda item: item.position))


def _trained(training: Training, levels: frozenset[Level]) -> Counting:
    def count(work: ContactWork) -> Iterator[Item]:
        for one in work.held(Kind.TRAINING):
            if one.programme.training is training:
                for record, event in one.told.of(activities.Attended):
                    for attendee in event.attendees:
                        if attendee.capacity is not Capacity.STAFF and levels & work.levels(attendee.person, one.day):
                            yield Item(position=record.position, day=one.day, subject=attendee.person)

    return lambda work: _distinct(count(work))


def first_class(work: ContactWork) -> Gathered | None:
    """The first three-level class of the span."""
    return next((one for one in work.held(Kind.TRAINING) if one.programme.training is Training.LOCAL), None)


def _class_month(work: ContactWork) -> Iterator[Item]:
    if (one := first_class(work)) is not None:
        yield Item(position=one.told.first.position, day=one.day, subject=one.programme.title)


def _class_people(work: ContactWork) -> Iterator[Item]:
    if (one := first_class(work)) is None:
        return iter(())
    return _distinct(
        Item(position=record.position, day=one.day, subject=attendee.person)
        for record, event in one.told.of(activities.Attended)
        for attendee in event.attendees
    )


def _quota(work: ContactWork) -> Iterator[Item]:
    for told in _latest_selection(work):
        day = told.first.stamp.occurred_on
        yield Item(position=told.first.position, day=day, subject=str(told.state.year), value=told.state.quota)


def _chosen(work: ContactWork) -> Iterator[Item]:
    for told in _latest_selection(work):
        for record, event in told.of(deputies.Decided):
            for person in event.chosen:
                yield Item(position=record.position, day=record.stamp.occurred_on, subject=person)


def _latest_selection(work: ContactWork) -> list[Told]:
    return [told for told in work.selections if work.span.holds(told.first.stamp.occurred_on)][-1:]


_COUNTED: Mapping[str, Counting] = {
    "homes": _places(PlaceKind.HOME),
    "homes_six": six_haves,
    "coverage": coverage,
    "stations": _places(PlaceKind.STATION),
    "stations_active": active_stations,
    "persons_helped": lambda work: _distinct(_helped(work)),
    "times_helped": _helped,
    "households": lambda work: _distinct(_visited(work)),
    "groups": _groups,
    "group_activities": _held(Kind.GROUP),
    "receptions": _receptions,
    "receptions_in_order": in_order,
    "county_deputies": _sat_as(Level.COUNTY),
    "township_deputies": _sat_as(Level.TOWNSHIP),
    "deputies_taking_part": taking_part,
    "contacts": _held(Kind.CONTACT),
    "inspections": _held(Kind.INSPECTION),
    "reports_to_voters": _reports,
    "regulations": renewed,
    "trained_away": _trained(Training.AWAY, frozenset({Level.CITY, Level.COUNTY})),
    "trained_city": _trained(Training.CITY, frozenset({Level.CITY})),
    "class_month": _class_month,
    "class_people": _class_people,
    "quota": _quota,
    "chosen": _chosen,
}


def home_rules(work: ContactWork) -> list[str]:
    """Titles in force at the end that are about homes."""
    found: dict[str, str] = {}
    for told in work.places:
        for rule in told.state.regulations:
            if rule.in_force and rule.issued_on <= work.span.last and "代表之家" in title_key(rule.title):
                found.setdefault(title_key(rule.title), rule.title)
    return list(found.values())
