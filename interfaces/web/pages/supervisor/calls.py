"""回访: whom to call, and a form short enough to fill in while speaking."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from starlette.responses import RedirectResponse, Response

from domain.shared.people import Role
from domain.suggestion import commands
from domain.suggestion.particulars import Grade
from interfaces.requests import wait_for
from interfaces.web.chips import chip
from interfaces.web.forms import Draft
from interfaces.web.giving import NotGiven, give
from interfaces.web.languages import N_
from interfaces.web.pages.supervisor.asking import offset_of, position_of, router
from interfaces.web.pages.supervisor.batches import lines_of
from interfaces.web.pages.supervisor.reviews import checks
from interfaces.web.reading import facts_of
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

CALLERS = frozenset({Role.CALLER})
PAGE = 25
METHODS = {"call": N_("电话"), "visit": N_("上门"), "in_person": N_("当面"), "letter": N_("书面")}


@router.get("/calls")
def calls(visit: Annotated[Visit, Depends(signed_in_page(CALLERS))]) -> Response:
    """Answers that reached the voter and were judged by nobody, longest waiting first; and the month's checks."""
    wait_for(visit.system.views, after := position_of(visit.request))
    docket, offset = visit.system.oversight.docket, offset_of(visit.request)
    waiting = docket.waiting("call", offset=offset, limit=PAGE)
    lines, count = lines_of(visit, [w.case for w in waiting]), docket.counts().get("call", 0)
    clocks = {w.case: _window(visit, w.since) for w in waiting}
    pages: dict[str, Any] = {
        "next": f"/calls?offset={offset + PAGE}" if count > offset + PAGE else "",
        "back": "/calls" if offset else "",
    }
    facts: dict[str, Any] = {
        "calls": waiting,
        "rows": lines,
        "clocks": clocks,
        "count": count,
        "said": after is not None,
    }
    month = {name: value for name, value in checks(visit).items() if name not in ("next", "first")}
    return render(
        visit,
        "supervisor/calls.html",
        **facts,
        **pages,
        **month,
        crumbs=((visit.say("回访"), ""),),
    )


@router.get("/calls/{id}")
def call(visit: Annotated[Visit, Depends(signed_in_page(CALLERS))], id: UUID) -> Response:
    """Whom to call, what was asked and answered, and the form."""
    return _form(visit, id, Draft())


@router.post("/calls/{id}")
def judged(sent: Annotated[Sent, Depends(signed_in_form(CALLERS))], id: UUID) -> Response:
    """Write down what was said, and go on to the next."""
    done = give(sent, id, "evaluate", commands.Evaluate)
    if isinstance(done, NotGiven):
        return _form(sent.visit, id, done.draft, done.status)
    return RedirectResponse(f"/calls?after={done.position}", 303)


def _form(visit: Visit, case: UUID, draft: Draft, status: int = 200) -> Response:
    facts = facts_of(visit, case)
    told: dict[str, Any] = {
        "facts": facts,
        "answers": [a for a in facts["answers"] if a["round"] == facts["round"] and not a["sent_back"]],
        "grades": [grade.value for grade in Grade],
        "methods": METHODS,
        "key": str(visit.system.clock.new_id()),
        "crumbs": ((visit.say("回访"), "/calls"), (facts["case_number"], "")),
    }
    return render(visit, "supervisor/call.html", status=status, draft=draft, **told)


def _window(visit: Visit, since: Any) -> Any:
    """The time to judge in is a clock as well."""
    oversight = visit.system.oversight
    reached = since.astimezone(visit.system.clock.zone).date()
    due = oversight.ends(reached, oversight.policy().evaluation)
    left = visit.system.calendars.days_left(oversight.today(), due) if due else None
    return chip("handling", due, left, overdue=due is not None and due < oversight.today(), provisional=False)
