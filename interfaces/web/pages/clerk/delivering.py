"""Handing answers over: one line per answer, one press each."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from starlette.responses import RedirectResponse, Response

from domain.suggestion import commands
from domain.suggestion.particulars import Recipient
from interfaces.requests import wait_for
from interfaces.web.forms import Draft
from interfaces.web.giving import NotGiven, give_body
from interfaces.web.pages.clerk import words
from interfaces.web.pages.clerk.routes import A_LIST, DESK, router
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

COUNTED = 500


@router.get("/desk/deliver")
def to_deliver(visit: Annotated[Visit, Depends(signed_in_page(DESK))], after: int | None = None) -> Response:
    """Answers that have not reached the voter."""
    wait_for(visit.system.views, after)
    return _page(visit, Draft())


@router.post("/desk/deliver/{id}")
def deliver(sent: Annotated[Sent, Depends(signed_in_form(DESK))], id: UUID) -> Response:
    """Note that an answer was handed over, or that nobody was found."""
    body: dict[str, Any] = {
        "to": Recipient.VOTER.value,
        "method": sent.text("method") or words.METHODS[0],
        "reached": sent.text("do") != "missed",
    }
    done = give_body(sent, id, "deliver", commands.Deliver, body, Draft())
    if isinstance(done, NotGiven):
        return _page(sent.visit, done.draft, status=done.status)
    return RedirectResponse(f"/desk/deliver?after={done.position}", 303)


def _page(visit: Visit, draft: Draft, *, status: int = 200) -> Response:
    now = visit.system.clock.now()
    found = visit.system.desk_lists.undelivered(visit.actor, now, COUNTED)
    told: dict[str, Any] = {
        "rows": [(row, str(visit.system.clock.new_id())) for row in found[:A_LIST]],
        "count": len(found),
        "most": COUNTED,
        "methods": words.METHODS,
    }
    return render(visit, "clerk/deliver.html", status=status, draft=draft, **told)
