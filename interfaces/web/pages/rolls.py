"""Groups of deputies, and the five-good: ranked by a formula that anybody can work out again, decided by the chair."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from application.contact_queries import SelectionRow
from domain.contact.nouns import GROUP as GROUPS
from domain.contact.nouns import SELECTION
from domain.policies.contact_work import Good
from domain.shared.identity import ContactId
from interfaces.requests import wait_for
from interfaces.web.contact_acts import add_acts, add_openings, givers, offered
from interfaces.web.contact_forms import MANY
from interfaces.web.contact_reading import READERS, called, history
from interfaces.web.group import Group
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

router = APIRouter()
Reader = Annotated[Visit, Depends(signed_in_page(READERS))]
CRUMB, FIVE = N_("代表小组"), N_("五好评选")


@router.get("/groups")
def groups(visit: Reader, township: str = "", after: int | None = None) -> Response:
    """Every group, with its leader and how many there are in it."""
    wait_for(visit.system.views, after)
    rows = visit.system.contact.views.groups(township=township or None, after=0, limit=MANY)
    told: dict[str, Any] = {
        "rows": rows,
        "called": called(visit, [row.leader for row in rows]),
        "may": visit.actor.role in givers(GROUPS, opening=True),
        "crumbs": ((visit.say(CRUMB), ""),),
    }
    return render(visit, "rolls/groups.html", **told)


add_openings(router, GROUPS)


@router.get("/groups/{id}")
def group(visit: Reader, id: UUID, after: int | None = None) -> Response:
    """One group with its members."""
    wait_for(visit.system.views, after)
    facts = visit.system.contact.file.read(GROUPS, ContactId(id), visit.actor).facts
    lines = history(visit, GROUPS, id)
    told: dict[str, Any] = {
        "facts": facts,
        "lines": lines,
        "called": called(visit, [*facts["members"], *(told.line.actor.id for told in lines)]),
        "offered": offered(visit, GROUPS, facts),
        "crumbs": ((visit.say(CRUMB), "/groups"), (visit.say(N_("组员")), "")),
    }
    return render(visit, "rolls/group.html", **told)


add_acts(router, GROUPS)


@router.get("/selections")
def selections(visit: Reader) -> Response:
    """Every selection, the latest year first."""
    told: dict[str, Any] = {
        "rows": visit.system.contact.views.selections(),
        "may": visit.actor.role in givers(SELECTION, opening=True),
        "crumbs": ((visit.say(FIVE), ""),),
    }
    return render(visit, "rolls/selections.html", **told)


add_openings(router, SELECTION)


@router.get("/selections/{id}")
def selection(visit: Reader, id: str, after: int | None = None) -> Response:
    """One selection by its year, or by its id where a year had several."""
    wait_for(visit.system.views, after)
    rows = visit.system.contact.views.selections()
    found = next((row for row in rows if id in (str(row.id), str(row.year))), None)
    if found is None:
        raise HTTPException(404)
    if after is not None:
        return RedirectResponse(f"/selections/{found.year if _only(rows, found.year) else found.id}", 303)
    return _selection(visit, found.id)


def _only(rows: Sequence[SelectionRow], year: int) -> bool:
    return sum(row.year == year for row in rows) == 1


def _selection(visit: Visit, id: UUID) -> Response:
    facts = visit.system.contact.file.read(SELECTION, ContactId(id), visit.actor).facts
    lines = history(visit, SELECTION, id)
    people = [one["person"] for one in facts["standings"]]
    told: dict[str, Any] = {
        "facts": facts,
        "lines": lines,
        "goods": [good.value for good in Good],
        "work": visit.system.contact.file.work(),
        "called": called(visit, [*people, *(told.line.actor.id for told in lines)]),
        "offered": offered(visit, SELECTION, facts),
        "crumbs": ((visit.say(FIVE), "/selections"), (str(facts["year"]), "")),
    }
    return render(visit, "rolls/selection.html", **told)


add_acts(router, SELECTION)

GROUP = Group(name="rolls", router=router)
