"""What is read off the events of the contact work: duty records at any moment, and the blanks of the report."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from domain.activities import events as ae
from domain.activities.particulars import Capacity, Kind, Training
from domain.contact.book import read
from domain.contact.duty import Line, lines
from domain.deputies import events as de
from domain.deputies.particulars import Level
from domain.figures.contact import Between, figures
from domain.places import events as pe
from domain.places.particulars import PlaceKind
from domain.shared.sealed import plain
from domain.suggestion import events as se
from domain.suggestion.particulars import Changes
from tests.spec import SUPERVISOR, instant, stamped
from tests.support.judged import UNTIL, contact_records, year_of

NOTE = plain("说明。")
YEAR, CASES = year_of(240)
CONTACT = YEAR.contact_lives(CASES)
HISTORIES = contact_records(CONTACT)
"""A demo year, and its contact work as a log would hold it."""


def counted(person_: str, moment: datetime) -> Counter[str]:
    """What one deputy did by a moment, counted from the bare events by another way than the duty record's."""
    found: Counter[str] = Counter()
    for life in [*CONTACT, *CASES]:
        entries = [entry for append in life.appends for entry in append.entries if entry[1].at <= moment]
        first = entries[0][0] if entries else None
        for event, _ in entries:
            match event:
                case se.Received(deputy=deputy) if deputy == person_:
                    found["suggestions"] += 1
                case se.Converted(deputy=deputy) if deputy == person_:
                    found["suggestions"] += 1
                case ae.DeputyCheckedIn() | ae.HouseholdVisited() | ae.AssistanceGiven() if event.person == person_:
                    found["contact"] += 1
                case ae.Attended() if person_ in {a.person for a in event.attendees}:
                    kind = first.programme.kind
                    parts = {Kind.TRAINING: "training", Kind.INSPECTION: "inspections", Kind.MEETING: "meetings"}
                    found[parts.get(kind, "contact")] += 1
                case de.ReportedToVoters() | de.Sanctioned() if first.person == person_:
                    found["reports"] += 1
                case de.Commended() if first.person == person_:
                    found["honours"] += 1
                case de.Decided() if person_ in event.chosen:
                    found["honours"] += 1
                case de.Registered() | de.MandateTaken() | de.Stationed() if first.person == person_:
                    found["basics"] += 1
                case de.Formed() if person_ in event.members:
                    found["basics"] += 1
    return found


def test_a_duty_record_is_what_the_events_say_at_any_moment() -> None:
    everything: dict[str, list[Line]] = defaultdict(list)
    cases = [case_records(life) for life in CASES]
    for history in [*HISTORIES.values(), *cases]:
        for line in lines(history):
            everything[line.person].append(line)
    random = Random(5)
    busy = random.sample(sorted(everything), 25)
    for person_ in busy:
        moment = UNTIL - timedelta(days=random.randint(0, 300))
        told = Counter(line.part.value for line in everything[person_] if line.stands(moment))
        assert told == counted(person_, moment), (person_, moment)


class Told:
    """A record of a case."""

    def __init__(self, stream: UUID, position: int, version: int, event: Any, stamp: Any) -> None:
        self.stream, self.position, self.version, self.event, self.stamp = stream, position, version, event, stamp


def case_records(life: Any) -> list[Any]:
    """A case as a log would hold it."""
    entries = [entry for append in life.appends for entry in append.entries]
    return [Told(life.id, 1_000_000 + n, n, event, stamp) for n, (event, stamp) in enumerate(entries, start=1)]


def test_a_corrected_deputy_keeps_the_line_only_until_the_correction() -> None:
    received = se.Received(text=NOTE, channel="visit", deputy="d1")
    corrected = se.Corrected(changes=Changes(deputy="d2"), reason=NOTE)
    days = ("2026-03-02T09:00", "2026-03-05T09:00")
    found = lines(
        [
            Told(UUID(int=1), n, n, event, stamped(SUPERVISOR, day))
            for n, (event, day) in enumerate(zip((received, corrected), days, strict=True), start=1)
        ]
    )
    before, after = instant("2026-03-04T09:00"), instant("2026-03-06T09:00")
    assert [line.person for line in found if line.stands(before)] == ["d1"]
    assert [line.person for line in found if line.stands(after)] == ["d2"]


