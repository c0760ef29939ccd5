"""统计: figures by unit, station, category or month, to read, to take along; and what another clock would have made."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends
from starlette.responses import Response

from application.statistics import GROUPINGS, Basis, Group
from domain.figures.line import Figure
from domain.policies.period import Period, Unit
from domain.policies.policy import Track
from interfaces.web.forms import Draft, Fault
from interfaces.web.languages import N_
from interfaces.web.pages.supervisor.asking import COUNTERS, Scope, offset_of, own_station, router, scope_of, word
from interfaces.web.pages.supervisor.words import (
    BANDS,
    FIGURES,
    MEANING,
    MEASURE_NAMES,
    MEASURES,
    UNITS,
)
from interfaces.web.pages.supervisor.words import GROUPINGS as GROUPING_NAMES
from interfaces.web.rendering import render
from interfaces.web.spreadsheets import TYPES, Cell, written
from interfaces.web.visiting import Visit, signed_in_page

PAGE = 15
ORDERS = ("volume", "worst")
TRACKS = (Track.ON_THE_SPOT, Track.TOWNSHIP, Track.DEPARTMENT, Track.FORMAL)
LONGEST = 1000
WRONG = N_("请填写 1 到 1000 之间的整数。")


@router.get("/statistics")
def statistics(visit: Annotated[Visit, Depends(signed_in_page(COUNTERS))]) -> Response:
    """A page of groups, a few figures of each."""
    scope, by, measure, order = scope_of(visit), *_asked(visit)
    groups, basis = _groups(visit, scope, by, measure, order)
    offset = offset_of(visit.request)
    kept: dict[str, Any] = {"by": by, "measure": measure, "order": order}
    more = scope.address("/statistics", **kept, offset=offset + PAGE) if len(groups) > offset + PAGE else ""
    told: dict[str, Any] = {
        "scope": scope,
        "basis": basis,
        "groups": groups[offset : offset + PAGE],
        "offset": offset,
        "count": len(groups),
        **kept,
        "shown": MEASURES[measure],
        "groupings": GROUPING_NAMES,
        "measures": MEASURE_NAMES,
        "names": FIGURES,
        "meaning": MEANING,
        "bands": BANDS,
        "own": own_station(visit),
        "next": more,
        "first": scope.address("/statistics", **kept) if offset else "",
    }
    return render(visit, "supervisor/statistics.html", **told, crumbs=((visit.say("统计"), ""),))


def _asked(visit: Visit) -> tuple[str, str, str]:
    """Grouped how, which figures, in which order."""
    by = word(visit.request, "by", GROUPINGS) or "unit"
    measure = word(visit.request, "measure", tuple(MEASURES)) or "time"
    return by, measure, word(visit.request, "order", ORDERS) or "worst"


def _groups(visit: Visit, scope: Scope, by: str, measure: str, order: str) -> tuple[list[Group], Basis]:
    """The groups in order. Months stay in theirs; too few to rank stand behind those that are ranked."""
    figures = ("received", *MEASURES[measure], "handling_days")
    found, basis = visit.system.statistics.compute(replace(scope.wanted(), by=by, figures=figures))
    if by == "month" or order == "volume":
        return list(found), basis
    chief = MEASURES[measure][-1] if measure == "time" else MEASURES[measure][0]

    def place(group: Group) -> tuple[bool, float, str]:
        told = figure_of(group, chief)
        return (not told.ranked, told.rate if told.rate is not None else 1.0, group.key or "")

    return sorted(found, key=place), basis


def figure_of(group: Group, name: str) -> Figure:
    """One figure of a group."""
    return next(figure for figure in group.figures if figure.name == name)


@router.get("/statistics/download")
def download(visit: Annotated[Visit, Depends(signed_in_page(COUNTERS))]) -> Response:
    """Every figure of every group, as CSV or XLSX."""
    scope, (by, _, _) = scope_of(visit), _asked(visit)
    kind = word(visit.request, "format", tuple(TYPES)) or "csv"
    groups, basis = visit.system.statistics.compute(replace(scope.wanted(), by=by))
    heads = [visit.say(GROUPING_NAMES[by]), *_heads(visit, groups)]
    heads += [visit.say(N_("截至")), visit.say(N_("位置")), visit.say(N_("起")), visit.say(N_("止"))]
    rest: list[Cell] = [basis.at.isoformat(), basis.position, scope.first.isoformat(), scope.last.isoformat()]
    rows: list[list[Cell]] = [[group.key or "", *_cells(group), *rest] for group in groups]
    name = f"huying-{by}-{basis.at:%Y%m%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(written(kind, heads, rows), media_type=TYPES[kind], headers=headers)


def _heads(visit: Visit, groups: Sequence[Group]) -> list[str]:
    heads: list[str] = []
    for figure in groups[0].figures if groups else ():
        name = visit.say(FIGURES[figure.name])
        plain = figure.denominator is None
        heads += [name] if plain else [f"{name}{suffix}" for suffix in ("", " n", " N", " 95% -", " 95% +")]
    days = visit.say(FIGURES["handling_days"])
    return [*heads, f"{days} N", f"{days} P50", f"{days} P90"]


def _cells(group: Group) -> list[Cell]:
    cells: list[Cell] = []
    for figure in group.figures:
        if figure.denominator is None:
            cells.append(figure.numerator)
        else:
            cells += [figure.rate, figure.numerator, figure.denominator, *(figure.interval or (None, None))]
    [days] = group.durations
    return [*cells, days.count, days.median, days.p90]


@router.get("/statistics/what-if")
def what_if(visit: Annotated[Visit, Depends(signed_in_page(COUNTERS))]) -> Response:
    """A form, and side by side what the pinned last days say and what another clock would have."""
    scope, request = scope_of(visit), visit.request
    track = Track(word(request, "track", tuple(t.value for t in TRACKS)) or Track.DEPARTMENT.value)
    unit = word(request, "unit", tuple(u.value for u in Unit if u is not Unit.HOURS)) or "working_days"
    said, draft = request.query_params.get("count", ""), Draft()
    found: Any = None
    if said and not (said.isdecimal() and len(said) < 5 and 1 <= int(said) <= LONGEST):
        draft.faults = [Fault("count", visit.say(WRONG))]
    elif said:
        found = visit.system.statistics.compare(scope.wanted(), track, Period(int(said), Unit(unit)))
    told: dict[str, Any] = {
        "scope": scope,
        "track": track.value,
        "unit": unit,
        "said": said,
    }
    clocks = visit.system.oversight.policy().tracks
    words: dict[str, Any] = {"tracks": TRACKS, "units": UNITS, "clocks": clocks, "own": own_station(visit)}
    crumbs = ((visit.say("统计"), scope.address("/statistics")), (visit.say("假设期限"), ""))
    told |= {"draft": draft, "found": found, "crumbs": crumbs}
    return render(visit, "supervisor/what_if.html", status=422 if draft.faults else 200, **told, **words)
