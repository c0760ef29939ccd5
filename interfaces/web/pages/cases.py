"""One case: what is known of it, its course, and every act that this person may do at this stage."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from application.verbs import VERBS
from domain.shared.identity import SuggestionId
from domain.shared.people import Role
from domain.suggestion import commands, refusals
from domain.suggestion.authority import MAY, REACH, Reach, may
from domain.suggestion.lifecycle import legal
from domain.suggestion.state import Stage
from interfaces.bodies import body_of
from interfaces.requests import wait_for
from interfaces.web.chips import chip
from interfaces.web.forms import Draft, asked_of, body_in, draft_of, faults_of, flat
from interfaces.web.giving import NotGiven, followed, give
from interfaces.web.group import Group
from interfaces.web.labels import FINAL
from interfaces.web.labels import VERBS as NAMES
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

router = APIRouter()
READERS = frozenset(role for role in Role if REACH[role] not in (Reach.NONE, Reach.ONE)) - {Role.SYSTEM}
ACTORS = frozenset(role for verb in VERBS for role in MAY[VERBS[verb]]) & READERS


@router.get("/cases/{id}")
def case(visit: Annotated[Visit, Depends(signed_in_page(READERS))], id: UUID, after: int | None = None) -> Response:
    """A case as known now."""
    wait_for(visit.system.views, after)
    facts = facts_of(visit, id)
    lines = visit.system.casefile.history(SuggestionId(id), visit.actor)
    names = visit.system.directory.names([line.actor.id for line in lines])
    acts = [(verb, NAMES[verb]) for verb, command in VERBS.items() if _open(visit, command, facts)]
    crumbs = ((facts["case_number"], ""),)
    told: dict[str, Any] = {"deadline_chip": chip_of(visit, facts), "lines": lines, "names": names, "acts": acts}
    return render(visit, "cases/case.html", facts=facts, crumbs=crumbs, **told)


@router.get("/cases/{id}/acts/{verb}")
def act_page(visit: Annotated[Visit, Depends(signed_in_page(ACTORS))], id: UUID, verb: str) -> Response:
    """The form of one act."""
    _command(visit, verb)
    return _form(visit, id, verb, Draft())


@router.post("/cases/{id}/acts/{verb}")
def act(sent: Annotated[Sent, Depends(signed_in_form(ACTORS))], id: UUID, verb: str) -> Response:
    """Do it; what cannot be undone is asked about once more."""
    command = _command(sent.visit, verb)
    if verb in FINAL and not sent.text("confirmed"):
        return _asked_again(sent, id, verb, command)
    done = give(sent, id, verb, command)
    if not isinstance(done, NotGiven):
        return followed(done)
    return _form(sent.visit, id, verb, done.draft, status=done.status, since=done.seen)


def facts_of(visit: Visit, case: UUID) -> dict[str, Any]:
    """What this person may know of a case now; their reading is written down."""
    return visit.system.casefile.read(SuggestionId(case), visit.actor).facts


def chip_of(visit: Visit, facts: dict[str, Any]) -> Any:
    """The deadline of a case that was read."""
    due_on, today = facts["due_on"], visit.system.clock.now().date()
    left = visit.system.calendars.days_left(today, date.fromisoformat(due_on)) if due_on else None
    provisional = bool(facts["due"] and facts["due"]["provisional"])
    return chip(facts["stage"], due_on, left, overdue=facts["overdue"], provisional=provisional)


def _open(visit: Visit, command: type[commands.Command], facts: dict[str, Any]) -> bool:
    return may(visit.actor, command) and legal(command, Stage(facts["stage"]))


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
    newer = []
    if since is not None:
        newer = [x for x in visit.system.casefile.history(SuggestionId(case), visit.actor) if x.version > since]
    told: dict[str, Any] = {
        "newer": newer,
        "names": visit.system.directory.names([line.actor.id for line in newer]),
        "units": [load.unit for load in visit.system.views.workload(visit.system.clock.now())],
        "key": str(visit.system.clock.new_id()),
    }
    return render(visit, "cases/act.html", status=status, draft=draft, **_named(visit, facts, verb), **told)


def _named(visit: Visit, facts: dict[str, Any], verb: str) -> dict[str, Any]:
    """What the form and its confirmation share."""
    return {
        "facts": facts,
        "verb": verb,
        "label": NAMES[verb],
        "consequence": FINAL.get(verb, ""),
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


GROUP = Group(name="cases", router=router)
