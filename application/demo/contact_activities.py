"""What else deputies of the demo do in a year: visits, assistance, groups, trainings, inspections, contacts."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from application.demo.contact_life import ContactLife
from application.demo.contact_roster import deputies, levels
from application.demo.contact_scene import Scene
from application.demo.district import Station
from domain.activities import commands as c
from domain.activities.particulars import Attendee, Capacity, Inspection, Kind, Programme, Training
from domain.deputies.particulars import Level
from domain.shared.identity import ActorId, ContactId, Method, OrgCode, PublicName
from domain.shared.people import Actor
from domain.shared.sealed import plain

STAFF = tuple(ActorId(f"cadre-{n:02}") for n in range(1, 21))
"""人大干部 who sit in the local class."""
CLASSES = (
    (Training.LOCAL, 160, "省、市、区三级人大代表和人大干部培训班"),
    (Training.AWAY, 110, "人大代表履职能力提升培训班（外出）"),
    (Training.AWAY, 250, "人大代表履职能力提升培训班（外出二期）"),
    (Training.CITY, 200, "市人大代表履职培训班"),
)
FORMS = ((Inspection.VIEW, "视察"), (Inspection.SURVEY, "调研"), (Inspection.ENFORCEMENT, "执法检查"))


def year(scene: Scene, groups: Sequence[ContactLife]) -> Iterator[ContactLife]:
    """Everything but the receptions."""
    months = max(1, round(12 * scene.share))
    for n, station in enumerate(scene.district.stations):
        for month in range(12 - months, 12):
            yield _visits(scene, station, n, month)
            if month % 2 == n % 2:
                yield _assistance(scene, station, n, month)
    for n, group in enumerate(groups):
        for quarter in range(max(1, round(4 * scene.share))):
            yield _group(scene, group, n, quarter)
    yield from _trainings(scene)
    yield from _inspections(scene)
    yield from _contacts(scene)
    yield from _meetings(scene)


def _record(
    scene: Scene, key: str, programme: Programme, by: Actor, people: Sequence[ActorId], staff: Sequence[ActorId] = ()
) -> ContactLife:
    attendees = (
        *(Attendee(person=person) for person in people),
        *(Attendee(person=person, capacity=Capacity.STAFF) for person in staff),
    )
    command = c.Record(programme=programme, attendees=attendees)
    return scene.life(key).begin(command, by, programme.ends_at + timedelta(minutes=30))


def _programme(scene: Scene, kind: Kind, title: str, day: int, hour: int, **more: object) -> Programme:
    starts = scene.day(day, hour)
    return Programme(
        kind=kind,
        title=PublicName(title),
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        **more,  # type: ignore[arg-type]
    )


def _mine(scene: Scene, number: int) -> Sequence[Actor]:
    return deputies(scene)[number :: len(scene.district.stations)]


def _visits(scene: Scene, station: Station, number: int, month: int) -> ContactLife:
    random = Random(f"{scene.seed} visit {number} {month}")
    person = random.choice(_mine(scene, number)).id
    programme = _programme(
        scene, Kind.VISIT, "入户走访", 30 * month + number % 25, 15, place=OrgCode(station.code), hosts=(person,)
    )
    life = _record(scene, f"visit {station.code} {month}", programme, station.clerks[0], ())
    for n in range(random.randint(1, 3)):
        household = f"{station.township}{random.randint(1, 400)}户"
        reference = scene.refer(household)
        visit = c.VisitHousehold(
            person=person, household=plain(household), voters=random.randint(1, 4), reference=reference
        )
        life.do(visit, station.clerks[0], programme.ends_at + timedelta(minutes=31 + n))
    return life


def _assistance(scene: Scene, station: Station, number: int, month: int) -> ContactLife:
    random, matter = Random(f"{scene.seed} help {number} {month}"), scene.district.matter
    person = random.choice(_mine(scene, number)).id
    programme = _programme(
        scene, Kind.ASSISTANCE, "帮扶困难群众", 30 * month + (number + 5) % 25, 10, place=OrgCode(station.code)
    )
    life = _record(scene, f"help {station.code} {month}", programme, station.clerks[1], ())
    for n in range(random.randint(1, 2)):
        who = f"{random.choice(matter.surnames)}{random.choice(matter.given[:12])} {station.township}"
        given = c.Assist(
            person=person,
            beneficiary=plain(who),
            method=Method(random.choice(("supplies", "funds", "work", "medical"))),
            reference=scene.refer(who),
        )
        life.do(given, station.clerks[1], programme.ends_at + timedelta(minutes=31 + n))
    return life


def _group(scene: Scene, group: ContactLife, number: int, quarter: int) -> ContactLife:
    random = Random(f"{scene.seed} group {number} {quarter}")
    programme = _programme(
        scene, Kind.GROUP, "代表小组活动", 90 * quarter + 20 + number % 60, 9, group=ContactId(group.id)
    )
    members = group.state.members
    came = [m for m in members if random.random() < 0.8] or members[:1]
    return _record(scene, f"group activity {number} {quarter}", programme, scene.supervisor, came)


def _of_levels(scene: Scene, wanted: frozenset[Level]) -> list[ActorId]:
    return [d.id for n, d in enumerate(deputies(scene)) if wanted & set(levels(n))]


def _trainings(scene: Scene) -> Iterator[ContactLife]:
    everybody = [d.id for d in deputies(scene)]
    city = _of_levels(scene, frozenset({Level.CITY}))
    away = _of_levels(scene, frozenset({Level.CITY, Level.COUNTY}))
    for n, (kind, day, title) in enumerate(CLASSES):
        random = Random(f"{scene.seed} class {n}")
        pool = {Training.LOCAL: everybody, Training.CITY: city}.get(kind, away)
        came = sorted(random.sample(pool, min(len(pool), 90 if kind is Training.LOCAL else 24)))
        programme = _programme(scene, Kind.TRAINING, title, day, 9, training=kind)
        staff = STAFF if kind is Training.LOCAL else ()
        yield _record(scene, f"class {n}", programme, scene.supervisor, came, staff)


def _inspections(scene: Scene) -> Iterator[ContactLife]:
    county = _of_levels(scene, frozenset({Level.COUNTY}))
    for n in range(max(3, round(12 * scene.share))):
        form, word = FORMS[n % len(FORMS)]
        random = Random(f"{scene.seed} inspection {n}")
        title = f"{random.choice(scene.district.matter.themes).name}{word}"
        programme = _programme(scene, Kind.INSPECTION, title, 25 * n + 40, 9, inspection=form)
        came = sorted(random.sample(county, min(len(county), 10)))
        yield _record(scene, f"inspection {n}", programme, scene.supervisor, came)


def _contacts(scene: Scene) -> Iterator[ContactLife]:
    """常委会组成人员联系代表: each time one member and three deputies."""
    people = deputies(scene)
    for n in range(max(2, round(24 * scene.share))):
        programme = _programme(scene, Kind.CONTACT, "常委会组成人员联系代表", 14 * n + 10, 15)
        came = sorted({people[(3 * n + k) % len(people)].id for k in range(3)})
        member = Attendee(person=ActorId(f"member-{n % 12 + 1:02}"), capacity=Capacity.MEMBER)
        command = c.Record(programme=programme, attendees=(member, *(Attendee(person=p) for p in came)))
        life = scene.life(f"contact {n}")
        yield life.begin(command, scene.supervisor, programme.ends_at + timedelta(minutes=20))


def _meetings(scene: Scene) -> Iterator[ContactLife]:
    county = _of_levels(scene, frozenset({Level.COUNTY}))
    for n in range(max(1, round(6 * scene.share))):
        random = Random(f"{scene.seed} meeting {n}")
        programme = _programme(scene, Kind.MEETING, f"区人大常委会第{n + 31}次会议（列席）", 55 * n + 12, 9)
        came = [person for person in county if random.random() < 0.3] or county[:1]
        yield _record(scene, f"meeting {n}", programme, scene.supervisor, came)
