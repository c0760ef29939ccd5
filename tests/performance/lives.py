"""Lives of a busy office over several years, each lived through the real rules, and handed out day by day.

Every case is another one: its texts, its people and its days are its own, so that lists, words and rules that compare
cases find what they would find in an office of that size. A case depends on its number alone, not on who makes it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from application.demo import ordinary
from application.demo.district import District
from application.demo.life import Life, World
from application.demo.planted import PLANTED, Planted
from domain.policies.policy import Rules
from infrastructure.demo.themes import load_matter
from tests.support.judged import CALENDAR, POLICIES, UNTIL

SEED = 20_261_120
"""Not the demo's, whose cases are others."""
DAYS = [UNTIL.date() - timedelta(days=n) for n in range(5 * 365, -1, -1)]
"""Days on which anything is recorded."""
How = Callable[[Life], None]
SHARES: dict[How, float] = {
    ordinary.on_the_spot: 54,
    ordinary.redirected: 8,
    ordinary.township: 12,
    ordinary.department: 17,
    ordinary.extended: 2,
    ordinary.returned: 1.5,
    ordinary.formal: 1,
    ordinary.urgent: 1,
    ordinary.complex_matter: 1,
}
"""How many of a hundred; most are answered on the spot, so that a case has some eight events."""
PLANTED_SHARE = 2.5
"""And how many break a rule, each in one of the ways that the demo knows."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The part of an office's cases that one of several processes makes: every so-manieth."""

    cases: int
    number: int = 0
    of: int = 1

    def lives(self) -> Iterator[tuple[date, list[Life]]]:
        """The days of all those years in order, each with the lives that begin on it."""
        world = World(District(load_matter()), Rules(POLICIES[0], CALENDAR), SEED, UNTIL)
        working = sum(map(CALENDAR.works_on, DAYS))
        begun = passed = 0
        for day in DAYS:
            passed += CALENDAR.works_on(day)
            until = self.cases * passed // working
            mine = range(begun + (self.number - begun) % self.of, until, self.of)
            yield day, [_life(world, number, day) for number in mine]
            begun = until


def _life(world: World, number: int, day: date) -> Life:
    random = Random(f"{SEED}/{number}")
    theme, station = world.district.theme(random, day.month), random.choice(world.district.stations)
    life = Life(world=world, number=number, station=station, theme=theme, random=random)
    life.at = datetime.combine(day, time(9), UNTIL.tzinfo) + timedelta(minutes=random.randint(0, 450))
    _how(random, (UNTIL.date() - day).days)(life)
    life.finish()
    return life


def _how(random: Random, days_left: int) -> How:
    planted: Planted = random.choice(PLANTED)
    if random.random() * 100 < PLANTED_SHARE and planted.needs_days < days_left:
        return planted.live
    return random.choices(list(SHARES), list(SHARES.values()))[0]
