"""The made-up county: 20 townships, 60 stations, 900 deputies, 30 departments, and who works where."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from application.demo.themes import Matter, Theme
from domain.shared.identity import ActorId, OrgCode, StationCode, UnitCode
from domain.shared.people import OFFICE, Actor, Role

TOWNSHIPS, STATIONS, DEPUTIES = 20, 60, 900
HABIT, SMOOTH = "gas-heat", "commerce"
"""Two units with a habit of their own: asking for time on the last day, and pleasing without solving."""
MILL, SURGE = "S-07", "S-23"
"""Two stations with one: closing on the spot by the minute, and filling the book before the quarter ends."""


@dataclass(frozen=True, slots=True)
class Station:
    """A liaison station and its people."""

    code: StationCode
    township: UnitCode
    clerks: tuple[Actor, ...]
    head: Actor


class District:
    """Who there is. The same seed makes the same people."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.stations = tuple(_station(n) for n in range(1, STATIONS + 1))
        self.deputies = tuple(_person(f"deputy-{n:03}", Role.DEPUTY, OFFICE) for n in range(1, DEPUTIES + 1))
        self.supervisors = tuple(_person(f"supervisor-{n}", Role.SUPERVISOR, OFFICE) for n in range(1, 5))
        self.callers = tuple(_person(f"caller-{n}", Role.CALLER, OFFICE) for n in range(1, 7))
        self.chair = _person("chair", Role.CHAIR, OFFICE)
        self.system = Actor(id=ActorId("system"), role=Role.SYSTEM, org=OFFICE)
        self.voter = Actor(id=ActorId("voter"), role=Role.VOTER, org=OrgCode("voter"))

    def station(self, code: str) -> Station:
        """A station by its code."""
        return next(station for station in self.stations if station.code == code)

    def officer(self, unit: str) -> Actor:
        """Whoever handles cases in a unit."""
        return _person(f"officer-{unit}", Role.DEPARTMENT, unit)

    def theme(self, random: Random, month: int) -> Theme:
        """What somebody comes about; three times as likely in its season."""
        themes: Sequence[Theme] = self.matter.themes
        return random.choices(themes, [t.weight * (3 if month in t.peak else 1) for t in themes])[0]


def _station(number: int) -> Station:
    code = f"S-{number:02}"
    return Station(
        code=StationCode(OrgCode(code)),
        township=UnitCode(OrgCode(f"T-{(number - 1) % TOWNSHIPS + 1:02}")),
        clerks=tuple(_person(f"clerk-{code}-{n}", Role.CLERK, code) for n in (1, 2)),
        head=_person(f"head-{code}", Role.STATION_HEAD, code),
    )


def _person(name: str, role: Role, org: str) -> Actor:
    return Actor(id=ActorId(name), role=role, org=OrgCode(org))
