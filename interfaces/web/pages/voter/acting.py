"""What a voter does with their own case: judge it, have it opened again, be protected, take it back."""

from typing import Annotated, Any

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from application.verbs import verb as verb_of
from application.voters_turn import OF_THE_VOTER
from domain.suggestion import commands
from interfaces.web.codes import case_of, tracking_path
from interfaces.web.forms import Draft, asked_of
from interfaces.web.giving import NotGiven, give
from interfaces.web.pages.voter import tracking, words
from interfaces.web.pages.voter.routes import router
from interfaces.web.pages.voter.tracking import Code
from interfaces.web.rendering import render
from interfaces.web.visiting import Sent, Visit, anybody, anybodys_form

COMMANDS: dict[str, type[commands.Command]] = {
    name: command for command in OF_THE_VOTER if (name := verb_of(command)) in words.ACTS
}


@router.get("/t/{code}/acts/{verb}")
def act_page(visit: Annotated[Visit, Depends(anybody)], code: Code, verb: str) -> Response:
    """The form of one act."""
    _command(verb)
    case_of(visit, code)
    return _form(visit, code, verb, Draft())


@router.post("/t/{code}/acts/{verb}")
def act(sent: Annotated[Sent, Depends(anybodys_form)], code: Code, verb: str) -> Response:
    """Do it, as the voter of this case; taking it back is asked about once more."""
    command = _command(verb)
    case = case_of(sent.visit, code)
    if verb == "withdraw" and sent.text("statement") and not sent.text("confirmed"):
        return _asked_again(sent, code)
    done = give(sent, case, verb, command, by=sent.visit.system.tracking.voter(case))
    if isinstance(done, NotGiven):
        return _form(sent.visit, code, verb, done.draft, done.status)
    return RedirectResponse(f"{tracking_path(code)}?thanks={verb}", 303)


def _command(verb: str) -> type[commands.Command]:
    if verb not in COMMANDS:
        raise HTTPException(404)
    return COMMANDS[verb]


def _form(visit: Visit, code: str, verb: str, draft: Draft, status: int = 200) -> Response:
    if verb == "evaluate":
        return tracking.page(visit, code, draft, status=status)
    told: dict[str, Any] = {
        "facts": visit.system.tracking.read(code),
        "code": code,
        "verb": verb,
        "label": words.ACTS[verb],
        "hint": words.ASKED[verb],
        "asked": asked_of(COMMANDS[verb]),
        "key": str(visit.system.clock.new_id()),
        "crumbs": ((visit.say(tracking.CRUMB), tracking_path(code)), (visit.say(words.ACTS[verb]), "")),
    }
    return render(visit, "voter/act.html", status=status, draft=draft, **told)


def _asked_again(sent: Sent, code: str) -> Response:
    said = [(name, value) for name, value in sent.form.multi_items() if isinstance(value, str) and value]
    told: dict[str, Any] = {
        "code": code,
        "said": said,
        "statement": sent.text("statement"),
        "consequence": words.WITHDRAWAL_ENDS,
    }
    return render(sent.visit, "voter/confirm.html", label=words.ACTS["withdraw"], **told)
