"""A second reading of the escalation rules (DOMAIN §3.5), a day at a time, from a card of plain facts.

It knows nothing of the service: days are counted on a set of working days, and what was done is what it did itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

Done = tuple[str, date, str | None]
LEVELS = ("L1", "L2", "L3")


@dataclass
class Facts:
    """What happened to one case of the department's track: units, their last day, and when they answered."""

    transferred: date
    due: date
    units: tuple[str, ...]
    answered: dict[str, date] = field(default_factory=dict)
    delivered: date | None = None
    judged: date | None = None
    promise: date | None = None
    promised: date | None = None
    kept: date | None = None


class Model:
    """The office's clock, wound up on the mornings it runs."""

    def __init__(self, facts: Facts, works_on: Callable[[date], bool]) -> None:
        self.facts, self.works_on = facts, works_on
        self.done: list[Done] = []
        self.notices: list[tuple[str, tuple[str, ...], date]] = []
        self.asked: date | None = None
        self.lapsed = False

    def morning(self, day: date) -> None:
        """Do whatever is demanded by this morning and has not been done."""
        for unit in self.facts.units:
            if unit not in self.facts.answered or self.facts.answered[unit] >= day:
                self._unanswered(unit, day)
        self._promise(day)
        self._second_yellow(day)
        self._silence(day)

    def _unanswered(self, unit: str, day: date) -> None:
        remind = self.step(self.facts.due, -3)
        if self.facts.transferred < remind <= day:
            self._once("before_due", remind, unit)
        if day > self.facts.due:
            for level, on in zip(LEVELS, (0, 3, 10), strict=True):
                demanded = self.step(self.facts.due, on)
                if demanded <= day:
                    self._notice("overdue", level, (unit,), demanded, unit)

    def _promise(self, day: date) -> None:
        f = self.facts
        if f.promise is None or f.promised is None or f.promised >= day or (f.kept is not None and f.kept < day):
            return
        for year in (2026, 2027):
            for end in ((3, 31), (6, 30), (9, 30), (12, 31)):
                if f.promised <= date(year, *end) < day:
                    self._once("quarter", date(year, *end), None)
        if f.promise < day:
            self._notice("broken", "L2", (f.units[0],), f.promise, f.units[0])

    def _second_yellow(self, day: date) -> None:
        yellows = [on for level, _, on in self.notices if level == "L2"]
        late = any(self.facts.answered.get(u, day) >= day for u in self.facts.units) and day > self.facts.due
        f = self.facts
        promised = f.promise is not None and f.promised is not None and f.promised < day
        broken = promised and f.promise is not None and f.promise < day and (f.kept is None or f.kept >= day)
        if len(yellows) >= 2 and (late or broken) and not any(level == "L3" for level, _, _ in self.notices):
            self._notice("yellows", "L3", self.facts.units, yellows[1], None)

    def _silence(self, day: date) -> None:
        f = self.facts
        if f.delivered is None or f.delivered >= day or (f.judged is not None and f.judged < day) or self.lapsed:
            return
        window = self.step(f.delivered, 15)
        if self.asked is None:
            if self.step(window, -3) <= day:
                self._once("evaluate", self.step(window, -3), None)
                self.asked = day
        elif max(window, self.step(self.asked, 3)) < day:
            self._once("lapse", max(window, self.step(self.asked, 3)), None)
            self.lapsed = True

    def _once(self, kind: str, on: date, unit: str | None) -> None:
        if (kind, on, unit) not in self.done:
            self.done.append((kind, on, unit))

    def _notice(self, kind: str, level: str, units: Sequence[str], on: date, unit: str | None) -> None:
        if not any(have >= level and set(units) <= set(whom) for have, whom, _ in self.notices):
            self.notices.append((level, tuple(units), on))
            self.done.append((f"{kind} {level}", on, unit))

    def step(self, day: date, count: int) -> date:
        """So many working days on, or back."""
        way = 1 if count > 0 else -1
        while count:
            day += timedelta(days=way)
            count -= way * self.works_on(day)
        return day
