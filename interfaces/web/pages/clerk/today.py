"""The desk as it is found in the morning: what came in, what was begun, what is owed."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from starlette.responses import RedirectResponse, Response

from application.queries import Page, RegisterFilter
from interfaces.requests import wait_for
from interfaces.web.pages.clerk.routes import DESK, router
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

MOST, COUNTED = 20, 500
A_QUERY = 120
"""Characters of a search."""


@router.get("/desk")
def desk(visit: Annotated[Visit, Depends(signed_in_page(DESK))], after: int | None = None) -> Response:
    """Today's registrations, drafts, answers to hand over, judgements waited for."""
    wait_for(visit.system.views, after)
    return _page(visit, "", [])


@router.post("/desk")
def search(sent: Annotated[Sent, Depends(signed_in_form(DESK))]) -> Response:
    """Find cases by number or words; what is looked for may name a person and stays out of the address."""
    visit, q = sent.visit, sent.text("q")[:A_QUERY]
    found = _found(visit, RegisterFilter(q=q)).rows if q else ()
    return _page(visit, q, found)


@router.post("/desk/drafts/{id}/discard")
def discard(sent: Annotated[Sent, Depends(signed_in_form(DESK))], id: UUID) -> Response:
    """Throw a draft of one's own away."""
    sent.visit.system.drafts.discard(id, sent.visit.actor.id)
    return RedirectResponse("/desk", 303)


def _found(visit: Visit, wanted: RegisterFilter) -> Page:
    views, now = visit.system.views, visit.system.clock.now()
    return views.register(visit.actor, wanted, sort="-received_on", after=None, limit=MOST, count=True, now=now)


def _page(visit: Visit, q: str, found: Any) -> Response:
    system, now, actor = visit.system, visit.system.clock.now(), visit.actor
    told: dict[str, Any] = {
        "q": q,
        "found": found,
        "came": _found(visit, RegisterFilter(received_from=now.date(), received_to=now.date())),
        "drafts": system.drafts.of(actor.id),
        "undelivered": system.desk_lists.undelivered(actor, now, COUNTED),
        "unjudged": system.desk_lists.unjudged(actor, now, COUNTED),
        "most": COUNTED,
        "today": now.date(),
    }
    return render(visit, "clerk/desk.html", **told)
