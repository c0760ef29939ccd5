"""Registering one suggestion: the form, cases that sound alike beside it, and drafts."""

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from starlette.responses import RedirectResponse, Response

from application.codebook import CodeList
from application.errors import NotFound
from domain.policies.policy import Urgency
from domain.suggestion import commands
from interfaces.web.choosing import entries
from interfaces.web.codes import tracking_path
from interfaces.web.forms import Asked, Draft, Fault, asked_of, body_in, draft_of
from interfaces.web.giving import NotGiven, register
from interfaces.web.languages import N_
from interfaces.web.pages.clerk import words
from interfaces.web.pages.clerk.routes import DESK, router
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

FIELDS: tuple[Asked, ...] = tuple(
    one for one in asked_of(commands.Receive) if one.name not in ("activity", "attachments")
)
MOST_ALIKE = 5
CRUMB = N_("登记意见建议")
TODAY = {"channel": "station", "urgency": Urgency.ORDINARY.value}
NOTHING_TO_KEEP = N_("草稿里还没有内容。")
NOT_A_DAY = N_("日期应为 YYYY-MM-DD。")


@router.get("/desk/new")
def form(visit: Annotated[Visit, Depends(signed_in_page(DESK))], draft: UUID | None = None) -> Response:
    """An empty form, or a draft of one's own."""
    if draft is None:
        return _page(visit, Draft(dict(TODAY)), str(visit.system.clock.new_id()))
    found = visit.system.drafts.find(draft, visit.actor.id)
    if found is None:
        raise NotFound()
    return _page(visit, Draft(dict(found.words)), str(draft))


@router.post("/desk/new")
def registered(sent: Annotated[Sent, Depends(signed_in_form(DESK))]) -> Response:
    """Register it and show the receipt; or keep it as a draft; or look for cases that sound alike."""
    draft, key = written(sent), sent.text("idempotency_key")
    match sent.text("do"):
        case "save":
            return _saved(sent, draft, key)
        case "similar":
            return _page(sent.visit, draft, key)
    done = taken_in(sent, draft)
    if isinstance(done, NotGiven):
        return _page(sent.visit, done.draft, key, status=done.status)
    if is_id(key):
        sent.visit.system.drafts.discard(UUID(key), sent.visit.actor.id)
    return RedirectResponse(f"{tracking_path(done.receipt_code or '')}/receipt", 303)


@router.post("/desk/similar")
def similar(sent: Annotated[Sent, Depends(signed_in_form(DESK))]) -> Response:
    """The cases that sound alike, as a part of the page."""
    return render(sent.visit, "clerk/similar.html", similar=alike(sent.visit, written(sent)))


def written(sent: Sent) -> Draft:
    """What was written into the form."""
    draft = draft_of(sent.form, FIELDS)
    draft.values["occurred_on"] = sent.text("occurred_on")
    return draft


def taken_in(sent: Sent, draft: Draft, **fixed: str) -> Any:
    """Give the registration that a form amounts to: a receipt, or `NotGiven`."""
    body, visit = body_in(sent.form, FIELDS) | fixed, sent.visit
    occurred_on = draft.values.get("occurred_on", "")
    if occurred_on:
        moment = _moment(visit, occurred_on)
        if moment is None:
            draft.faults = [Fault("occurred_on", visit.say(NOT_A_DAY))]
            return NotGiven(422, draft)
        body["occurred_at"] = moment.isoformat()
    done = register(sent, body, draft)
    if isinstance(done, NotGiven):
        for fault in done.draft.faults:
            fault.field = "occurred_on" if fault.field == "occurred_at" else fault.field
    return done


def alike(visit: Visit, draft: Draft) -> Any:
    """Open cases that share words with a draft."""
    said = f"{draft.values.get('title', '')}\n{draft.values.get('text', '')}"
    return visit.system.desk_lists.similar(visit.actor, said, visit.system.clock.now(), MOST_ALIKE)


def is_id(text: str) -> bool:
    """Whether a form's key is one that a page of ours made."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _moment(visit: Visit, day: str) -> datetime | None:
    """Noon of a past day; now, where the day is today: a form knows no hour."""
    try:
        told = date.fromisoformat(day)
    except ValueError:
        return None
    now = visit.system.clock.now()
    noon = datetime.combine(told, time(12), visit.system.clock.zone)
    return now if told == now.date() else noon


def _saved(sent: Sent, draft: Draft, key: str) -> Response:
    if not is_id(key) or not (draft.values.get("text", "").strip() or draft.values.get("title", "").strip()):
        draft.faults = [Fault("text", sent.visit.say(NOTHING_TO_KEEP))]
        return _page(sent.visit, draft, key, status=422)
    sent.visit.system.drafts.save(UUID(key), sent.visit.actor.id, draft.values)
    return RedirectResponse("/desk", 303)


def _page(visit: Visit, draft: Draft, key: str, *, status: int = 200) -> Response:
    told: dict[str, Any] = {
        "key": key,
        "channels": words.CHANNELS,
        "urgencies": [one.value for one in Urgency],
        "similar": alike(visit, draft),
        "own_station": visit.actor.org if visit.actor.org != "office" else "",
        "stations": entries(visit, CodeList.STATION),
        "categories": entries(visit, CodeList.CATEGORY),
        "crumbs": ((visit.say(CRUMB), ""),),
    }
    return render(visit, "clerk/new.html", status=status, draft=draft, **told)
