"""One case as its voter sees it, and the slip and the files they keep of it."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Path
from starlette.responses import PlainTextResponse, Response

from interfaces.web.chips import chip
from interfaces.web.codes import case_of, groups, tracking_path
from interfaces.web.forms import Draft
from interfaces.web.languages import N_
from interfaces.web.pages.voter import words
from interfaces.web.pages.voter.routes import router
from interfaces.web.qr import drawn
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, anybody

Code = Annotated[str, Path(min_length=1, max_length=32)]
AT_WORK = ("transferred", "handling")
CRUMB = N_("查询结果")


@router.get("/t/{code}")
def track(visit: Annotated[Visit, Depends(anybody)], code: Code, thanks: str = "") -> Response:
    """What became of it, whose turn it is, and what the voter may do."""
    case_of(visit, code)
    return page(visit, code, Draft(), thanks=words.DONE.get(thanks, ""))


@router.get("/t/{code}/receipt")
def slip(visit: Annotated[Visit, Depends(anybody)], code: Code) -> Response:
    """The receipt slip, half a sheet to print."""
    case_of(visit, code)
    facts = visit.system.tracking.read(code)
    address = f"{visit.request.url.scheme}://{visit.request.url.netloc}{tracking_path(code)}"
    told: dict[str, Any] = {"code": code, "groups": groups(code), "qr": drawn(address), "address": address}
    registered = next(line["recorded_at"] for line in facts["timeline"] if line["event"] == "received")
    return render(visit, "voter/slip.html", facts=facts, registered=registered, **told)


@router.get("/t/{code}/receipts/{version}")
def receipt(
    visit: Annotated[Visit, Depends(anybody)], code: Code, version: Annotated[int, Path(ge=1, le=10**9)]
) -> Response:
    """A file that proves what was recorded and when, without the office and after an erasure."""
    name, text = visit.system.evidence.receipt(case_of(visit, code), version)
    return PlainTextResponse(text, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def page(visit: Visit, code: str, draft: Draft, *, status: int = 200, thanks: str = "") -> Response:
    """The tracking page, with what was written into the evaluation so far."""
    facts = visit.system.tracking.read(code)
    told: dict[str, Any] = {
        "code": code,
        "groups": groups(code),
        "deadline_chip": _chip(visit, facts),
        "words": words,
        "thanks": thanks,
        "key": str(visit.system.clock.new_id()),
        "crumbs": ((visit.say(CRUMB), ""),),
    }
    return render(visit, "voter/track.html", status=status, facts=facts, draft=draft, **told)


def _chip(visit: Visit, facts: dict[str, Any]) -> Any:
    due_on, now = facts["due_on"], visit.system.clock.now()
    left = visit.system.calendars.days_left(now.date(), date.fromisoformat(due_on)) if due_on else None
    late = bool(due_on) and facts["stage"] in AT_WORK and date.fromisoformat(due_on) < now.date()
    if facts["due_at"] and facts["stage"] in AT_WORK:
        late = datetime.fromisoformat(facts["due_at"]) < now
    return chip(facts["stage"], due_on, left, overdue=late, provisional=facts["provisional"])
