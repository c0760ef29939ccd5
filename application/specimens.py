"""Commands that say all they could, to be tried on a case and thrown away."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from domain.policies.policy import Level, Track, Urgency
from domain.shared.identity import (
    CategoryCode,
    DocumentNumber,
    ExternalNumber,
    LegalBasis,
    Method,
    PublicText,
    SuggestionId,
    UnitCode,
)
from domain.shared.sealed import plain
from domain.shared.stamp import Stamp
from domain.suggestion import commands as c
from domain.suggestion.particulars import Changes, Evidence, Finding, Grade, Kind, Outcome, Promise, Recipient
from domain.suggestion.state import Suggestion

Made = Sequence[c.Command]
WORD, NAME = plain("试"), "specimen"
UNIT, METHOD, BASIS = UnitCode(NAME), Method(NAME), LegalBasis(NAME)  # type: ignore[arg-type]
SHOWN = (Evidence(note=WORD),)
SOON = timedelta(days=1)


def specimens(command: type[c.Command], state: Suggestion, stamp: Stamp) -> Made:
    """Commands of a kind, one for each thing in the case that it could be about."""
    return MADE[command](state, stamp)


def _units(state: Suggestion) -> tuple[UnitCode | None, ...]:
    return (None, *(part.unit for part in state.held))


def _answer(state: Suggestion, stamp: Stamp) -> Made:
    promises = (Promise(text=WORD, due_on=stamp.today + SOON),)
    said: dict[str, Any] = {"text": WORD, "signatory": WORD, "basis": BASIS, "evidence": SHOWN}
    return [c.Answer(outcome=Outcome.PLANNED, commitments=promises, **said)]


def _merge(state: Suggestion, stamp: Stamp) -> Made:
    lead = c.LeadCase(received_at_position=0, track=state.track, open=True)
    return [c.Merge(into=SuggestionId(stamp.command_id), lead=lead, own_position=1)]


def _reschedule(state: Suggestion, stamp: Stamp) -> Made:
    return [
        c.RescheduleCommitment(commitment=one.number, due_on=one.due_on + SOON, reason=WORD)
        for one in state.open_commitments
    ]


def _triage(state: Suggestion, stamp: Stamp) -> Made:
    return [c.Triage(category=CategoryCode(NAME), track=Track.DEPARTMENT, urgency=Urgency.ORDINARY)]


def _evaluate(state: Suggestion, stamp: Stamp) -> Made:
    return [c.Evaluate(attitude=Grade.SATISFIED, result=Grade.SATISFIED, method=METHOD, text=WORD)]


def _deliver(state: Suggestion, stamp: Stamp) -> Made:
    return [c.Deliver(to=to, method=METHOD, lead_answered=True) for to in Recipient]


MADE: dict[type[c.Command], Callable[[Suggestion, Stamp], Made]] = {
    c.Correct: lambda state, stamp: [c.Correct(changes=Changes(title=WORD), reason=WORD)],
    c.ProtectIdentity: lambda state, stamp: [c.ProtectIdentity(reason=WORD)],
    c.Triage: _triage,
    c.Redirect: lambda state, stamp: [c.Redirect(basis=BASIS, told=WORD, path=WORD)],
    c.Transfer: lambda state, stamp: [c.Transfer(assignments=(c.Assign(unit=UNIT, kind=Kind.LEAD),))],
    c.Sign: lambda state, stamp: [c.Sign()],
    c.RequestReturn: lambda state, stamp: [c.RequestReturn(reason=WORD, basis=BASIS, suggested_unit=UNIT)],
    c.AcceptReturn: lambda state, stamp: [c.AcceptReturn(unit=unit) for unit in _units(state)],
    c.RefuseReturn: lambda state, stamp: [c.RefuseReturn(reason=WORD, unit=unit) for unit in _units(state)],
    c.Contact: lambda state, stamp: [c.Contact(method=METHOD, outcome=WORD)],
    c.Progress: lambda state, stamp: [c.Progress(text=WORD)],
    c.GiveOpinion: lambda state, stamp: [c.GiveOpinion(text=WORD)],
    c.RejectOpinion: lambda state, stamp: [c.RejectOpinion(reason=WORD, unit=unit) for unit in _units(state)],
    c.RequestExtension: lambda state, stamp: [c.RequestExtension(until=stamp.today + SOON, reason=WORD)],
    c.GrantExtension: lambda state, stamp: [c.GrantExtension(unit=unit) for unit in _units(state)],
    c.RefuseExtension: lambda state, stamp: [c.RefuseExtension(reason=WORD, unit=unit) for unit in _units(state)],
    c.Remind: lambda state, stamp: [c.Remind(reason=WORD)],
    c.Supervise: lambda state, stamp: [c.Supervise(level=Level.KEY, reason=WORD, minute=DocumentNumber(NAME))],
    c.RespondToSupervision: lambda state, stamp: [c.RespondToSupervision(text=WORD)],
    c.LiftSupervision: lambda state, stamp: [c.LiftSupervision(reason=WORD)],
    c.Answer: _answer,
    c.SendBack: lambda state, stamp: [c.SendBack(reason=WORD, unit=unit) for unit in _units(state)],
    c.Deliver: _deliver,
    c.KeepCommitment: lambda state, stamp: [
        c.KeepCommitment(commitment=one.number, evidence=SHOWN) for one in state.commitments
    ],
    c.RescheduleCommitment: _reschedule,
    c.Evaluate: _evaluate,
    c.OrderRework: lambda state, stamp: [c.OrderRework(reason=WORD)],
    c.HoldReview: lambda state, stamp: [c.HoldReview(parties=WORD, finding=WORD, decision=WORD)],
    c.SpotCheck: lambda state, stamp: [c.SpotCheck(finding=Finding.SOLVED)],
    c.Merge: _merge,
    c.Convert: lambda state, stamp: [c.Convert(external_number=ExternalNumber(NAME), deputy=stamp.by.id)],
    c.Withdraw: lambda state, stamp: [c.Withdraw(statement=WORD)],
    c.Close: lambda state, stamp: [c.Close(note=WORD)],
    c.Reopen: lambda state, stamp: [c.Reopen(reason=WORD)],
    c.Publish: lambda state, stamp: [c.Publish(public_text=PublicText(NAME))],
    c.Unpublish: lambda state, stamp: [c.Unpublish(reason=WORD)],
    c.Archive: lambda state, stamp: [c.Archive()],
    c.Annotate: lambda state, stamp: [c.Annotate(text=WORD)],
}
