"""What comes after an answer: dissatisfaction to act on, cases to close, answers sent back, checks to make."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import Depends
from starlette.responses import Response

from application.docket import DocketRow
from domain.suggestion.refusals import AcceptanceWithoutReasons
from interfaces.requests import wait_for
from interfaces.web.pages.supervisor.asking import SUPERVISOR, day, offset_of, position_of, router, word
from interfaces.web.pages.supervisor.batches import lines_of
from interfaces.web.pages.supervisor.dashboard import line_chip
from interfaces.web.pages.supervisor.words import REVIEWED
from interfaces.web.rendering import render
from interfaces.web.visiting import Visit, signed_in_page

PAGE = 25


@router.get("/reviews")
def reviews(visit: Annotated[Visit, Depends(signed_in_page(SUPERVISOR))]) -> Response:
    """One list at a time."""
    wait_for(visit.system.views, position_of(visit.request))
    shown = word(visit.request, "list", tuple(REVIEWED)) or "dissatisfied"
    counts = visit.system.oversight.docket.counts()
    told: dict[str, Any] = {
        "shown": shown,
        "tabs": [(key, name, f"/reviews?list={key}") for key, name in REVIEWED.items()],
        "counts": {key: counts.get(key, 0) for key in ("dissatisfied", "close", "sent_back")},
        "crumbs": ((visit.say("复核"), ""),),
        "chip_of": line_chip,
    }
    listed = checks(visit) if shown == "check" else _waiting(visit, shown, counts.get(shown, 0))
    return render(visit, "supervisor/reviews.html", **told, **listed)


def _waiting(visit: Visit, shown: str, count: int) -> dict[str, Any]:
    oversight, offset = visit.system.oversight, offset_of(visit.request)
    waiting = oversight.docket.waiting(shown, offset=offset, limit=PAGE)
    next_ = f"/reviews?list={shown}&offset={offset + PAGE}" if count > offset + PAGE else ""
    first = f"/reviews?list={shown}" if offset else ""
    cases = [w.case for w in waiting]
    facts: dict[str, Any] = {"waiting": waiting, "lines": lines_of(visit, cases), "next": next_, "first": first}
    return facts | {"follows": _follows(visit, shown, waiting)}


def _follows(visit: Visit, shown: str, waiting: Sequence[DocketRow]) -> dict[Any, Any]:
    """What may be done with each case, by the case itself."""
    oversight = visit.system.oversight
    if shown == "sent_back":
        return {}
    known = oversight.known([w.case for w in waiting])
    if shown == "dissatisfied":
        return {case: oversight.dissatisfied(state) for case, state in known.items()}
    against = {case: oversight.against_closing(state, visit.actor) for case, state in known.items()}
    return {case: _told(visit, no) for case, no in against.items()}


def _told(visit: Visit, no: Any) -> tuple[bool, str]:
    """Whether it may be closed, and what is asked for or stands against it."""
    return isinstance(no, AcceptanceWithoutReasons) or no is None, visit.told(no) if no else ""


def checks(visit: Visit) -> dict[str, Any]:
    """The cases drawn from a month that has ended; the latest such month unless another is asked for."""
    today = visit.system.oversight.today()
    latest = today.replace(day=1) - timedelta(days=1)
    asked = day(f"{said}-01" if len(said := visit.request.query_params.get("month") or "") == 7 else None)
    month = min(asked or latest, latest).replace(day=1)
    drawn, cut = visit.system.oversight.drawn(month)
    lines = lines_of(visit, [one.answer.case for one in drawn])
    facts: dict[str, Any] = {"drawn": drawn, "lines": lines, "month": f"{month:%Y-%m}", "latest": f"{latest:%Y-%m}"}
    return facts | {"cut": cut, "next": "", "first": "", "waiting": (), "follows": {}, "earlier": _before(month)}


def _before(month: date) -> str:
    return f"{month - timedelta(days=1):%Y-%m}"
