"""The lines behind a figure: which case, by which event, counted or not."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.responses import Response

from application.statistics import GROUPINGS
from domain.figures.counting import DURATIONS
from domain.figures.course import STEPS
from interfaces.web.pages.supervisor.asking import COUNTERS, offset_of, router, scope_of, word
from interfaces.web.pages.supervisor.words import FIGURES, MEANING
from interfaces.web.pages.supervisor.words import GROUPINGS as GROUPING_NAMES
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

PAGE = 50
PLAIN = ("received", *DURATIONS)
ONLY = {"in": True, "out": False}
assert set(STEPS) <= set(FIGURES) and set(GROUPINGS) == set(GROUPING_NAMES)


@router.get("/figures/{name}")
def figure(visit: Annotated[Visit, Depends(signed_in_page(COUNTERS))], name: str) -> Response:
    """A page of lines, the numerator's first."""
    if name not in FIGURES:
        raise HTTPException(404)
    scope, request = scope_of(visit), visit.request
    by, key, unit = word(request, "by", GROUPINGS), word(request, "key"), word(request, "unit")
    only, offset = word(request, "only", tuple(ONLY)), offset_of(request)
    wanted = replace(scope.wanted(), by=by, unit=unit)
    page: dict[str, Any] = {"offset": offset, "limit": PAGE + 1}
    hit = ONLY[only] if only else None
    lines, told, basis = visit.system.statistics.lines(wanted, name, key, **page, hit=hit)
    kept: dict[str, Any] = {"by": by, "key": key, "unit": unit, "only": only}
    further = scope.address(f"/figures/{name}", **kept, offset=offset + PAGE) if len(lines) > PAGE else ""
    first = scope.address(f"/figures/{name}", **kept) if offset else ""
    facts: dict[str, Any] = {"scope": scope, "basis": basis, "figure": told, "lines": lines[:PAGE], "offset": offset}
    told_of: dict[str, Any] = {"name": name, "plain": name in PLAIN, "only": only, "by": by, "key": key, "unit": unit}
    crumbs = ((visit.say("工作台"), scope.address("/dashboard")), (visit.say(FIGURES[name]), ""))
    words: dict[str, Any] = {"names": FIGURES, "meaning": MEANING, "groupings": GROUPING_NAMES}
    return render(
        visit, "supervisor/figure.html", **facts, **told_of, **words, next=further, first=first, crumbs=crumbs
    )
