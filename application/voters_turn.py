"""Whose turn it is in a case, as the voter is told; and what the voter may do now."""

from dataclasses import dataclass
from datetime import date

from application.verbs import verb
from domain.shared.people import Role
from domain.suggestion import commands
from domain.suggestion.authority import MAY
from domain.suggestion.lifecycle import legal
from domain.suggestion.particulars import Grade, Recipient
from domain.suggestion.state import Stage, Suggestion

OF_THE_VOTER = tuple(
    command for command, roles in MAY.items() if Role.VOTER in roles and command is not commands.Receive
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who acts next: `act` names what is waited for, `units` by whom, `by` until when."""

    act: str
    units: tuple[str, ...] = ()
    by: date | None = None


def turn(state: Suggestion) -> Turn:
    """Whose turn it is."""
    due = state.due.on if state.due else None
    match state.stage:
        case Stage.UNREGISTERED | Stage.RECEIVED:
            return Turn(act="triage")
        case Stage.TRIAGED:
            return Turn(act="transfer")
        case Stage.TRANSFERRED:
            return Turn(act="sign", units=_at_work(state), by=due)
        case Stage.HANDLING:
            return Turn(act="answer", units=_at_work(state), by=due)
        case Stage.ANSWERED:
            return _after_the_answer(state)
        case Stage.TRACKING:
            promised = min((c.due_on for c in state.open_commitments), default=None)
            return Turn(act="keep", units=_promising(state), by=promised)
        case _:
            return Turn(act=state.stage.value)


def open_to_voter(state: Suggestion) -> tuple[str, ...]:
    """The verbs a voter may give at this stage."""
    possible = [verb(command) for command in OF_THE_VOTER if legal(command, state.stage)]
    return tuple(one for one in possible if one != "protect-identity" or not state.identity_protected)


def _at_work(state: Suggestion) -> tuple[str, ...]:
    return tuple(a.unit for a in state.held if a.working and a.answers)


def _promising(state: Suggestion) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.unit for c in state.open_commitments if c.unit))


def _after_the_answer(state: Suggestion) -> Turn:
    if not state.delivered(Recipient.VOTER):
        return Turn(act="deliver")
    mark = state.latest_mark
    if mark is None:
        return Turn(act="lapsed" if state.lapsed else "evaluate")
    return Turn(act="rework" if mark.result is Grade.DISSATISFIED else "close")
