"""统计 over HTTP: figures, the lines behind each, and what another clock would have made of them."""

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from application.figure_queries import FiguresWanted
from application.statistics import FIGURES, Basis, Group
from domain.figures.counting import DURATIONS
from domain.figures.line import Duration, Figure
from domain.policies.period import Period, Unit
from domain.policies.policy import Track
from domain.shared.people import Actor, Role
from interfaces.bodies import Code
from interfaces.http.asking import allowed, system_of
from interfaces.http.reading import invalid
from interfaces.http.responses import QUERY_ERRORS

router = APIRouter(tags=["statistics"], responses=QUERY_ERRORS)
COUNTERS = frozenset({Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR, Role.CHAIR, Role.AUDITOR})
Counter = Annotated[Actor, Depends(allowed(COUNTERS))]
BASE = "/api/v1/statistics/cases"


class PeriodQuery(BaseModel):
    """Which days are counted, and as known when."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    first: date | None = Field(default=None, alias="from", description="First day counted")
    last: date | None = Field(default=None, alias="to", description="Last day counted")
    at: AwareDatetime | None = Field(default=None, description="As known at this instant")


class StatisticsQuery(PeriodQuery):
    """Grouped how."""

    by: Literal["unit", "station", "category", "month"] | None = None

    def wanted(self) -> FiguresWanted:
        """As the application asks."""
        return FiguresWanted(first=self.first, last=self.last, at=self.at, by=self.by)


class LinesQuery(StatisticsQuery):
    """Behind which figure of which group."""

    figure: Code
    key: Code | None = None
    offset: int = Field(default=0, ge=0, le=10**7)
    limit: int = Field(default=100, ge=1, le=1000)


class WhatIfQuery(PeriodQuery):
    """Which track, and what clock: a count and a unit."""

    track: Track
    count: int = Field(ge=1, le=1000)
    unit: Literal["days", "working_days", "months"] = "days"


@router.get("/statistics", response_model=dict[str, Any], summary="统计 statistics")
def statistics(http: HttpRequest, actor: Counter, query: Annotated[StatisticsQuery, Query()]) -> JSONResponse:
    """Figures with numerator, denominator, interval, and the list of cases behind each.

    A step counts in the period its limit falls in; open overdue cases stand in the denominator.
    """
    groups, basis = system_of(http).statistics.compute(query.wanted())
    items = [_group(group, query, basis) for group in groups]
    return JSONResponse({"by": query.by, **_basis(basis), "items": items})


@router.get("/statistics/cases", response_model=dict[str, Any], summary="统计明细 cases behind a figure")
def statistics_cases(http: HttpRequest, actor: Counter, query: Annotated[LinesQuery, Query()]) -> JSONResponse:
    """The lines behind a figure: which case, by which event, in the numerator or not."""
    if query.figure not in (*FIGURES, *DURATIONS):
        raise invalid("figure", "no_such_figure")
    found, figure, basis = system_of(http).statistics.lines(
        query.wanted(), query.figure, query.key, offset=query.offset, limit=query.limit
    )
    items = [
        {
            "case": str(line.case),
            "case_number": line.number,
            "units": list(line.units),
            "day": line.day.isoformat(),
            "counted": line.hit,
            "position": line.position,
            "working_days": line.value,
        }
        for line in found
    ]
    told = {"numerator": figure.numerator, "denominator": figure.denominator}
    return JSONResponse({**_basis(basis), **told, "items": items})


@router.get("/statistics/what-if", response_model=dict[str, Any], summary="假设期限 what if")
def what_if(http: HttpRequest, actor: Counter, query: Annotated[WhatIfQuery, Query()]) -> JSONResponse:
    """按期答复率 of a track, had its clock been another. Nothing is written."""
    wanted = FiguresWanted(first=query.first, last=query.last, at=query.at)
    period = Period(query.count, Unit(query.unit))
    figure, basis = system_of(http).statistics.what_if(wanted, query.track, period)
    clock = f"{query.count} {query.unit}"
    return JSONResponse({**_basis(basis), "track": query.track.value, "clock": clock, **_figure(figure)})


def _basis(basis: Basis) -> dict[str, Any]:
    return {"at": basis.at.isoformat(), "position": basis.position, "policy": basis.policy}


def _group(group: Group, query: StatisticsQuery, basis: Basis) -> dict[str, Any]:
    figures = {f.name: _figure(f) | {"cases": _cases(f.name, group, query, basis)} for f in group.figures}
    durations = {d.name: _duration(d) | {"cases": _cases(d.name, group, query, basis)} for d in group.durations}
    return {"key": group.key, "band": group.band, "figures": figures, "durations": durations}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "rate": figure.rate,
        "interval": figure.interval,
        "ranked": figure.ranked,
    }


def _duration(duration: Duration) -> dict[str, Any]:
    return {"count": duration.count, "median": duration.median, "p90": duration.p90, "unit": "working_days"}


def _cases(name: str, group: Group, query: StatisticsQuery, basis: Basis) -> str:
    """Where the cases behind a figure are listed, as known at the same moment."""
    asked = {"figure": name, "from": query.first, "to": query.last, "at": basis.at.isoformat(), "by": query.by}
    if query.by is not None:
        asked["key"] = group.key
    return f"{BASE}?{urlencode({k: v for k, v in asked.items() if v is not None})}"
