"""The front page: a voter's receipt code, and where to go from here."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from application.errors import NotFound, TooManyAttempts
from interfaces.web.codes import case_of, tracking_path
from interfaces.web.forms import Draft, Fault
from interfaces.web.group import Group
from interfaces.web.languages import N_
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, anybody, anybodys_form

router = APIRouter()
UNKNOWN = N_("没有查到这个编号。请对照回执再试一次；多次不对，请联系联络站。")
MISSING = N_("请填写回执编号。")


@router.get("/")
def home(visit: Annotated[Visit, Depends(anybody)]) -> Response:
    """One field and three links."""
    return render(visit, "front/home.html", draft=Draft())


@router.post("/")
def look_up(sent: Annotated[Sent, Depends(anybodys_form)]) -> Response:
    """Go to the case of a code. An unknown and a mistyped code are told alike, and wrong ones are counted."""
    visit, code = sent.visit, sent.text("code")
    if not code:
        return _again(sent, 422, visit.say(MISSING))
    try:
        case_of(visit, code)
    except TooManyAttempts as no:
        return _again(sent, 429, visit.told(no))
    except NotFound:
        return _again(sent, 404, visit.say(UNKNOWN))
    return RedirectResponse(tracking_path(code), 303)


def _again(sent: Sent, status: int, message: str) -> Response:
    draft = Draft({"code": sent.text("code")}, [Fault("code", message)])
    return render(sent.visit, "front/home.html", status=status, draft=draft)


GROUP = Group(name="front", router=router)
