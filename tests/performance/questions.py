"""What people ask of an office all day: every list, figure and page that reads much, as the application answers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from application.department_inbox import InboxWanted, Queue
from application.figure_queries import FiguresWanted
from application.finding_queries import FindingFilter
from application.queries import SORTS, RegisterFilter
from application.statistics import GROUPINGS
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor, Role
from infrastructure.bootstrap import Plant
from interfaces.web.pages.supervisor import dashboard
from interfaces.web.pages.supervisor.asking import Scope
from tests.support.commands import person

LIMIT = 50
COMMON, MIDDLING, RARE = "影响", "路灯", "汛期送货217"
"""A word of nearly every case, one of some, and several that meet in few."""
SUPERVISOR = person(Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Known:
    """An office, and what of it is asked for."""

    plant: Plant
    cases: tuple[SuggestionId, ...]
    """Some of its cases, over all its years."""
    number: str
    deep: tuple[str, int]
    """A place in the middle of the register."""
    unit: str
    station: str
    category: str
    now: datetime

    @classmethod
    def of(cls, plant: Plant) -> "Known":
        """Look at an office once."""
        system, head, now = plant.system, plant.system.log.head(), plant.system.clock.now()
        found = [system.log.after(head * n // 40, 1)[0].stream for n in range(40)]
        cases = tuple(SuggestionId(case) for case in found)
        middle = RegisterFilter(received_to=now.date() - timedelta(days=900))
        page = system.views.register(
            SUPERVISOR, middle, sort="-received_on", after=None, limit=LIMIT, count=False, now=now
        )
        row = page.rows[0]
        assert page.next is not None and row.station is not None and row.category is not None
        unit = max(system.views.workload(now), key=lambda load: load.assigned).unit
        return cls(plant, cases, row.case_number, page.next, unit, row.station, row.category, now)


Question = Callable[[Known, int], object]
"""Asked of an office for the so-manieth time."""


def register(actor: Actor | None = None, sort: str = "-received_on", count: bool = False, **wanted: Any) -> Question:
    """A page of the register; what begins with @ is taken from the office."""

    def ask(known: Known, n: int) -> object:
        said = {name: getattr(known, value[1:]) if str(value)[:1] == "@" else value for name, value in wanted.items()}
        after = known.deep if said.pop("deep", False) else None
        return known.plant.system.views.register(
            actor or SUPERVISOR, RegisterFilter(**said), sort=sort, after=after, limit=LIMIT, count=count, now=known.now
        )

    return ask


LISTS: Mapping[str, Question] = {
    **{f"list sorted by {sort}": register(sort=sort) for sort in SORTS},
    "list counted": register(count=True),
    "list of a stage": register(stage="closed"),
    "list of a stage at work": register(stage="handling", sort="due_on"),
    "list of a station": register(station="@station"),
    "list of a unit": register(unit="@unit"),
    "list of a category": register(category="@category"),
    "list overdue": register(overdue=True, sort="due_on"),
    "list overdue, counted": register(overdue=True, sort="due_on", count=True),
    "list of two filters": register(station="@station", category="@category"),
    "list deep": register(deep=True),
    "list deep, of a station": register(deep=True, station="@station"),
    "search common word": register(q=COMMON),
    "search middling word": register(q=MIDDLING),
    "search rare words": register(q=RARE),
    "search case number": register(q="@number"),
    "search word in a station": register(q=MIDDLING, station="@station"),
    "list of a clerk": register(actor=person(Role.CLERK, "S-01")),
    "list of a unit's officer": register(actor=person(Role.DEPARTMENT, "T-01")),
}


def _compute(**wanted: Any) -> Question:
    return lambda known, n: known.plant.system.statistics.compute(FiguresWanted(**wanted))


def _this_year(**wanted: Any) -> Question:
    def ask(known: Known, n: int) -> object:
        today = known.now.date()
        asked = FiguresWanted(first=today.replace(month=1, day=1), last=today, **wanted)
        return known.plant.system.statistics.compute(asked)

    return ask


FIGURES: Mapping[str, Question] = {
    "statistics of all time": _compute(),
    **{f"statistics by {by}": _this_year(by=by) for by in GROUPINGS},
    "statistics of a unit": lambda known, n: _compute(by="unit", key=known.unit)(known, n),
}


def _dashboard(part: Callable[[Any, Scope], object]) -> Question:
    def ask(known: Known, n: int) -> object:
        today = known.now.date()
        scope = Scope(today.replace(month=1, day=1), today, known.now, None, False)
        return part(SimpleNamespace(system=known.plant.system, actor=SUPERVISOR), scope)

    return ask


def _figures(visit: Any, scope: Scope) -> object:
    return visit.system.statistics.compute(replace(scope.wanted(), figures=dashboard.COUNTED))


def _whole(visit: Any, scope: Scope) -> object:
    parts = (_figures, dashboard.units, dashboard.months, dashboard.pressing)
    return [part(visit, scope) for part in parts]


def _case(ask: Callable[[Known, SuggestionId], object]) -> Question:
    return lambda known, n: ask(known, known.cases[n % len(known.cases)])


def _as_of(known: Known, case: SuggestionId) -> object:
    casefile = known.plant.system.casefile
    middle = known.plant.system.log.history(case)[0].stamp.at + timedelta(days=9)
    return casefile.read(case, SUPERVISOR, at=middle)


CASES: Mapping[str, Question] = {
    "case page": _case(lambda known, case: known.plant.system.casefile.read(case, SUPERVISOR)),
    "case history": _case(lambda known, case: known.plant.system.casefile.history(case, SUPERVISOR)),
    "case as of a moment": _case(_as_of),
    "acts open on a case": _case(lambda known, case: known.plant.system.open_acts.of(case, SUPERVISOR)),
}
OFFICE: Mapping[str, Question] = {
    "dashboard": _dashboard(_whole),
    "dashboard: figures": _dashboard(_figures),
    "dashboard: units": _dashboard(dashboard.units),
    "dashboard: months": _dashboard(dashboard.months),
    "dashboard: what presses": _dashboard(dashboard.pressing),
    "stages now": lambda known, n: known.plant.system.stages.counts(known.now),
    "stages a year ago": lambda known, n: known.plant.system.stages.counts(known.now - timedelta(days=365)),
    "late cases": lambda known, n: known.plant.system.stages.late(known.now, limit=LIMIT),
    "workload": lambda known, n: known.plant.system.views.workload(known.now),
    "docket counted": lambda known, n: known.plant.system.oversight.docket.counts(),
    "docket: to close": lambda known, n: known.plant.system.oversight.docket.waiting("close", offset=0, limit=LIMIT),
    "handlers of a category": lambda known, n: known.plant.system.oversight.docket.handlers(known.category, 3),
    "cases drawn for a check": lambda known, n: known.plant.system.oversight.drawn(known.now.date().replace(day=1)),
    "inbox of a unit": lambda known, n: known.plant.system.department_inbox.page(
        InboxWanted(unit=person(Role.DEPARTMENT, known.unit).org, queue=Queue.WORKING), known.now
    ),
    "undelivered answers": lambda known, n: known.plant.system.desk_lists.undelivered(SUPERVISOR, known.now, LIMIT),
    "similar cases": lambda known, n: known.plant.system.desk_lists.similar(
        SUPERVISOR, "小区门口的路灯坏了，晚上看不见路", known.now, 5
    ),
    "stations counted": lambda known, n: known.plant.system.desk_lists.stations(),
    "red flags of the rules": lambda known, n: known.plant.system.red_flags._findings.findings(
        FindingFilter(), at=known.now
    ),
    "red flags, traces marked": lambda known, n: known.plant.system.red_flags._findings.mark(known.now),
}
COMPARED: Mapping[str, Question] = {
    "red flags": lambda known, n: known.plant.system.red_flags.found(FindingFilter(), None),
    "red flags of a unit": lambda known, n: known.plant.system.red_flags.found(FindingFilter(unit=known.unit), None),
    "red flags of a case": _case(lambda known, case: known.plant.system.red_flags.of_case(case, SUPERVISOR, None)),
}
"""These hold every case against every other before they answer."""
QUESTIONS: Mapping[str, Question] = LISTS | FIGURES | CASES | OFFICE  # type: ignore[operator]
