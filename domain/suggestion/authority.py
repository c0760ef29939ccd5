"""Who may do what, and to which case: the one table behind API, pages, CLI and the lists' row filter."""

from enum import StrEnum

from domain.shared.people import OFFICE, Actor, Role
from domain.suggestion import commands as c
from domain.suggestion.state import Suggestion


class Reach(StrEnum):
    """Which cases a role sees at all. A case out of reach does not exist for the asker."""

    ALL = "all"
    STATION = "station"
    """Cases of the actor's own station; all of them for the office's own clerks."""
    HANDLED = "handled"
    """Cases the actor's unit has, or once had, a part in."""
    BROUGHT = "brought"
    """Cases the deputy brought or adopted."""
    ONE = "one"
    """The single case a receipt code opens."""
    NONE = "none"


REACH: dict[Role, Reach] = {
    Role.CLERK: Reach.STATION,
    Role.STATION_HEAD: Reach.STATION,
    Role.SUPERVISOR: Reach.ALL,
    Role.CHAIR: Reach.ALL,
    Role.DEPARTMENT: Reach.HANDLED,
    Role.DEPUTY: Reach.BROUGHT,
    Role.VOTER: Reach.ONE,
    Role.CALLER: Reach.ALL,
    Role.AUDITOR: Reach.ALL,
    Role.DATA_OFFICER: Reach.NONE,
    Role.ADMIN: Reach.NONE,
    Role.SYSTEM: Reach.ALL,
}

_DESK = frozenset({Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR})
_SUPERVISOR = frozenset({Role.SUPERVISOR})
_DEPARTMENT = frozenset({Role.DEPARTMENT})
_SYSTEM = frozenset({Role.SYSTEM})
_IMPORTERS = frozenset({Role.CLERK, Role.SUPERVISOR, Role.SYSTEM})

MAY: dict[type[c.Command], frozenset[Role]] = {
    c.Receive: frozenset({Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR, Role.DEPUTY, Role.VOTER}),
    c.RecordLedgerEntry: _IMPORTERS,
    c.RecordLedgerAnswer: _IMPORTERS,
    c.Correct: _DESK,
    c.ProtectIdentity: _DESK | {Role.VOTER, Role.DEPUTY},
    c.Triage: _DESK,
    c.Redirect: _DESK,
    c.Transfer: frozenset({Role.STATION_HEAD, Role.SUPERVISOR}),
    c.Sign: _DEPARTMENT,
    c.RequestReturn: _DEPARTMENT,
    c.AcceptReturn: _SUPERVISOR,
    c.RefuseReturn: _SUPERVISOR,
    c.Contact: _DEPARTMENT,
    c.Progress: _DEPARTMENT,
    c.GiveOpinion: _DEPARTMENT,
    c.RejectOpinion: _DEPARTMENT,
    c.RequestExtension: _DEPARTMENT,
    c.GrantExtension: _SUPERVISOR,
    c.RefuseExtension: _SUPERVISOR,
    c.RecalculateDeadline: _SYSTEM,
    c.Remind: _DESK | {Role.SYSTEM},
    c.Supervise: frozenset({Role.SUPERVISOR, Role.CHAIR, Role.SYSTEM}),
    c.RespondToSupervision: _DEPARTMENT,
    c.LiftSupervision: frozenset({Role.SUPERVISOR, Role.CHAIR}),
    c.Answer: frozenset({Role.DEPARTMENT, Role.CLERK, Role.STATION_HEAD, Role.DEPUTY}),
    c.SendBack: _SUPERVISOR,
    c.Deliver: _DESK,
    c.KeepCommitment: frozenset({Role.DEPARTMENT, Role.SUPERVISOR}),
    c.RescheduleCommitment: frozenset({Role.DEPARTMENT, Role.SUPERVISOR}),
    c.Evaluate: frozenset({Role.VOTER, Role.DEPUTY, Role.CALLER}),
    c.LapseEvaluation: _SYSTEM,
    c.OrderRework: _SUPERVISOR,
    c.HoldReview: _SUPERVISOR,
    c.SpotCheck: frozenset({Role.SUPERVISOR, Role.CALLER}),
    c.Merge: _SUPERVISOR,
    c.Convert: frozenset({Role.SUPERVISOR, Role.DEPUTY}),
    c.Withdraw: frozenset({Role.VOTER}),
    c.Close: _DESK,
    c.Reopen: frozenset({Role.VOTER, Role.SUPERVISOR}),
    c.Publish: _SUPERVISOR,
    c.Unpublish: _SUPERVISOR,
    c.Archive: _SUPERVISOR,
    c.Annotate: _SUPERVISOR,
}


def may(actor: Actor, command: type[c.Command]) -> bool:
    """Whether the actor's role may give this kind of command to any case at all."""
    return actor.role in MAY[command]


def sees(actor: Actor, case: Suggestion) -> bool:
    """Whether the case is within the actor's reach. A voter's reach is settled by the receipt code itself."""
    match REACH[actor.role]:
        case Reach.ALL | Reach.ONE:
            return True
        case Reach.STATION:
            return actor.org in (OFFICE, case.station)
        case Reach.HANDLED:
            return case.handled_by(actor.org)
        case Reach.BROUGHT:
            return case.deputy == actor.id or (case.registrar is not None and case.registrar.id == actor.id)
        case _:
            return False


_IDENTITY = frozenset({"name", "phone", "address"})


def reads(actor: Actor, case: Suggestion, field: str) -> bool:
    """Whether the actor may read a sealed field of a case they see (个人信息保护法 6: no more than the task needs).

    An auditor judges the handling and needs no contacts; a handling unit does not learn who asked to be protected.
    """
    if field not in _IDENTITY:
        return True
    if actor.role is Role.DEPARTMENT:
        return not case.identity_protected
    return actor.role not in (Role.AUDITOR, Role.CHAIR)
