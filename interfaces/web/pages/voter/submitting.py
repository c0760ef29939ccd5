"""Bringing a suggestion without going anywhere: the station, the words, and a receipt in return."""

from typing import Annotated, Any

from fastapi import Depends
from starlette.responses import RedirectResponse, Response

from application.codebook import CodeList
from application.errors import TooManyAttempts
from domain.shared.identity import ActorId, OrgCode
from domain.shared.people import Actor, Role
from domain.suggestion import commands
from interfaces.web.choosing import Option, entries
from interfaces.web.codes import address_of, tracking_path
from interfaces.web.forms import Draft, Fault, asked_of, body_in, draft_of
from interfaces.web.giving import NotGiven, register
from interfaces.web.languages import N_
from interfaces.web.pages.voter.routes import router
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, anybody, anybodys_form

SOMEBODY = Actor(id=ActorId("voter"), role=Role.VOTER, org=OrgCode("voter"))
"""Whoever submits: who it was stands, sealed, in what they wrote about themselves."""
MOST_SUBMITTED = 30
"""From one address in a quarter of an hour: visitors of a station may share one."""
MOST_STATIONS = 12
CHANNEL = "scan"
UNAGREED = N_("请先同意，再提交。")
NO_STATION = N_("没有这个联络站，请从名单中选。")
FIELDS = ("text", "station", "voter.name", "voter.phone")


@router.get("/submit")
def submit_page(visit: Annotated[Visit, Depends(anybody)], q: str = "", station: str = "") -> Response:
    """The form; stations are looked for by name, without scripts."""
    return _page(visit, Draft({"station": station} if station in _codes(visit) else {}), q=q)


@router.post("/submit")
def submit(sent: Annotated[Sent, Depends(anybodys_form)]) -> Response:
    """Register it, and show the receipt."""
    fields = tuple(one for one in asked_of(commands.Receive) if one.name in ("text", "station", "voter"))
    draft, body = draft_of(sent.form, fields), body_in(sent.form, fields)
    if not sent.text("consent"):
        draft.faults = [Fault("consent", sent.visit.say(UNAGREED))]
    elif body.get("station") and body["station"] not in _codes(sent.visit):
        draft.faults = [Fault("station", sent.visit.say(NO_STATION))]
    if draft.faults:
        return _page(sent.visit, draft, status=422)
    try:
        sent.visit.system.throttle.attempt("submit", address_of(sent.visit), most=MOST_SUBMITTED)
    except TooManyAttempts as no:
        draft.faults = [Fault("", sent.visit.told(no))]
        return _page(sent.visit, draft, status=429)
    done = register(sent, body | {"channel": CHANNEL}, draft, by=SOMEBODY)
    if isinstance(done, NotGiven):
        return _page(sent.visit, done.draft, status=done.status)
    return RedirectResponse(f"{tracking_path(done.receipt_code or '')}/receipt", 303)


def _codes(visit: Visit) -> set[str]:
    return {one.value for one in _stations(visit)}


def _stations(visit: Visit) -> list[Option]:
    """The stations by their names; where none are listed yet, those that suggestions came from."""
    used = [Option(one.code, one.code) for one in visit.system.desk_lists.stations()]
    return entries(visit, CodeList.STATION) or used


def _page(visit: Visit, draft: Draft, *, q: str = "", status: int = 200) -> Response:
    sought = q.strip().casefold()
    stations = [one for one in _stations(visit) if sought in one.label.casefold() or sought == one.value.casefold()]
    told: dict[str, Any] = {
        "q": q,
        "stations": stations[:MOST_STATIONS],
        "more": len(stations) > MOST_STATIONS,
        "key": str(visit.system.clock.new_id()),
    }
    return render(visit, "voter/submit.html", status=status, draft=draft, **told)
