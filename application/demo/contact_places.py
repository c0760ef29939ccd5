"""The demo's homes, stations and office: opened, staffed, looked at each quarter, assessed; and the regulations."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from application.demo.contact_life import ContactLife
from application.demo.contact_roster import deputies
from application.demo.contact_scene import Scene
from application.demo.regulations import ISSUED_IN_THE_YEAR, REVISED_IN_THE_YEAR
from domain.places import commands as c
from domain.places import events as e
from domain.places.particulars import Check, Have, Paper, PlaceKind, Post, Score, Staff, Turn
from domain.policies.contact_work import Item
from domain.shared.identity import ActorId, Digest, DocumentNumber, OrgCode, PublicName, PublicText
from domain.shared.people import OFFICE, Actor, Role
from domain.shared.sealed import plain

LOOKS = (30, 120, 210, 300)
"""Days of the year on which the six haves are looked at."""
ASSESSED = 200


def office(scene: Scene) -> ContactLife:
    """The office's own register: six regulations from before the year, seven new ones, the six revised twice."""
    by = scene.supervisor
    opening = c.Establish(kind=PlaceKind.OFFICE, code=OFFICE, name=PublicName("区人大常委会代表工作委员会"))
    life = scene.life("office").begin(opening, by, scene.day(-300))
    for n, title in enumerate((*REVISED_IN_THE_YEAR, *ISSUED_IN_THE_YEAR)):
        at = scene.day(-290 + n) if title in REVISED_IN_THE_YEAR else scene.day(20 + n)
        life.do(c.IssueRegulation(title=PublicName(f"《{title}》"), paper=_paper(n)), by, at)
    for round_ in (1, 2):
        for n in range(len(REVISED_IN_THE_YEAR)):
            at = scene.day(40 * round_ + n, hour=15)
            life.do(c.ReviseRegulation(regulation=n + 1, paper=_paper(20 * round_ + n)), by, at)
    return life


def _paper(number: int) -> Paper:
    return Paper(document=DocumentNumber(f"区人常发〔2026〕{number + 1}号"), sha256=_digest(f"paper {number}"))


def _digest(what: str) -> Digest:
    return Digest(hashlib.sha256(what.encode()).hexdigest())


def places(scene: Scene) -> Iterator[ContactLife]:
    """A home in every township, and every station with its home."""
    district = scene.district
    for n, name in enumerate(district.matter.townships, start=1):
        code, township = OrgCode(f"H-{n:02}"), OrgCode(f"T-{n:02}")
        opening = c.Establish(
            kind=PlaceKind.HOME,
            code=code,
            name=PublicName(f"{name}人大代表之家"),
            township=township,
            address=PublicText(f"{name}政府院内"),
            hours=PublicText("工作日 8:30–17:30"),
        )
        yield _run(scene, opening, Actor(id=ActorId(f"head-{code}"), role=Role.STATION_HEAD, org=code))
    for n, station in enumerate(district.stations):
        matter = district.matter
        opening = c.Establish(
            kind=PlaceKind.STATION,
            code=station.code,
            name=PublicName(f"{matter.places[n % len(matter.places)]}代表联络站"),
            township=station.township,
            home=OrgCode(f"H-{station.township[2:]}"),
            address=PublicText(f"{matter.roads[n % len(matter.roads)]}{n + 1}号"),
            hours=PublicText("每月接待日 9:00–11:00"),
        )
        yield _run(scene, opening, station.head)


def _run(scene: Scene, opening: c.Establish, head: Actor) -> ContactLife:
    """A place through the year."""
    life = scene.life(f"place {opening.code}").begin(opening, scene.supervisor, scene.day(-280))
    random = Random(f"{scene.seed} {opening.code}")
    staff = (Staff(post=Post.HEAD, person=head.id),)
    life.do(c.NameStaff(staff=staff), scene.supervisor, scene.day(-279))
    for look in LOOKS:
        life.do(c.CheckHaves(checks=_checks(opening.code, look, random)), head, scene.day(look, hour=10))
    if opening.kind is PlaceKind.STATION:
        life.do(c.SetRota(turns=_rota(scene, opening.code)), head, scene.day(12, hour=9))
    notice = c.PostNotice(title=PublicName("接待日安排"), text=PublicText("每月接待日安排已公布，欢迎前来。"))
    life.do(notice, head, scene.day(15, hour=11))
    scores = tuple(Score(item=item, points=_given(scene, item, random)) for item in Item)
    assess = c.Assess(period=PublicName("上半年"), scores=scores)
    life.do(assess, scene.supervisor, scene.day(ASSESSED, hour=14))
    return life


def _rota(scene: Scene, code: str) -> tuple[Turn, ...]:
    """Who receives on the station's day of each month."""
    number = [str(station.code) for station in scene.district.stations].index(code)
    mine = deputies(scene)[number :: len(scene.district.stations)]
    days = {scene.day(30 * month + 15 + number % 12).date(): month for month in range(12)}
    return tuple(Turn(on=day, deputies=(mine[month % len(mine)].id,)) for day, month in sorted(days.items()))


def _given(scene: Scene, item: Item, random: Random) -> int:
    weight = scene.work.items[item]
    return random.randint(weight * 7 // 10, weight)


def _checks(code: str, look: int, random: Random) -> tuple[Check, ...]:
    met = {have: random.random() < 0.97 for have in Have}
    return tuple(
        Check(have=have, met=yes, proof=_digest(f"{code} {look} {have}"))
        if yes
        else Check(have=have, met=False, note=plain("待完善。"))
        for have, yes in met.items()
    )


def assessed_by_its_own(scene: Scene, life: ContactLife) -> None:
    """R22: the head of a station gives it its points, as only a faulty store would hold it."""
    scores = tuple(Score(item=item, points=scene.work.items[item]) for item in Item)
    code = life.state.code
    by = Actor(id=life.state.staff[0].person, role=Role.SUPERVISOR, org=code)
    event = e.Assessed(period=PublicName("下半年"), edition=scene.work.edition, scores=scores, total=100)
    at: datetime = scene.day(ASSESSED + 60) + timedelta(hours=2)
    life.force(event, by, at)
