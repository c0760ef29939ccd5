"""The demo's reception days: one a month at every station, some of them skipping what a reception is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from application.demo.contact_life import ContactLife
from application.demo.contact_roster import deputies
from application.demo.contact_scene import Scene
from application.demo.district import Station
from application.demo.session import Session
from domain.activities import commands as c
from domain.activities.particulars import Kind, Programme
from domain.shared.identity import ActorId, OrgCode, PublicName
from domain.shared.sealed import plain

BROKEN = ("unannounced", "announced_late", "no_deputy", "no_summary", "not_held", "two_places")
"""The ways a reception of the demo breaks R26."""
MONTHS = 12
SETTLED = timedelta(days=25)
"""Days before the end of the demo by which a broken one must lie, so that the violation comes about."""


@dataclass(slots=True)
class Receptions:
    """Those of the year. `truth` says which are broken, and how; `empty` are those without a deputy."""

    scene: Scene
    lives: list[ContactLife] = field(default_factory=list)
    held: dict[str, list[Session]] = field(default_factory=dict)
    empty: list[Session] = field(default_factory=list)
    truth: list[tuple[str, str]] = field(default_factory=list)

    def arrange(self, times: int) -> None:
        """Make them all, so many of each broken kind."""
        random = Random(f"receptions {self.scene.seed}")
        slots = list(self._slots())
        settled = [slot for slot in slots if slot[1] <= self.scene.until.date() - SETTLED]
        chosen = random.sample(settled, min(len(settled), times * len(BROKEN)))
        hows = {slot: BROKEN[n % len(BROKEN)] for n, slot in enumerate(chosen)}
        for station, day in slots:
            self._one(station, day, hows.get((station, day), ""))

    def next(self, station: Station, day: date, within: int = 31) -> Session | None:
        """The next one at a station from a day on."""
        last = day + timedelta(days=within)
        found = (s for s in self.held.get(station.code, ()) if day <= s.opens.date() <= last)
        return min(found, key=lambda session: session.opens, default=None)

    def _slots(self) -> Iterator[tuple[Station, date]]:
        """A day a month at every station; a small demo has the latest months alone, and what is planned next."""
        months = max(1, round(MONTHS * self.scene.share))
        for back in range(months, -1, -1):
            for number, station in enumerate(self.scene.district.stations):
                day = self.scene.until.date() - timedelta(days=30 * back - 20 + number % 18)
                if day > self.scene.first_day() + timedelta(days=1):
                    yield station, self.scene.calendar.roll(day)

    def _hosts(self, station: Station, day: date) -> tuple[ActorId, ...]:
        number = self.scene.district.stations.index(station)
        mine = deputies(self.scene)[number :: len(self.scene.district.stations)]
        turn = day.month % max(1, len(mine))
        return tuple(d.id for d in [*mine[turn:], *mine[:turn]][: 2 + day.month % 2])

    def _one(self, station: Station, day: date, how: str) -> ContactLife:
        at = self.scene.at
        hosts, starts = self._hosts(station, day), at(day)
        life = self._planned(station, starts, hosts)
        if how in ("announced_late", "unannounced", "not_held"):
            self.truth.append((str(life.id), how))
        if how != "unannounced":
            told = day - timedelta(days=1 if how == "announced_late" else 6)
            life.do(c.Announce(), station.clerks[0], datetime.combine(told, at(day, 16).timetz()))
        if how == "not_held" or life.over:
            return life
        if not how and self._called_off(life, station, day):
            return life
        self._held(life, station, starts, hosts, how)
        return life

    def _planned(self, station: Station, starts: datetime, hosts: Sequence[ActorId]) -> ContactLife:
        programme = Programme(
            kind=Kind.RECEPTION,
            title=PublicName("人大代表接待选民日"),
            place=OrgCode(station.code),
            hosts=tuple(hosts),
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
        )
        key = f"reception {station.code} {starts.isoformat()}"
        life = self.scene.life(key).begin(c.Plan(programme=programme), station.head, starts - timedelta(days=15))
        self.lives.append(life)
        return life

    def _called_off(self, life: ContactLife, station: Station, day: date) -> bool:
        """Now and then one is cancelled the day before, and why is said."""
        if Random(f"{life.key} cancelled").random() > 0.02:
            return False
        at = datetime.combine(day - timedelta(days=1), self.scene.at(day, 17).timetz())
        life.do(c.Cancel(reason=plain("因防汛值守取消，另行安排。")), station.head, at)
        return True

    def _held(self, life: ContactLife, station: Station, starts: datetime, hosts: Sequence[ActorId], how: str) -> None:
        clerk, minute = station.clerks[0], timedelta(minutes=1)
        life.do(c.Open(), clerk, starts)
        seated = () if how == "no_deputy" else hosts
        for n, person in enumerate(seated):
            life.do(c.CheckIn(person=person), clerk, starts + (2 + n) * minute)
        if how == "two_places" and seated:
            self._elsewhere(station, starts, seated[0])
        closes = starts + 125 * minute
        life.do(c.Close(), clerk, closes)
        if life.over:
            return
        session = Session(life.activity, station, starts + (4 + len(seated)) * minute, closes, len(seated))
        if how == "no_deputy":
            self.truth.append((str(life.id), how))
            self.empty.append(session)
        else:
            self.held.setdefault(station.code, []).append(session)
        if how == "no_summary":
            self.truth.append((str(life.id), how))
        else:
            written = self.scene.calendar.add_working_days(starts.date(), 1 + len(station.code) % 3)
            life.do(c.Summarise(text=plain("接待情况已汇总并上报。")), clerk, self.scene.at(written, 15))

    def _elsewhere(self, station: Station, starts: datetime, person: ActorId) -> None:
        """The same deputy is said to sit at another station at the same hour."""
        stations = self.scene.district.stations
        other = stations[(stations.index(station) + 7) % len(stations)]
        life = self._planned(other, starts + timedelta(minutes=10), (person,))
        clerk, minute = other.clerks[0], timedelta(minutes=1)
        life.do(c.Announce(), clerk, starts - timedelta(days=7))
        life.do(c.Open(), clerk, starts + 10 * minute)
        life.do(c.CheckIn(person=person), clerk, starts + 20 * minute)
        life.do(c.Close(), clerk, starts + 100 * minute)
        life.do(c.Summarise(text=plain("接待情况已汇总并上报。")), clerk, starts + timedelta(days=1))
        self.truth.append((str(life.id), "two_places"))