def test_every_blank_of_the_report_is_what_an_independent_count_gives() -> None:
    first, last = date(2026, 1, 1), date(2026, 10, 31)
    records = sorted((r for h in HISTORIES.values() for r in h), key=lambda r: r.position)
    cases = [record for life in CASES for record in case_records(life)]
    told = {f.name: f for f in figures(read([*records, *cases]), Between(first=first, last=last))}
    events = [(r.stream, r.event, r.stamp.occurred_on) for r in records]
    programmes = {s: e.programme for s, e, _ in events if isinstance(e, ae.Planned | ae.Held)}
    mandates: dict[str, set[Level]] = defaultdict(set)
    people = {s: e.person for s, e, _ in events if isinstance(e, de.Registered)}
    for s, e, _ in events:
        if isinstance(e, de.MandateTaken):
            mandates[people[s]].add(e.mandate.level)

    def on(stream: Any) -> bool:
        return first <= programmes[stream].starts_at.date() <= last

    seats = {e.person for s, e, _ in events if isinstance(e, ae.DeputyCheckedIn) and on(s)}
    helped = [e.reference for s, e, _ in events if isinstance(e, ae.AssistanceGiven) and on(s)]
    classes = [(programmes[s], e.attendees) for s, e, _ in events if isinstance(e, ae.Attended) and on(s)]

    def trained(kind: Training, levels: set[Level]) -> int:
        return len({a.person for p, came in classes if p.training is kind for a in came if mandates[a.person] & levels})

    local = min(((p, came) for p, came in classes if p.training is Training.LOCAL), key=lambda one: one[0].starts_at)
    received = [
        life
        for life in CASES
        if life.appends
        and life.appends[0].entries[0][0].station
        and first <= life.appends[0].entries[0][1].occurred_on <= last
    ]
    withdrawn = [
        life for life in received if any(isinstance(e, se.Withdrawn) for a in life.appends for e, _ in a.entries)
    ]
    regulating = pe.RegulationIssued | pe.RegulationRevised
    touched = [e.title for _, e, d in events if isinstance(e, regulating) and first <= d <= last]
    opened = Counter(e.kind for _, e, d in events if isinstance(e, pe.Established) and d <= last)
    expected = {
        "homes": opened[PlaceKind.HOME],
        "stations": opened[PlaceKind.STATION],
        "collected": len(received) - len(withdrawn),
        "helped": len(set(helped)),
        "groups": sum(isinstance(e, de.Formed) for _, e, _ in events),
        "county_deputies": sum(Level.COUNTY in mandates[p] for p in seats),
        "township_deputies": sum(Level.TOWNSHIP in mandates[p] for p in seats),
        "trained_away": trained(Training.AWAY, {Level.CITY, Level.COUNTY}),
        "trained_by_city": trained(Training.CITY, {Level.CITY}),
        "local_class_month": local[0].starts_at.month,
        "local_class_attendance": len({a.person for a in local[1]}),
        "five_good_places": 15,
        "regulations": len(set(touched)),
    }
    assert {name: figure.value for name, figure in told.items()} == expected
    assert told["helped"].beside == {"times": len(helped)}
    assert told["regulations"].beside == {"mentions": len(touched)}
    assert told["local_class_attendance"].beside["staff"] == sum(a.capacity is Capacity.STAFF for a in local[1])
    positions = {r.position for r in [*records, *cases]}
    assert all(set(figure.positions) <= positions and figure.positions for figure in told.values())


def test_the_whole_years_list_of_regulations_counts_thirteen_of_nineteen_mentions() -> None:
    records = sorted((r for h in HISTORIES.values() for r in h), key=lambda r: r.position)
    whole = Between(first=UNTIL.date() - timedelta(days=365), last=UNTIL.date())
    [told] = [f for f in figures(read(records), whole) if f.name == "regulations"]
    assert (told.value, told.beside["mentions"], len(set(told.items))) == (13, 19, 13)


def test_a_figure_is_of_its_cut() -> None:
    records = sorted((r for h in HISTORIES.values() for r in h), key=lambda r: r.position)
    whole = Between(first=UNTIL.date() - timedelta(days=365), last=UNTIL.date())
    early = read(records, as_of=records[len(records) // 2].position)
    now, then = ({f.name: f for f in figures(book, whole)} for book in (read(records), early))
    assert then["county_deputies"].positions == tuple(
        p for p in now["county_deputies"].positions if p <= records[len(records) // 2].position
    )
