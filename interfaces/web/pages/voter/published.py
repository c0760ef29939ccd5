"""Public cases: the released text and what came of it; nothing that leads to a person."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query
from starlette.responses import Response

from application.codebook import CodeList
from application.desk_lists import PublicFilter
from domain.suggestion.particulars import Outcome
from interfaces.web.choosing import entries
from interfaces.web.pages.voter.routes import router
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, anybody

A_PAGE = 20
LARGEST = 2**53


@router.get("/open")
def published(
    visit: Annotated[Visit, Depends(anybody)],
    category: str = "",
    outcome: str = "",
    unit: str = "",
    year: str = "",
    before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
) -> Response:
    """A page of them, with filters in the address and counts."""
    lists = visit.system.desk_lists
    known_year = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    wanted = PublicFilter(category=category or None, outcome=outcome or None, unit=unit or None, year=known_year)
    found = lists.published(wanted, before, A_PAGE + 1)
    asked = {"category": category, "outcome": outcome, "unit": unit, "year": year}
    kept = {name: value for name, value in asked.items() if value}
    outcomes = lists.published_counts(wanted, "outcome")
    told: dict[str, Any] = {
        "rows": found[:A_PAGE],
        "asked": asked,
        "outcomes": outcomes,
        "whole": sum(n for _, n in outcomes),
        "years": [key for key, _ in lists.published_counts(PublicFilter(), "year") if key],
        "categories": sorted(key for key, _ in lists.published_counts(PublicFilter(), "category") if key),
        "units": entries(visit, CodeList.UNIT),
        "choices": [one.value for one in Outcome],
        "next": f"/open?{urlencode(kept | {'before': found[A_PAGE - 1].position})}" if len(found) > A_PAGE else "",
        "first": f"/open?{urlencode(kept)}" if before else "",
        "now": visit.system.clock.now(),
    }
    return render(visit, "voter/open.html", **told)
