"""A made-up year of contact work, written straight into the log: places, deputies, groups, activities, a selection."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid5

from application import sealing
from application.contact import deputy_id, place_id
from application.ports import Append
from domain.activities import events as a
from domain.activities.particulars import Attendee, Capacity, Inspection, Kind, Programme, Training
from domain.deputies import events as d
from domain.deputies.particulars import Level, Mandate
from domain.places import events as p
from domain.places.particulars import Check, Have, Paper, PlaceKind
from domain.shared.identity import (
    ActorId,
    BeneficiaryRef,
    CommandId,
    Constituency,
    ContactId,
    DocumentNumber,
    Method,
    OrgCode,
    PolicyEdition,
    PublicName,
)
from domain.shared.people import Actor, Role
from domain.shared.sealed import Plain
from domain.shared.stamp import Stamp
from infrastructure.bootstrap import Plant
from tests.support.judged import ZONE

FIRST, LAST = date(2025, 11, 1), date(2026, 10, 31)
BY = Actor(id=ActorId("supervisor-1"), role=Role.SUPERVISOR)
NAMES = UUID("0e0a7f6c-3a7e-5a57-9f0c-55f3a6f0c001")
TITLES = ("“人大代表之家”建设与管理考核办法", "人大代表学习培训制度", "人大代表小组活动制度", "代表建议意见办理制度")
Told = tuple[ContactId, list[tuple[object, Stamp]]]


def stamp(day: date, hour: int = 9) -> Stamp:
    """Recorded on the day itself."""
    at = datetime.combine(day, time(hour), ZONE)
    return Stamp(at=at, by=BY, command_id=CommandId(uuid5(NAMES, at.isoformat())), occurred_at=at, zone=ZONE)


def stream(name: str) -> ContactId:
    """A stream of that name."""
    return ContactId(uuid5(NAMES, name))


def year(seed: int = 5) -> list[Told]:
    """Everything that happened, stream by stream."""
    random = Random(seed)
    return [*_places(), *_deputies(), *_groups(random), *_activities(random), *_selection()]


def _places() -> Iterator[Told]:
    office = [
        (
            p.Established(kind=PlaceKind.OFFICE, code=OrgCode("office"), name=PublicName("代工委")),
            stamp(date(2025, 9, 1)),
        )
    ]
    for number, title in enumerate(TITLES, start=1):
        paper = Paper(document=DocumentNumber(f"人发〔2026〕{number}号"))
        issued = p.RegulationIssued(regulation=number, title=PublicName(title), paper=paper)
        office.append((issued, stamp(date(2026, number, 5) if number > 1 else date(2025, 10, 5))))  # type: ignore[arg-type]
    again = p.RegulationRevised(regulation=2, version=2, title=PublicName(TITLES[1]), paper=Paper())
    office += [(again, stamp(date(2026, 5, 6))), (again, stamp(date(2026, 6, 6)))]  # type: ignore[list-item]
    yield place_id(OrgCode("office")), office  # type: ignore[misc]
    for n in range(1, 7):
        code, events = OrgCode(f"H-{n}"), []
        home = p.Established(kind=PlaceKind.HOME, code=code, name=PublicName(f"{n}号之家"), township=OrgCode(f"T-{n}"))
        events.append((home, stamp(date(2025, 6, n))))
        checks = tuple(Check(have=have, met=not (n == 3 and have is Have.FILES)) for have in Have)
        if n != 4:
            events.append((p.HavesChecked(checks=checks), stamp(date(2026, 9, n))))
        if n == 6:
            events.append((p.Closed(reason=Plain("并入5号")), stamp(date(2026, 10, 1))))
        yield place_id(code), events  # type: ignore[misc]
    for n in range(1, 13):
        code = OrgCode(f"S-{n:02}")
        station = p.Established(
            kind=PlaceKind.STATION, code=code, name=PublicName(f"{n}号站"), township=OrgCode(f"T-{(n - 1) % 5 + 1}")
        )
        yield place_id(code), [(station, stamp(date(2025, 7, n)))]


def _deputies() -> Iterator[Told]:
    for n in range(1, 41):
        person = ActorId(f"deputy-{n:03}")
        events: list[tuple[object, Stamp]] = [
            (d.Registered(person=person, name=Plain(f"代表{n}")), stamp(date(2025, 8, 1)))
        ]
        levels = [Level.COUNTY] if n <= 25 else []
        levels += [Level.TOWNSHIP] if n >= 10 else []
        levels += [Level.CITY] if n % 9 == 0 else []
        for level in levels:
            mandate = Mandate(level=level, constituency=Constituency(f"第{n}选区"), from_on=date(2022, 1, 1))
            events.append((d.MandateTaken(mandate=mandate), stamp(date(2025, 8, 2))))
        if n == 5:
            events.append((d.MandateEnded(level=Level.COUNTY, ended_on=date(2026, 3, 1)), stamp(date(2026, 3, 2))))
        if n % 10 == 0:
            told = d.ReportedToVoters(voters=30, satisfied=20, basically_satisfied=8, dissatisfied=2)
            events.append((told, stamp(date(2026, 8, n // 10))))
        yield deputy_id(person), events


def _groups(random: Random) -> Iterator[Told]:
    for n in range(1, 6):
        members = tuple(ActorId(f"deputy-{m:03}") for m in range(n * 6, n * 6 + 6))
        formed = d.Formed(name=PublicName(f"第{n}小组"), township=OrgCode(f"T-{n}"), members=members, leader=members[0])
        events: list[tuple[object, Stamp]] = [(formed, stamp(date(2025, 10, n)))]
        if n == 5:
            events.append((d.Dissolved(reason=Plain("合并")), stamp(date(2026, 10, 31))))
        yield stream(f"group {n}"), events


def _programme(kind: Kind, day: date, title: str, **more: object) -> Programme:
    begins = datetime.combine(day, time(9), ZONE)
    told = {"kind": kind, "title": PublicName(title), "starts_at": begins, "ends_at": begins + timedelta(hours=2)}
    return Programme(**told, **more)  # type: ignore[arg-type]


def _activities(random: Random) -> Iterator[Told]:
    days = [FIRST - timedelta(days=5) + timedelta(days=random.randrange(380)) for _ in range(70)]
    for n, day in enumerate(days):
        yield stream(f"reception {n}"), list(_reception(random, n, day))
    for n in range(20):
        yield stream(f"visit {n}"), list(_visit(random, n))
    for n, kind in enumerate([Kind.GROUP, Kind.GROUP, Kind.CONTACT, Kind.INSPECTION]):
        day = date(2026, 4, 10 + n)
        look = {"inspection": Inspection.SURVEY} if kind is Kind.INSPECTION else {}
        programme = _programme(kind, day, f"活动{n}", **look)
        took = tuple(Attendee(person=ActorId(f"deputy-{m:03}")) for m in range(28, 33))
        yield (
            stream(f"other {n}"),
            [(a.Held(programme=programme), stamp(day)), (a.Attended(attendees=took), stamp(day))],
        )
    yield from _trainings()


def _trainings() -> Iterator[Told]:
    for n, (training, day, first, last) in enumerate(
        [
            (Training.AWAY, date(2026, 5, 8), 1, 12),
            (Training.AWAY, date(2026, 6, 8), 8, 20),
            (Training.CITY, date(2026, 7, 8), 1, 40),
            (Training.LOCAL, date(2026, 4, 18), 1, 30),
            (Training.LOCAL, date(2026, 9, 3), 5, 36),
        ]
    ):
        programme = _programme(Kind.TRAINING, day, f"培训{n}", training=training)
        took = tuple(Attendee(person=ActorId(f"deputy-{m:03}")) for m in range(first, last))
        staff = tuple(Attendee(person=ActorId(f"staff-{m}"), capacity=Capacity.STAFF) for m in range(3))
        held = [(a.Held(programme=programme), stamp(day)), (a.Attended(attendees=(*took, *staff)), stamp(day))]
        yield stream(f"training {n}"), held  # type: ignore[misc]


def _reception(random: Random, n: int, day: date) -> Iterator[tuple[object, Stamp]]:
    programme = _programme(Kind.RECEPTION, day, f"接待日{n}", place=OrgCode(f"S-{random.randrange(1, 12):02}"))
    yield a.Planned(programme=programme), stamp(day - timedelta(days=20))
    if n % 11 == 0:
        yield a.Cancelled(reason=Plain("大雨")), stamp(day - timedelta(days=1))
        return
    yield a.Announced(), stamp(day - timedelta(days=1 if n % 7 == 0 else 6))
    yield a.Opened(), stamp(day)
    for person in random.sample(range(1, 36), random.randrange(1, 5)):
        yield a.DeputyCheckedIn(person=ActorId(f"deputy-{person:03}")), stamp(day)
    yield a.Closed(), stamp(day, 12)
    if n % 13:
        yield a.Summarised(text=Plain("已整理。")), stamp(day + timedelta(days=1))


def _visit(random: Random, n: int) -> Iterator[tuple[object, Stamp]]:
    day = FIRST + timedelta(days=random.randrange(300))
    person = ActorId(f"deputy-{random.randrange(1, 30):03}")
    yield a.Held(programme=_programme(Kind.VISIT, day, f"走访{n}")), stamp(day)
    for _ in range(3):
        reference = BeneficiaryRef(f"b-{random.randrange(40):03}")
        seen = a.HouseholdVisited(person=person, reference=reference, household=Plain("某户"), voters=2)
        yield seen, stamp(day, 10)
        helped = a.AssistanceGiven(
            person=person, reference=reference, beneficiary=Plain("某人"), method=Method("in_kind")
        )
        yield helped, stamp(day, 10)


def _selection() -> Iterator[Told]:
    opened = d.Opened(year=2026, quota=15, formula=PolicyEdition("CONTACT-v1"))
    chosen = tuple(ActorId(f"deputy-{n:03}") for n in range(1, 9))
    decided = d.Decided(chosen=chosen, minutes=DocumentNumber("会纪〔2026〕7号"))
    yield stream("selection"), [(opened, stamp(date(2026, 9, 1))), (decided, stamp(date(2026, 10, 20)))]


def load(plant: Plant, told: Sequence[Told]) -> None:
    """Put it into the log, in the order of time."""
    keeper, log = plant.system.desk._keeper, plant.system.log
    entries = sorted(
        ((at, n, one, event) for one, events in told for n, (event, at) in enumerate(events)),
        key=lambda entry: (entry[0].at.astimezone(UTC), str(entry[2]), entry[1]),
    )
    appends = [
        Append(case=one, after_version=n, entries=((event, at),), fingerprint="made-up")  # type: ignore[arg-type]
        for at, n, one, event in entries
    ]
    for start in range(0, len(appends), 200):
        log.append(sealing.sealed(appends[start : start + 200], keeper))
