"""The whole office at a moment, and one unit at a moment."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from application.figure_queries import FiguresWanted
from application.finding_queries import FindingFilter
from domain.suggestion.state import Stage
from interfaces.web.languages import N_
from interfaces.web.pages.audit.asking import READERS, SECTIONS, field_value, moment_in
from interfaces.web.pages.audit.telling import told_of
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]
Text = Annotated[str, Query(max_length=40)]
Code = Annotated[str, Query(max_length=100)]
Offset = Annotated[int, Query(ge=0, le=10**6)]
MOST_LATE, MOST_FLAGS, PAGE = 25, 15, 50
BEHIND = ("t", "stage", "figure", "unit")
STAGES = tuple(stage.value for stage in Stage if stage is not Stage.UNREGISTERED)
FIGURES: dict[str, str] = {
    "received": N_("收件数"),
    "signed_in_time": N_("按期签收"),
    "contacted_in_time": N_("按期联系"),
    "answered_in_time": N_("按期答复"),
    "extended": N_("延期"),
    "returned": N_("退回"),
    "returns_accepted": N_("退回获准"),
    "closed": N_("办结"),
    "solved": N_("解决"),
    "evaluated": N_("已评价"),
    "satisfied": N_("满意（含基本满意）"),
    "strictly_satisfied": N_("满意"),
    "reworked": N_("再次办理"),
    "commitments_kept": N_("承诺兑现"),
    "checks_confirmed": N_("抽查属实"),
    "handling_days": N_("办理用时"),
}


@router.get("/audit/asof")
def as_of(visit: Reader, t: Text = "") -> Response:
    """Counts by stage, figures, and what was overdue."""
    moment = moment_in(visit, t, "t")
    at = moment.at or visit.system.clock.now()
    groups, basis = visit.system.statistics.compute(FiguresWanted(at=at))
    told: dict[str, Any] = _standing(visit, at, None) | {
        "group": groups[0],
        "basis": basis,
        "labels": FIGURES,
        "units": sorted({unit for late in visit.system.stages.late(at, limit=1000) for unit in late.units}),
        "draft": moment.draft,
        "sections": SECTIONS,
        "crumbs": ((visit.say(N_("审计")), "/audit"), (visit.say(N_("全局时点")), "")),
    }
    return render(visit, "audit/asof.html", status=moment.status, **told)


@router.get("/audit/asof/cases")
def behind(
    visit: Reader, t: Text = "", stage: Text = "", figure: Text = "", unit: Code = "", offset: Offset = 0
) -> Response:
    """The cases behind a count of a stage or behind a figure."""
    moment = moment_in(visit, t, "t")
    at, asked = moment.at or visit.system.clock.now(), unit or None
    if figure in FIGURES:
        wanted = FiguresWanted(at=at, by="unit" if asked else None, key=asked)
        lines, _, _ = visit.system.statistics.lines(wanted, figure, asked, offset=offset, limit=PAGE + 1)
        rows = [(line.case, line.number, line.units, line.day, line.hit) for line in lines]
    else:
        found = visit.system.stages.cases(at, stage, asked, offset=offset, limit=PAGE + 1)
        rows = [(one.case, one.number, one.units, one.due_on, None) for one in found]  # type: ignore[misc]
    told: dict[str, Any] = {
        "rows": rows[:PAGE],
        "moment": at,
        "stage": stage if stage in STAGES else "",
        "figure": FIGURES.get(figure, ""),
        "unit": unit,
        "next": _onward(visit, offset + PAGE) if len(rows) > PAGE else "",
        "first": _onward(visit, 0) if offset else "",
        "crumbs": ((visit.say(N_("审计")), "/audit"), (visit.say(N_("全局时点")), f"/audit/asof?t={field_value(at)}")),
    }
    return render(visit, "audit/behind.html", status=moment.status, **told)


@router.get("/audit/units/{code}")
def unit(visit: Reader, code: Annotated[str, Path(max_length=100)], at: Text = "") -> Response:
    """What lay with a unit at a moment, its figures, and what the rules found."""
    moment = moment_in(visit, at, "at")
    then = moment.at or visit.system.clock.now()
    groups, basis = visit.system.statistics.compute(FiguresWanted(at=then, by="unit", key=code))
    found, _ = visit.system.red_flags.found(FindingFilter(unit=code), moment.at)
    told: dict[str, Any] = _standing(visit, then, code) | {
        "code": code,
        "group": groups[0] if groups else None,
        "basis": basis,
        "labels": FIGURES,
        "flags": told_of(visit, sorted(found, key=lambda f: f.since, reverse=True)[:MOST_FLAGS]),
        "flag_count": len(found),
        "compared": visit.system.red_flags.compares(),
        "draft": moment.draft,
        "crumbs": ((visit.say(N_("审计")), "/audit"), (visit.say(N_("全局时点")), "/audit/asof"), (code, "")),
    }
    return render(visit, "audit/unit.html", status=moment.status, **told)


def _onward(visit: Visit, offset: int) -> str:
    asked = {name: value for name, value in visit.request.query_params.items() if name in BEHIND}
    return f"/audit/asof/cases?{urlencode(asked | {'offset': str(offset)})}"


def _standing(visit: Visit, at: Any, unit: str | None) -> dict[str, Any]:
    counts = {one.stage: one for one in visit.system.stages.counts(at, unit)}
    return {
        "moment": at,
        "field": field_value(at),
        "stages": [(stage, counts[stage].cases) for stage in STAGES if stage in counts],
        "cases": sum(one.cases for one in counts.values()),
        "overdue": sum(one.overdue for one in counts.values()),
        "late": visit.system.stages.late(at, unit, limit=MOST_LATE),
    }
