"""Every act on a case: a form made from the command, and where it cannot be undone, one more question."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from application.verbs import VERBS
from domain.suggestion import commands, refusals
from domain.suggestion.authority import MAY, may
from interfaces.bodies import body_of
from interfaces.web.choosing import options_of
from interfaces.web.forms import Draft, asked_of, body_in, draft_of, faults_of, flat
from interfaces.web.giving import NotGiven, followed, give
from interfaces.web.group import Group
from interfaces.web.labels import FINAL
from interfaces.web.labels import VERBS as NAMES
from interfaces.web.offers import CONSEQUENCES
from interfaces.web.reading import READERS, chip_of, facts_of, lines_of
from interfaces.web.rendering import render
from interfaces.web.uploads import taken_in
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

router = APIRouter()
ACTORS = frozenset(role for verb in VERBS for role in MAY[VERBS[verb]]) & READERS


@router.get("/cases/{id}/acts/{verb}")
def act_page(visit: Annotated[Visit, Depends(signed_in_page(ACTORS))], id: UUID, verb: str) -> Response:
    """The form of one act."""
    if _command(visit, verb) is commands.Answer:
        return RedirectResponse(f"/cases/{id}/reply", 303)
    return _form(visit, id, verb, Draft())


@router.post("/cases/{id}/acts/{verb}")
def act(sent: Annotated[Sent, Depends(signed_in_form(ACTORS))], id: UUID, verb: str) -> Response:
    """Do it; what cannot be undone is asked about once more."""
    command = _command(sent.visit, verb)
    if command is commands.Answer:
        raise HTTPException(404)
    sent, unusable = taken_in(sent)
    if unusable:
        draft = draft_of(sent.form, asked_of(command))
        draft.faults = unusable
        return _form(sent.visit, id, verb, draft, status=422)
    if verb in FINAL and not sent.text("confirmed"):
        return _asked_again(sent, id, verb, command)
    done = give(sent, id, verb, command)
    if not isinstance(done, NotGiven):
        return followed(done)
    return _form(sent.visit, id, verb, done.draft, status=done.status, since=done.seen)


def newer_than(visit: Visit, case: UUID, since: int | None) -> dict[str, Any]:
    """What others wrote behind the version somebody saw, with their names."""
    newer = [line for line in lines_of(visit, case) if line.version > since] if since is not None else []
    return {"newer": newer, "names": visit.system.directory.names([line.actor.id for line in newer])}


def _command(visit: Visit, verb: str) -> type[commands.Command]:
    command = VERBS.get(verb)
    if command is None:
        raise HTTPException(404)
    if not may(visit.actor, command):
        raise refusals.RoleMayNot()
    return command


def _form(
    visit: Visit, case: UUID, verb: str, draft: Draft, *, status: int = 200, since: int | None = None
) -> Response:
    facts = facts_of(visit, case)
    told: dict[str, Any] = {
        **_named(visit, facts, verb),
        **newer_than(visit, case, since),
        "units": [load.unit for load in visit.system.views.workload(visit.system.clock.now())],
        "key": str(visit.system.clock.new_id()),
        "deadline_chip": chip_of(visit, facts),
        "choices_by_name": options_of(visit, facts, asked_of(VERBS[verb])),
    }
    return render(visit, "cases/act.html", status=status, draft=draft, **told)


def _named(visit: Visit, facts: dict[str, Any], verb: str) -> dict[str, Any]:
    """What the form and its confirmation share."""
    return {
        "facts": facts,
        "verb": verb,
        "label": NAMES[verb],
        "final": verb in FINAL,
        "consequence": FINAL.get(verb, CONSEQUENCES[verb]),
        "asked": asked_of(VERBS[verb]),
        "crumbs": ((facts["case_number"], f"/cases/{facts['id']}"), (visit.say(NAMES[verb]), "")),
    }


def _asked_again(sent: Sent, case: UUID, verb: str, command: type[commands.Command]) -> Response:
    visit, asked = sent.visit, asked_of(command)
    try:
        body_of(command).model_validate(body_in(sent.form, asked))
    except ValidationError as wrong:
        draft = draft_of(sent.form, asked)
        draft.faults = faults_of(wrong, asked, visit.language.key)
        return _form(visit, case, verb, draft, status=422)
    said = [(name, value) for name, value in sent.form.multi_items() if isinstance(value, str) and value]
    values = dict(said)
    written = [(field, values[field.name]) for field in flat(asked) if field.name in values]
    return render(visit, "cases/confirm.html", said=said, written=written, **_named(visit, facts_of(visit, case), verb))


GROUP = Group(name="acts", router=router)
