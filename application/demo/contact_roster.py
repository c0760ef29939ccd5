"""The demo's deputies with their mandates, reports and honours; their groups; and the five-good selection."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from uuid import UUID

from application.demo.contact_life import ContactLife
from application.demo.contact_scene import Scene
from application.demo.district import Station
from application.ports import Append
from domain.contact.duty import lines
from domain.contact.merit import Acts, standings
from domain.deputies import commands as c
from domain.deputies.particulars import Level, Mandate
from domain.shared.identity import ActorId, Constituency, DocumentNumber, LegalBasis, OrgCode, PublicName
from domain.shared.people import Actor
from domain.shared.sealed import plain
from domain.shared.stamp import Stamp

GROUPS_PER_TOWNSHIP = 3
QUOTA = 15


def deputies(scene: Scene) -> Sequence[Actor]:
    """The deputies there are: as many as the demo's size bears, at least one for each station."""
    stations = len(scene.district.stations)
    return scene.district.deputies[: max(stations, round(len(scene.district.deputies) * scene.share))]


def station_of(scene: Scene, number: int) -> Station:
    """Where the deputy of this number meets voters."""
    return scene.district.stations[number % len(scene.district.stations)]


def levels(number: int) -> tuple[Level, ...]:
    """Whom the deputy of this number represents: a third the county, some several congresses at once."""
    county = number // 60 % 3 == 0
    found = [Level.COUNTY if county else Level.TOWNSHIP]
    if number % 15 == 0:
        found = [Level.TOWNSHIP, Level.COUNTY]
    if number % 45 == 0:
        found.append(Level.CITY)
    if number % 300 == 0:
        found.append(Level.PROVINCE)
    return tuple(found)


def roster(scene: Scene) -> Iterator[ContactLife]:
    """Every deputy through the year."""
    matter = scene.district.matter
    for number, deputy in enumerate(deputies(scene)):
        random, station = Random(f"{scene.seed} {deputy.id}"), station_of(scene, number)
        mandates = tuple(
            Mandate(
                level=level,
                constituency=Constituency(f"{station.township}第{number % 12 + 1}选区"),
                from_on=date(2021, 11, 20),
            )
            for level in levels(number)
        )
        command = c.Register(
            person=deputy.id,
            name=plain(random.choice(matter.surnames) + random.choice(matter.given)),
            mandates=mandates,
            phone=plain(f"198{number:08}"),
            station=OrgCode(station.code),
        )
        life = scene.life(f"deputy {deputy.id}").begin(command, scene.supervisor, scene.day(-270, minute=number % 60))
        _through_the_year(scene, life, station, random)
        yield life


def _through_the_year(scene: Scene, life: ContactLife, station: Station, random: Random) -> None:
    if random.random() < 0.35:
        voters = random.randint(20, 60)
        satisfied, basically = voters * 7 // 10, voters // 5
        report = c.ReportToVoters(
            voters=voters,
            satisfied=satisfied,
            basically_satisfied=basically,
            dissatisfied=voters - satisfied - basically,
            station=OrgCode(station.code),
            text=plain("一年来履职情况报告。"),
        )
        life.do(report, station.clerks[0], scene.day(random.randint(150, 340), hour=15))
    if random.random() < 0.015:
        life.do(c.Commend(title=PublicName("优秀人大代表")), scene.supervisor, scene.day(345))
    if random.random() < 0.004:
        life.do(c.Sanction(basis=LegalBasis("代表法第四十九条")), scene.supervisor, scene.day(250))


def groups(scene: Scene) -> Iterator[ContactLife]:
    """Three groups in every township, as far as there are deputies for them."""
    people = deputies(scene)
    for n, name in enumerate(scene.district.matter.townships, start=1):
        township = OrgCode(f"T-{n:02}")
        mine = [d.id for number, d in enumerate(people) if station_of(scene, number).township == township]
        for part in range(GROUPS_PER_TOWNSHIP):
            members = tuple(mine[part::GROUPS_PER_TOWNSHIP])
            if members:
                command = c.Form(
                    name=PublicName(f"{name}第{part + 1}代表小组"),
                    township=township,
                    members=members,
                    leader=members[0],
                    home=OrgCode(f"H-{n:02}"),
                )
                key = f"group {township} {part}"
                yield scene.life(key).begin(command, scene.supervisor, scene.day(-260, minute=n))


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the demo as the duty record reads it; it has no place in a log yet."""

    stream: UUID
    position: int
    version: int
    event: object
    stamp: Stamp


def selection(scene: Scene, lived: Iterable[Sequence[Append]]) -> ContactLife:
    """Opened a month before the end, ranked by everything that was recorded by then, decided by the chair."""
    year = scene.until.year
    opened, ranked, decided = (scene.day(n) for n in (330, 340, 350))
    life = scene.life("selection").begin(c.Open(year=year, quota=QUOTA), scene.supervisor, opened)
    acts = _acts(lived, year, ranked)
    found = standings(acts, scene.work, 3 * QUOTA)
    life.do(c.Rank(as_of=ranked, standings=found), scene.supervisor, ranked)
    chosen = tuple(one.person for one in found[:QUOTA])
    if chosen:
        life.do(
            c.Decide(chosen=chosen, minutes=DocumentNumber(f"主任会议纪要〔{year}〕18号")),
            scene.district.chair,
            decided,
        )
    return life


def _acts(lived: Iterable[Sequence[Append]], year: int, at: datetime) -> Acts:
    found: dict[ActorId, dict[str, int]] = {}
    for appends in lived:
        told = [
            Told(append.case, 0, append.after_version + n, event, stamp)
            for append in appends
            for n, (event, stamp) in enumerate(append.entries, start=1)
        ]
        for line in lines(told):
            if line.stands(at) and line.on.year == year:
                acts = found.setdefault(line.person, {})
                acts[line.act] = acts.get(line.act, 0) + 1
    return found
