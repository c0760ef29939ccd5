"""Requests that wait for a ruling: returns and extensions, each with its reason, its age and what policy allows."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from application.casefile import HistoryLine
from application.docket import DocketRow
from application.oversight import Allowed
from application.queries import RegisterRow
from application.verbs import VERBS
from domain.shared.identity import SuggestionId
from interfaces.requests import wait_for
from interfaces.web.chips import chip
from interfaces.web.forms import Draft, asked_of, body_in
from interfaces.web.giving import NotGiven, give
from interfaces.web.labels import VERBS as NAMES
from interfaces.web.pages.supervisor.asking import SUPERVISOR, offset_of, position_of, router
from interfaces.web.pages.supervisor.batches import lines_of
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

PAGE = 8
RULINGS = {
    "accept-return": ("return", True),
    "refuse-return": ("return", False),
    "grant-extension": ("extension", True),
    "refuse-extension": ("extension", False),
}
"""What each is about, and whether it grants."""
REQUESTED = {"return": "return_requested", "extension": "extension_requested"}


@dataclass(frozen=True, slots=True)
class Wish:
    """One request, with the words it was made in."""

    waits: DocketRow
    row: RegisterRow
    asked: HistoryLine
    rule_by: Any
    allowed: Allowed | None


@router.get("/rulings")
def rulings(visit: Annotated[Visit, Depends(signed_in_page(SUPERVISOR))]) -> Response:
    """What waits, longest waiting first."""
    wait_for(visit.system.views, position_of(visit.request))
    return _list(visit, Draft())


@router.post("/rulings/{id}/{verb}")
def rule(sent: Annotated[Sent, Depends(signed_in_form(SUPERVISOR))], id: UUID, verb: str) -> Response:
    """Grant or refuse, once it was asked about again."""
    if verb not in RULINGS:
        raise HTTPException(404)
    if not sent.text("confirmed"):
        return _asked_again(sent, id, verb)
    done = give(sent, id, verb, VERBS[verb])
    if isinstance(done, NotGiven):
        return _list(sent.visit, done.draft, status=done.status)
    return RedirectResponse(f"/rulings?after={done.position}", 303)


def _list(visit: Visit, draft: Draft, status: int = 200) -> Response:
    offset, docket = offset_of(visit.request), visit.system.oversight.docket
    counts = docket.counts()
    waiting = [w for kind in REQUESTED for w in docket.waiting(kind, offset=offset, limit=PAGE)]
    wishes = _wishes(visit, waiting)
    more = any(counts.get(kind, 0) > offset + PAGE for kind in REQUESTED)
    facts: dict[str, Any] = {
        "returns": [w for w in wishes if w.waits.kind == "return"],
        "counts": counts,
        "draft": draft,
    }
    pages: dict[str, Any] = {
        "next": f"/rulings?offset={offset + PAGE}" if more else "",
        "first": "/rulings" if offset else "",
    }
    told: dict[str, Any] = {
        "extensions": [w for w in wishes if w.waits.kind == "extension"],
        "policy": visit.system.oversight.policy(),
    }
    key, crumbs = visit.system.clock.new_id, ((visit.say("审批"), ""),)
    return render(visit, "supervisor/rulings.html", status=status, **facts, **told, **pages, key=key, crumbs=crumbs)


def _wishes(visit: Visit, waiting: list[DocketRow]) -> list[Wish]:
    cases = [w.case for w in waiting]
    lines, known = lines_of(visit, cases), visit.system.oversight.known(cases)
    found = []
    for w in waiting:
        asked = _request(visit, w)
        if w.case in lines and asked is not None:
            allowed = visit.system.oversight.allowed(known[w.case], w.unit or "") if w.kind == "extension" else None
            found.append(Wish(w, lines[w.case], asked, _rule_by(visit, asked), allowed))
    return found


def _request(visit: Visit, waits: DocketRow) -> HistoryLine | None:
    """The event that asked; reading it is written down."""
    history = visit.system.casefile.history(SuggestionId(waits.case), visit.actor)
    name = REQUESTED[waits.kind]
    return next((x for x in reversed(history) if x.event == name and x.data.get("unit") == waits.unit), None)


def _rule_by(visit: Visit, asked: HistoryLine) -> Any:
    oversight = visit.system.oversight
    on: date = asked.recorded_at.astimezone(visit.system.clock.zone).date()
    due = oversight.ends(on, oversight.policy().return_ruling)
    left = visit.system.calendars.days_left(oversight.today(), due) if due else None
    return chip("handling", due, left, overdue=due is not None and due < oversight.today(), provisional=False)


def _asked_again(sent: Sent, case: UUID, verb: str) -> Response:
    visit = sent.visit
    lines = lines_of(visit, [case])
    if case not in lines:
        raise HTTPException(404)
    body = body_in(sent.form, asked_of(VERBS[verb]))
    said = [(name, value) for name, value in sent.form.multi_items() if isinstance(value, str) and value]
    facts: dict[str, Any] = {"row": lines[case], "verb": verb, "label": NAMES[verb], "said": said, "body": body}
    crumbs = ((visit.say("审批"), "/rulings"), (visit.say(NAMES[verb]), ""))
    return render(visit, "supervisor/ruling_confirm.html", **facts, crumbs=crumbs)
