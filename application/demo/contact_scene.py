"""What all of the demo's contact work shares: the district, its year, and how much of it there is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from application.demo.contact_life import ContactLife, Refer
from application.demo.district import District
from application.demo.life import World
from domain.policies.contact_work import ContactWork
from domain.policies.working_days import Calendar
from domain.shared.people import Actor

DAYS = 365
WHOLE_FROM = 1_200
"""Suggestions of a year from which on the district's contact work is whole; a smaller demo has its share."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The stage."""

    world: World
    work: ContactWork
    refer: Refer
    count: int

    @property
    def district(self) -> District:
        """Who there is."""
        return self.world.district

    @property
    def seed(self) -> int:
        """What makes the same year again."""
        return self.world.seed

    @property
    def until(self) -> datetime:
        """Nothing is recorded after this instant."""
        return self.world.until

    @property
    def calendar(self) -> Calendar:
        """The office's working days."""
        return self.world.rules.calendar

    @property
    def supervisor(self) -> Actor:
        """Whoever keeps the rolls at the committee."""
        return self.world.district.supervisors[0]

    @property
    def share(self) -> float:
        """How much of a whole district's year there is."""
        return min(1.0, self.count / WHOLE_FROM)

    def life(self, key: str) -> ContactLife:
        """A stream of its own."""
        return ContactLife(self.work, self.until, f"{self.seed} {key}")

    def first_day(self) -> date:
        """The first day of the year."""
        return self.until.date() - timedelta(days=DAYS)

    def day(self, number: int, hour: int = 9, minute: int = 0) -> datetime:
        """An instant on the day of that number, from 0 on the first; a working day."""
        return self.at(self.first_day() + timedelta(days=number), hour, minute)

    def at(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        """An instant on a day, or on the working day after it."""
        return datetime.combine(self.calendar.roll(day), time(hour, minute), self.until.tzinfo)
