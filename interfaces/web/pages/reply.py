"""Answering: the suggestion beside the answer, what its outcome needs, and a look at what the voter will read."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.responses import Response

from domain.shared.identity import SuggestionId
from domain.shared.refusal import Refused
from domain.suggestion import commands
from domain.suggestion.authority import MAY
from interfaces.bodies import body_of, command_from
from interfaces.web.forms import Draft, Fault, asked_of, body_in, draft_of, faults_of
from interfaces.web.giving import NotGiven, followed, give
from interfaces.web.group import Group
from interfaces.web.languages import N_
from interfaces.web.pages.acts import newer_than
from interfaces.web.reading import READERS, attached_to, chip_of, facts_of, lines_of
from interfaces.web.rendering import render
from interfaces.web.uploads import taken_in
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

router = APIRouter()
ANSWERERS = MAY[commands.Answer] & READERS
NEEDS = {
    "solved": N_("问题已经办成。须附佐证：验收单、照片或情况说明。"),
    "planned": N_("已列入计划。须写明承诺事项和完成日期，系统按期提醒。"),
    "explained": N_("解释政策或说明情况，尽量写明依据。"),
    "cannot": N_("现在办不到。须写明依据的法规条款。"),
}
Answerer = Annotated[Visit, Depends(signed_in_page(ANSWERERS))]


@router.get("/cases/{id}/reply")
def reply_page(visit: Answerer, id: UUID) -> Response:
    """The editor. Raises the rule that stands against answering now."""
    _can_be_answered(visit, id)
    return _editor(visit, id, Draft())


@router.post("/cases/{id}/reply")
def reply(sent: Annotated[Sent, Depends(signed_in_form(ANSWERERS))], id: UUID) -> Response:
    """Show what the voter will read; send it once that was confirmed."""
    sent, unusable = taken_in(sent)
    draft = draft_of(sent.form, asked_of(commands.Answer))
    if sent.text("edit"):
        return _editor(sent.visit, id, draft)
    if sent.text("confirmed"):
        done = give(sent, id, "answer", commands.Answer)
        if not isinstance(done, NotGiven):
            return followed(done)
        return _editor(sent.visit, id, done.draft, status=done.status, since=done.seen)
    draft.faults = unusable or _faults(sent, id)
    if draft.faults:
        return _editor(sent.visit, id, draft, status=422)
    return _preview(sent, id)


def _can_be_answered(visit: Visit, case: UUID) -> None:
    acts = visit.system.open_acts.of(SuggestionId(case), visit.actor)
    for verb, no in acts.held_back:
        if verb == "answer":
            raise no


def _faults(sent: Sent, case: UUID) -> list[Fault]:
    """What would be refused, found out before the voter's view is shown."""
    visit, asked = sent.visit, asked_of(commands.Answer)
    try:
        told = body_of(commands.Answer).model_validate(body_in(sent.form, asked))
    except ValidationError as wrong:
        return faults_of(wrong, asked, visit.language.key)
    try:
        visit.system.open_acts.rehearse(SuggestionId(case), visit.actor, command_from(commands.Answer, told))
    except Refused as no:
        return [Fault(_first_of(no.field, asked), visit.told(no))]
    return []


def _first_of(field: str | None, asked: tuple[Any, ...]) -> str:
    """The first place of a field that takes several, which is where its fault is shown."""
    place = next((one for one in asked if one.name == field and one.inside), None)
    if place is None:
        return field or ""
    first = place.inside[0]
    return str(first.inside[-1].name if first.inside else first.name)


def _editor(visit: Visit, case: UUID, draft: Draft, *, status: int = 200, since: int | None = None) -> Response:
    facts, lines = facts_of(visit, case), lines_of(visit, case)
    told: dict[str, Any] = {
        **newer_than(visit, case, since),
        "key": str(visit.system.clock.new_id()),
        "deadline_chip": chip_of(visit, facts),
        "asked": {field.name: field for field in asked_of(commands.Answer)},
        "needs": NEEDS,
        "opinions": [line for line in lines if line.event == "opinion_given"],
        "attached": attached_to(lines),
        "crumbs": _crumbs(visit, facts),
    }
    return render(visit, "cases/reply.html", status=status, draft=draft, facts=facts, **told)


def _preview(sent: Sent, case: UUID) -> Response:
    visit, facts = sent.visit, facts_of(sent.visit, case)
    body = body_in(sent.form, asked_of(commands.Answer))
    said = [(name, value) for name, value in sent.form.multi_items() if isinstance(value, str) and value]
    today = visit.system.clock.now().date()
    told: dict[str, Any] = {"facts": facts, "body": body, "said": said, "today": today, "crumbs": _crumbs(visit, facts)}
    return render(visit, "cases/reply_preview.html", **told)


def _crumbs(visit: Visit, facts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return (facts["case_number"], f"/cases/{facts['id']}"), (visit.say(N_("答复")), "")


GROUP = Group(name="reply", router=router)
