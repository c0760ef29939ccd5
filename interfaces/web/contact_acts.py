"""Every act on the contact work as pages: what one noun offers, the form of each act, and carrying it out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from application.verbs import CONTACT_VERBS, verb
from domain.contact.nouns import Noun
from domain.shared.identity import ContactId
from domain.shared.people import Role
from domain.suggestion import refusals
from interfaces.web.contact_forms import body_of_form, fields_of, options_for
from interfaces.web.forms import Draft, draft_of
from interfaces.web.giving import NotGiven, give_contact
from interfaces.web.rendering import render
from interfaces.web.terms import ACTS, CONSEQUENCES
from interfaces.web.uploads import taken_in
from interfaces.web.visiting import Sent, Visit, signed_in_form, signed_in_page

Presets = Callable[[Visit, str, dict[str, Any]], dict[str, str]]
"""What a form says before anybody wrote into it, by the act and the facts."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One act that can be done now. `label` is Chinese, marked for the catalogue."""

    verb: str
    label: str
    href: str


def nothing_said(visit: Visit, name: str, facts: dict[str, Any]) -> dict[str, str]:
    """A form that begins empty."""
    return {}


def offered(visit: Visit, noun: Noun, facts: dict[str, Any]) -> list[Offered]:
    """What this person may do with it at its stage; whose it is, the office says when it is done."""
    role, stage = visit.actor.role, facts["stage"]
    return [
        Offered(name, ACTS[f"{noun.name}.{name}"], f"/{noun.plural}/{facts['id']}/acts/{name}")
        for name, command in CONTACT_VERBS[noun.name].items()
        if role in noun.may[command] and stage in [one.value for one in noun.legal[command]]
    ]


def givers(noun: Noun, *, opening: bool) -> frozenset[Role]:
    """Who gives any of a noun's commands."""
    asked = noun.opening if opening else CONTACT_VERBS[noun.name].values()
    return frozenset(role for command in asked for role in noun.may[command]) - {Role.SYSTEM}


def add_openings(router: APIRouter, noun: Noun, presets: Presets = nothing_said) -> None:
    """Routes for beginning one: `/<plural>/new`, and one by its verb for every other way to begin."""
    for n, command in enumerate(noun.opening):
        _add_opening(router, noun, command, "new" if n == 0 else verb(command), presets)


def _add_opening(router: APIRouter, noun: Noun, command: type, word: str, presets: Presets) -> None:
    path, roles = f"/{noun.plural}/{word}", noun.may[command] - {Role.SYSTEM}
    name, nothing = verb(command), {"id": "", "stage": "", "version": ""}

    def form(visit: Annotated[Visit, Depends(signed_in_page(roles))]) -> Response:
        return _form(visit, noun, name, command, nothing, Draft(presets(visit, name, nothing)), path)

    def begin(sent: Annotated[Sent, Depends(signed_in_form(roles))]) -> Response:
        return _given(sent, noun, name, command, nothing, path)

    router.add_api_route(path, form, methods=["GET"], response_model=None, name=f"{noun.name} {word}")
    router.add_api_route(path, begin, methods=["POST"], response_model=None, name=f"{noun.name} {word} given")


def add_acts(router: APIRouter, noun: Noun, presets: Presets = nothing_said) -> None:
    """Routes for every act on one that was begun."""
    path, roles = f"/{noun.plural}/{{id}}/acts/{{verb}}", givers(noun, opening=False)

    def form(visit: Annotated[Visit, Depends(signed_in_page(roles))], id: UUID, verb: str) -> Response:
        command, facts = _command(visit, noun, verb), _facts(visit, noun, id)
        draft = Draft(presets(visit, verb, facts))
        return _form(visit, noun, verb, command, facts, draft, f"/{noun.plural}/{id}/acts/{verb}")

    def act(sent: Annotated[Sent, Depends(signed_in_form(roles))], id: UUID, verb: str) -> Response:
        command, facts = _command(sent.visit, noun, verb), _facts(sent.visit, noun, id)
        return _given(sent, noun, verb, command, facts, f"/{noun.plural}/{id}/acts/{verb}")

    router.add_api_route(path, form, methods=["GET"], response_model=None, name=f"{noun.name} act")
    router.add_api_route(path, act, methods=["POST"], response_model=None, name=f"{noun.name} act given")


def _facts(visit: Visit, noun: Noun, id: UUID) -> dict[str, Any]:
    return visit.system.contact.file.read(noun, ContactId(id), visit.actor).facts


def _command(visit: Visit, noun: Noun, name: str) -> type:
    command = CONTACT_VERBS[noun.name].get(name)
    if command is None:
        raise HTTPException(404)
    if visit.actor.role not in noun.may[command]:
        raise refusals.RoleMayNot()
    return command


def _given(sent: Sent, noun: Noun, name: str, command: type, facts: dict[str, Any], path: str) -> Response:
    sent, unusable = taken_in(sent)
    visit = sent.visit
    fields = fields_of(command, visit.system.contact.file.work().items)
    draft = draft_of(sent.form, fields)
    body, faults = body_of_form(visit, sent.form, command, fields)
    draft.faults = [*unusable, *faults]
    if draft.faults:
        return _form(visit, noun, name, command, facts, draft, path, status=422)
    stream = ContactId(UUID(facts["id"])) if facts["id"] else None
    done = give_contact(sent, stream, f"{facts['id'] or noun.name} {name}", command, fields, body, draft)
    if isinstance(done, NotGiven):
        return _form(visit, noun, name, command, facts, done.draft, path, status=done.status)
    return RedirectResponse(f"/{noun.plural}/{done.id}?after={done.position}", 303)


def _form(
    visit: Visit,
    noun: Noun,
    name: str,
    command: type,
    facts: dict[str, Any],
    draft: Draft,
    path: str,
    *,
    status: int = 200,
) -> Response:
    fields, label = fields_of(command, visit.system.contact.file.work().items), ACTS[f"{noun.name}.{name}"]
    back = f"/{noun.plural}/{facts['id']}" if facts["id"] else f"/{noun.plural}"
    about = facts.get("name") or (facts.get("programme") or {}).get("title") or ""
    told: dict[str, Any] = {
        "label": label,
        "about": about,
        "asked": fields,
        "action": path,
        "back": back,
        "version": facts["version"],
        "key": str(visit.system.clock.new_id()),
        "consequence": CONSEQUENCES.get(f"{noun.name}.{name}", ""),
        "choices_by_name": options_for(visit, noun.name, fields, facts),
    }
    return render(visit, "contact/act.html", status=status, draft=draft, crumbs=((visit.say(label), ""),), **told)
