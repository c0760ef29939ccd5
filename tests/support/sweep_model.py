"""A second reading of the escalation rules (DOMAIN §3.5), a day at a time, from a card of plain facts.

It knows nothing of the service: days are counted on a set of working days, and what was done is what it did itself.
"""

from collections.abc import Callable, Iterator
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

    def morning(self, day: date) -> None:
        """Do whatever is demanded by this morning and has not been done, the oldest first."""
        while demanded := [act for act in self._demanded(day) if self._new(act)]:
            kind, on, unit = min(demanded, key=lambda act: (act[1], act[0] == "lapse"))
            self.done.append((kind, on, unit))
            if kind[-2:] in LEVELS:
                self.notices.append((kind[-2:], (unit,) if unit else self.facts.units, on))
            if kind == "evaluate":
                self.asked = day

    def _demanded(self, day: date) -> Iterator[Done]:
        for unit in self.facts.units:
            if unit not in self.facts.answered or self.facts.answered[unit] >= day:
                yield from self._unanswered(unit, day)
        yield from self._promise(day)
        yield from self._second_yellow(day)
        yield from self._silence(day)

    def _new(self, act: Done) -> bool:
        kind, _, unit = act
        whom = {unit} if unit else set(self.facts.units)
        if kind[-2:] in LEVELS:
            return not any(level >= kind[-2:] and whom <= set(units) for level, units, _ in self.notices)
        return act not in self.done

    def _unanswered(self, unit: str, day: date) -> Iterator[Done]:
        remind = self.step(self.facts.due, -3)
        if self.facts.transferred < remind <= day:
            yield "before_due", remind, unit
        if day > self.facts.due:
            for level, on in zip(LEVELS, (0, 3, 10), strict=True):
                demanded = self.step(self.facts.due, on)
                if demanded <= day:
                    yield f"overdue {level}", demanded, unit

    def _promise(self, day: date) -> Iterator[Done]:
        f = self.facts
        if f.promise is None or f.promised is None or f.promised >= day or (f.kept is not None and f.kept < day):
            return
        for year in (2026, 2027):
            for end in ((3, 31), (6, 30), (9, 30), (12, 31)):
                if f.promised <= date(year, *end) < day:
                    yield "quarter", date(year, *end), None
        if f.promise < day:
            yield "broken L2", f.promise, f.units[0]

    def _second_yellow(self, day: date) -> Iterator[Done]:
        yellows = sorted(on for level, _, on in self.notices if level == "L2")
        late = any(self.facts.answered.get(u, day) >= day for u in self.facts.units) and day > self.facts.due
        f = self.facts
        promised = f.promise is not None and f.promised is not None and f.promised < day
        broken = promised and f.promise is not None and f.promise < day and (f.kept is None or f.kept >= day)
        if len(yellows) >= 2 and (late or broken) and not any(level == "L3" for level, _, _ in self.notices):
            yield "yellows L3", yellows[1], None

    def _silence(self, day: date) -> Iterator[Done]:
        f = self.facts
        lapsed = any(kind == "lapse" for kind, _, _ in self.done)
        if f.delivered is None or f.delivered >= day or (f.judged is not None and f.judged < day) or lapsed:
            return
        window = self.step(f.delivered, 15)
        if self.asked is None:
            if self.step(window, -3) <= day:
                yield "evaluate", self.step(window, -3), None
        elif max(window, self.step(self.asked, 3)) < day:
            yield "lapse", max(window, self.step(self.asked, 3)), None

    def step(self, day: date, count: int) -> date:
        """So many working days on, or back."""
        way = 1 if count > 0 else -1
        while count:
            day += timedelta(days=way)
            count -= way * self.works_on(day)
        return day
