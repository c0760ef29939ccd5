"""One press of a button for many cases: each is given its command by itself, and is told of by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.datastructures import FormData

from application.errors import NotFound
from application.queries import RegisterRow
from domain.suggestion import commands
from interfaces.web.forms import Draft
from interfaces.web.giving import NotGiven, give_body
from interfaces.web.languages import N_
from interfaces.web.visiting import Sent, Visit

MOST = 50
"""Cases at once."""
NOT_FOUND = N_("没有找到本件。")


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one case: the position of what was written, or why nothing was."""

    case: UUID
    position: int | None = None
    why: str = ""


def give_one(sent: Sent, case: UUID, verb: str, command: type[commands.Command], body: dict[str, Any]) -> Done:
    """Give a command on one of many. Its key and version are the form's `key` and the case's own `version.{case}`."""
    key, version = f"{sent.text('key')} {case}", sent.text(f"version.{case}")
    own = Sent(sent.visit, FormData([("idempotency_key", key), ("expected_version", version)]))
    try:
        done = give_body(own, case, verb, command, body, Draft())
    except NotFound:
        return Done(case, why=sent.visit.say(NOT_FOUND))
    if isinstance(done, NotGiven):
        return Done(case, why=" ".join(fault.message for fault in done.draft.faults))
    return Done(case, done.position)


def chosen(sent: Sent) -> list[UUID]:
    """The cases ticked in a form, in their order there; what is no id is left out."""
    found: list[UUID] = []
    for said in sent.form.getlist("case")[:MOST]:
        try:
            found.append(UUID(str(said)))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def lines_of(visit: Visit, cases: Sequence[UUID]) -> dict[UUID, RegisterRow]:
    """The register's lines of cases, in the order asked for, as far as they are within reach."""
    found = visit.system.oversight.docket.cases(visit.actor, cases, visit.system.clock.now())
    return {case: found[case] for case in cases if case in found}
