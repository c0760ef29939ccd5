"""A command given by a form: carried out and followed, or refused and shown again with everything that was written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from application.contact_desk import ContactReceipt
from application.errors import Conflict, NotFound, StoreNotPrepared, Trouble, Unavailable, VersionConflict
from application.ports import Receipt, Request
from domain.shared.identity import ContactId, SuggestionId
from domain.shared.people import Actor
from domain.shared.refusal import Refused
from domain.suggestion import commands
from interfaces.bodies import body_of, command_from
from interfaces.requests import asked
from interfaces.web.errors import status_of
from interfaces.web.forms import Asked, Draft, Fault, asked_of, body_in, draft_of, faults_of
from interfaces.web.visiting import Sent

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class NotGiven:
    """The form goes back. `seen` is the version others wrote behind: what is new belongs beside the draft."""

    status: int
    draft: Draft
    seen: int | None = None


def give(
    sent: Sent, case: UUID, verb: str, command: type[commands.Command], by: Actor | None = None
) -> Receipt | NotGiven:
    """Give a command on a case by a form made of its own fields; `by` is somebody else than who signed in."""
    fields = asked_of(command)
    return give_body(sent, case, verb, command, body_in(sent.form, fields), draft_of(sent.form, fields), by)


def give_body(
    sent: Sent,
    case: UUID,
    verb: str,
    command: type[commands.Command],
    body: dict[str, Any],
    draft: Draft,
    by: Actor | None = None,
) -> Receipt | NotGiven:
    """Give a command by a form of its own kind, which says what it amounts to.

    The key in the form makes a second press of the button the same request; the version in it is the one the
    person saw. What nobody can put right by writing something else (`NotFound`, `Unavailable`) is raised.
    """
    desk, actor = sent.visit.system.desk, by or sent.visit.actor

    def handle(given: Any, request: Request) -> Receipt:
        return desk.handle(SuggestionId(case), given, request)

    return _given(sent, actor, f"{case} {verb}", command, body, draft, handle)


def give_contact(
    sent: Sent,
    stream: ContactId | None,
    what: str,
    command: type,
    fields: tuple[Asked, ...],
    body: dict[str, Any],
    draft: Draft,
) -> ContactReceipt | NotGiven:
    """Give a command on a place, a deputy, a group, a selection or an activity; without a stream it begins one."""
    desk = sent.visit.system.contact.desk

    def handle(given: Any, request: Request) -> ContactReceipt:
        return desk.handle(stream, given, request) if stream is not None else desk.begin(given, request)

    return _given(sent, sent.visit.actor, what, command, body, draft, handle, fields)


def register(sent: Sent, body: dict[str, Any], draft: Draft, by: Actor | None = None) -> Receipt | NotGiven:
    """Register a suggestion by a form; a second press of the button returns the first receipt."""
    desk, actor = sent.visit.system.desk, by or sent.visit.actor
    return _given(sent, actor, "receive", commands.Receive, body, draft, desk.receive)


def _given(
    sent: Sent,
    by: Actor,
    what: str,
    command: type,
    body: dict[str, Any],
    draft: Draft,
    handle: Callable[[Any, Request], Given],
    fields: tuple[Asked, ...] | None = None,
) -> Given | NotGiven:
    visit = sent.visit
    try:
        told: Any = body_of(command).model_validate(body)
    except ValidationError as wrong:
        draft.faults = faults_of(wrong, fields or asked_of(command), visit.language.key)
        return NotGiven(422, draft)
    version, key = sent.text("expected_version"), sent.text("idempotency_key") or None
    expected = int(version) if re.fullmatch("[0-9]{1,9}", version) else None
    facts = {"key": key, "version": expected, "occurred_at": told.occurred_at}
    request = asked(visit.system, by, what, told.model_dump(mode="json"), **facts)
    try:
        return handle(command_from(command, told), request)
    except (NotFound, Unavailable, StoreNotPrepared):
        raise
    except (Refused, Trouble) as no:
        draft.faults = [Fault(no.field or "", visit.told(no))]
        return NotGiven(status_of(no), draft, expected if isinstance(no, VersionConflict | Conflict) else None)


def followed(receipt: Receipt) -> Response:
    """Go on to the case, which waits until the lists include what was just done."""
    return RedirectResponse(f"/cases/{receipt.id}?after={receipt.position}", 303)
