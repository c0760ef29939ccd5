"""Call-backs 回访: whoever did not handle the case asks the voter, and writes the judgement down."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from starlette.responses import RedirectResponse, Response

from domain.shared.identity import SuggestionId
from domain.suggestion import commands
from interfaces.requests import wait_for
from interfaces.web.forms import Draft
from interfaces.web.giving import NotGiven, give
from interfaces.web.languages import N_
from interfaces.web.pages.clerk.routes import CALLERS, router
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

MOST = 50
CRUMB = N_("回访")


@router.get("/desk/calls")
def calls(visit: Annotated[Visit, Depends(signed_in_page(CALLERS))], after: int | None = None) -> Response:
    """Voters who have their answer and have not judged it, the longest waiting first."""
    wait_for(visit.system.views, after)
    found = visit.system.desk_lists.unjudged(visit.actor, visit.system.clock.now(), MOST)
    return render(visit, "clerk/calls.html", rows=found, most=MOST)


@router.get("/desk/calls/{id}")
def call(visit: Annotated[Visit, Depends(signed_in_page(CALLERS))], id: UUID) -> Response:
    """What to ask, whom, and the form for what they say."""
    return _form(visit, id, Draft())


@router.post("/desk/calls/{id}")
def judged(sent: Annotated[Sent, Depends(signed_in_form(CALLERS))], id: UUID) -> Response:
    """Write the voter's judgement down."""
    done = give(sent, id, "evaluate", commands.Evaluate)
    if isinstance(done, NotGiven):
        return _form(sent.visit, id, done.draft, status=done.status)
    return RedirectResponse(f"/desk/calls?after={done.position}", 303)


def _form(visit: Visit, case: UUID, draft: Draft, *, status: int = 200) -> Response:
    facts = visit.system.casefile.read(SuggestionId(case), visit.actor).facts
    told: dict[str, Any] = {
        "facts": facts,
        "key": str(visit.system.clock.new_id()),
        "crumbs": ((visit.say(CRUMB), "/desk/calls"), (facts["case_number"], "")),
    }
    return render(visit, "clerk/call.html", status=status, draft=draft, **told)
