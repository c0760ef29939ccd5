"""The demo district's year: ordinary lives, planted violations among them, and the ground truth of those."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import cycle
from random import Random

from application.demo import groups
from application.demo.contact_life import ContactLife, Refer
from application.demo.contact_scene import Scene
from application.demo.contact_year import ContactYear
from application.demo.district import HABIT, MILL, SMOOTH, SURGE, District, Station
from application.demo.life import Life, World
from application.demo.ordinary import LIVES
from application.demo.planted import PLANTED
from application.demo.themes import Matter, Theme
from domain.policies.contact_work import ContactWork
from domain.policies.policy import Rules

DAYS = 365
AT_RECEPTION = 0.35
"""How many of the ordinary suggestions are brought to a reception day."""
WHOLE = 8_000
"""Suggestions of a whole year."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One planted violation: a rule, what breaks it (a case, `stream:` and an id, or `unit:` and a code), and how."""

    rule: str
    subject: str
    how: str


@dataclass(slots=True)
class Year:
    """A year of so many cases up to an instant. The same seed, size and instant give the same year."""

    matter: Matter
    rules: Rules
    seed: int
    until: datetime
    work: ContactWork
    refer: Refer
    count: int = WHOLE
    truth: list[Violation] = field(default_factory=list)
    contact: ContactYear = field(init=False)
    _number: int = 0
    _world: World = field(init=False)
    _random: Random = field(init=False)

    def __post_init__(self) -> None:
        district = District(self.matter)
        self._world = World(district, self.rules, self.seed, self.until)
        self._random = Random(f"year {self.seed}")
        scene = Scene(self._world, self.work, self.refer, self.count)
        self.contact = ContactYear(scene, times=max(1, self.count // 400))
        self.truth += [Violation(rule, f"stream:{stream}", how) for rule, stream, how in self.contact.truth]

    def contact_lives(self, cases: Iterable[Life]) -> list[ContactLife]:
        """Everything that is no case; the five-good selection looks at the cases as well."""
        return [*self.contact.lives, self.contact.selection(life.appends for life in cases)]

    def lives(self) -> Iterator[Life]:
        """Every case, finished as far as the year goes: planted ones first, ordinary ones to fill up."""
        made = 0
        for group in self._planted():
            for life in group:
                life.finish()
                made += 1
                yield life
        for how in self._ordinary(self.count - made):
            life = self.new(self._day(1))
            self._bring_to_reception(life)
            how(life)
            life.finish()
            yield life

    def new(self, first: date, station: Station | None = None, theme: Theme | None = None) -> Life:
        """A life that begins on a day, or the working day after it."""
        self._number += 1
        random = Random(f"{self.seed}/{self._number}")
        life = Life(
            world=self._world,
            number=self._number,
            station=station or random.choice(self._world.district.stations),
            theme=theme or self._world.district.theme(random, first.month),
            random=random,
        )
        day = self.rules.calendar.roll(first)
        life.at = datetime.combine(day, time(9), self.until.tzinfo) + timedelta(minutes=random.randint(0, 450))
        return life

    def _bring_to_reception(self, life: Life) -> None:
        """Some come on the station's next reception day, once a deputy sits there."""
        random = Random(f"{self.seed}/{life.number}/reception")
        session = self.contact.receptions.next(life.station, life.at.date())
        if session is not None and random.random() < AT_RECEPTION:
            minutes = int((session.closes - session.opens).total_seconds() // 60) - 10
            life.at = session.opens + timedelta(minutes=random.randint(0, minutes), seconds=random.randint(0, 50))
            life.session = session

    def _day(self, before_end: int) -> date:
        """Some day of the year, so many days before its end at the latest."""
        return self.until.date() - timedelta(days=self._random.randint(before_end, DAYS))

    def _ordinary(self, count: int) -> Iterator[Callable[[Life], None]]:
        hows, weights = zip(*LIVES, strict=True)
        yield from self._random.choices(hows, weights, k=max(count, 0))

    def _planted(self) -> Iterator[Iterator[Life]]:
        """So many of each kind as the year's size bears."""
        times = max(1, self.count // 400)
        for kind in PLANTED:
            for _ in range(times):
                yield self._single(kind.live, kind.rules, kind.name, kind.needs_days)
        for make in (groups.said_again, groups.registered_anew):
            for _ in range(times):
                yield self._group(make(self.new, self._random, self._day(150)), make.__name__)
        for make in (groups.template, groups.one_recording, groups.burst, groups.split):
            for _ in range(max(1, times // 4)):
                yield self._group(make(self.new, self._random, self._day(90)), make.__name__)
        for _, how in zip(range(3 * times), cycle(("late", "forgotten", "well")), strict=False):
            yield self._group(groups.merged(self.new, self._random, self._day(120), how), f"merged_{how}")
        for session in self.contact.receptions.empty:
            yield self._group(groups.without_host(self.new, session), groups.without_host.__name__)
        yield from self._habits(times)

    def _habits(self, times: int) -> Iterator[Iterator[Life]]:
        """Units and stations that break a rule as a whole."""
        for _ in range(8):
            yield groups.habit(self.new, self._random, self._day(90))
        for _ in range(24):
            yield groups.smooth(self.new, self._random, self._day(60))
        for _ in range(max(8, times)):
            yield groups.mill(self.new, self._random, self._day(2), self._world.district)
        for _ in range(30):
            yield groups.surge(self.new, self._random, self._cut(), self._world.district, self.rules.calendar)
        named = {("R04", HABIT): "habit", ("R14", SMOOTH): "smooth", ("R16", MILL): "mill", ("R16", SURGE): "surge"}
        self.truth += [Violation(rule, f"unit:{code}", how) for (rule, code), how in named.items()]

    def _cut(self) -> date:
        """The latest end of a quarter that is some weeks past."""
        day = self.until.date() - timedelta(days=21)
        while not ((day + timedelta(days=1)).day == 1 and day.month % 3 == 0):
            day -= timedelta(days=1)
        return day

    def _single(self, live: Callable[[Life], None], rules: tuple[str, ...], how: str, needs: int) -> Iterator[Life]:
        life = self.new(self._day(needs))
        live(life)
        self.truth += [Violation(rule, str(life.id), how) for rule in rules]
        yield life

    def _group(self, lives: Iterator[Life], how: str) -> Iterator[Life]:
        for life in lives:
            self.truth += [Violation(rule, str(life.id), how) for rule in sorted(life.truth)]
            yield life
