"""The dashboard: what came in, how far it has come, who is late; every figure opens the cases behind it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import Depends
from starlette.responses import Response

from application.queries import SORTS, Page, RegisterFilter
from application.statistics import Group
from domain.figures.course import STEPS
from domain.figures.line import Figure
from domain.suggestion import commands
from domain.suggestion.authority import may
from interfaces.web.chips import SOON, chip
from interfaces.web.languages import N_
from interfaces.web.pages.supervisor.asking import COUNTERS, OVERSEERS, Scope, own_station, router, scope_of
from interfaces.web.pages.supervisor.words import BANDS, FIGURES, MEANING
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

KPIS = ("received", "answered_in_time", "closed", "solved", "satisfied", "commitments_kept")
COUNTED = (*KPIS, *STEPS, "evaluated", "strictly_satisfied", "handling_days")
AT_WORK = ("transferred", "handling")
SHOWN = 4
WORST = 6
MONTHS = 12
assert "due_on" in SORTS


@dataclass(frozen=True, slots=True)
class UnitRow:
    """How a unit keeps its last days."""

    unit: str
    figure: Figure
    band: str


@router.get("/dashboard")
def dashboard(visit: Annotated[Visit, Depends(signed_in_page(COUNTERS))]) -> Response:
    """The office at a glance, at a moment."""
    scope = scope_of(visit)
    [whole], basis = visit.system.statistics.compute(replace(scope.wanted(), figures=COUNTED))
    figures = {figure.name: figure for figure in (*whole.figures, *whole.steps)}
    told: dict[str, Any] = {
        "scope": scope,
        "basis": basis,
        "figures": figures,
        "kpis": [figures[name] for name in KPIS],
        "funnel": funnel(scope, figures),
        "days": whole.durations[0],
        "units": units(visit, scope),
        "months": months(visit, scope),
        "own": own_station(visit),
        "overseer": visit.actor.role in OVERSEERS,
        "may_supervise": may(visit.actor, commands.Supervise),
        "names": FIGURES,
        "meaning": MEANING,
        "bands": BANDS,
    }
    return render(visit, "supervisor/dashboard.html", **told, **pressing(visit, scope), crumbs=_crumbs(visit))


def _crumbs(visit: Visit) -> tuple[tuple[str, str], ...]:
    return ((visit.say("工作台"), ""),)


def funnel(scope: Scope, figures: dict[str, Figure]) -> list[tuple[str, int, str]]:
    """How far what was received has come: label, number, and the address of its cases."""
    names = (("received", "received"), ("transferred", "transferred"), ("answered", "answered"))
    found = [(FIGURES[label], figures[name].numerator, name) for label, name in (*names, ("judged", "judged"))]
    found.append((N_("已办结件"), figures["closed"].numerator, "closed"))
    return [(label, n, scope.address(f"/figures/{name}", only="in")) for label, n, name in found]


def units(visit: Visit, scope: Scope) -> tuple[list[UnitRow], int, int]:
    """The units that keep fewest of their last days, worst first; how many there are, and how many are too few."""
    wanted = replace(scope.wanted(), by="unit", figures=("received", "answered_in_time"))
    groups, _ = visit.system.statistics.compute(wanted)
    told = [_row(group) for group in groups if group.key is not None]
    ranked = sorted((row for row in told if row.figure.ranked), key=lambda row: (row.figure.rate or 0, row.unit))
    return ranked[:WORST], len(ranked), len([row for row in told if row.figure.denominator]) - len(ranked)


def _row(group: Group) -> UnitRow:
    figure = next(f for f in group.figures if f.name == "answered_in_time")
    return UnitRow(group.key or "", figure, group.band)


def months(visit: Visit, scope: Scope) -> list[tuple[str, Figure, Figure, str]]:
    """The last twelve months: what came in, what was answered in time, and the address of the month's cases."""
    wide = scope.since(months_back(scope.last, MONTHS))
    wanted = replace(wide.wanted(), by="month", figures=("received", "answered_in_time"))
    groups, _ = visit.system.statistics.compute(wanted)
    told = [(group.key or "", {figure.name: figure for figure in group.figures}) for group in groups]
    return [
        (key, found["received"], found["answered_in_time"], wide.address("/figures/{}", by="month", key=key))
        for key, found in told
    ]


def months_back(last: date, count: int) -> date:
    """The first day of the earliest of so many months, the last one among them."""
    first = last.replace(day=1)
    for _ in range(count - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def pressing(visit: Visit, scope: Scope) -> dict[str, Any]:
    """What presses now; nothing where another moment is asked for, for lists know only the present."""
    if scope.pinned:
        return {"late": None}
    today = scope.at.date()
    docket = visit.system.oversight.docket
    promises, promised = docket.promises(
        until=today + timedelta(days=14), station=scope.station, unit=None, limit=SHOWN
    )
    notices, noticed = docket.notices(open_only=True, unit=None, offset=0, limit=SHOWN)
    ids = [*(c.case for c in promises), *(n.case for n in notices)]
    return {
        "late": overdue(visit, scope.station, SHOWN),
        "soon": soon(visit, scope.station, SHOWN),
        "promises": promises,
        "promised": promised,
        "notices": notices,
        "noticed": noticed,
        "lines": docket.cases(visit.actor, ids, scope.at),
        "today": today,
        "chip_of": line_chip,
    }


def overdue(visit: Visit, station: str | None, limit: int, after: tuple[str, int] | None = None) -> Page:
    """Cases past their last day, longest first."""
    return _listed(visit, RegisterFilter(overdue=True, station=station), limit, after)


def soon(visit: Visit, station: str | None, limit: int, after: tuple[str, int] | None = None) -> Page:
    """Cases whose last day is near."""
    wanted = RegisterFilter(overdue=False, stages=AT_WORK, due_before=_horizon(visit), station=station)
    return _listed(visit, wanted, limit, after)


def _horizon(visit: Visit) -> date:
    """The first day after the near ones."""
    today, day = visit.system.oversight.today(), visit.system.oversight.today()
    while (visit.system.calendars.days_left(today, day) or 0) <= SOON and (day - today).days < 30:
        day += timedelta(days=1)
    return day


def _listed(visit: Visit, wanted: RegisterFilter, limit: int, after: tuple[str, int] | None) -> Page:
    now = visit.system.clock.now()
    return visit.system.views.register(
        visit.actor, wanted, sort="due_on", after=after, limit=limit, count=True, now=now
    )


def line_chip(row: Any) -> Any:
    """The deadline of a line of the register."""
    return chip(row.stage, row.due_on, row.days_left, overdue=row.overdue, provisional=row.provisional)
