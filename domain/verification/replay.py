"""C07: every case lived through again from its entries: what was done, was it legal then, and whose was it to do?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.contact.nouns import OF_EVENT, RECORDED
from domain.evidence.entries import Entry
from domain.evidence.malformed import Malformed
from domain.suggestion import commands as c
from domain.suggestion import events as e
from domain.suggestion.authority import MAY
from domain.suggestion.evolve import evolve
from domain.suggestion.lifecycle import LEGAL
from domain.suggestion.state import INITIAL
from domain.verification.decoding import recorded
from domain.verification.numbering import MOST_TOLD
from domain.verification.report import Report

CAUSES: Mapping[type[e.Event], tuple[type[c.Command], ...]] = {
    e.Received: (c.Receive, c.RecordLedgerEntry),
    e.Corrected: (c.Correct,),
    e.IdentityProtected: (c.ProtectIdentity, c.Receive, c.RecordLedgerEntry),
    e.Triaged: (c.Triage,),
    e.Redirected: (c.Redirect,),
    e.Transferred: (c.Transfer,),
    e.SignedFor: (c.Sign,),
    e.ReturnRequested: (c.RequestReturn,),
    e.ReturnAccepted: (c.AcceptReturn,),
    e.ReturnRefused: (c.RefuseReturn,),
    e.ProposerContacted: (c.Contact,),
    e.ProgressReported: (c.Progress,),
    e.OpinionGiven: (c.GiveOpinion,),
    e.OpinionRejected: (c.RejectOpinion,),
    e.ExtensionRequested: (c.RequestExtension,),
    e.ExtensionGranted: (c.GrantExtension,),
    e.ExtensionRefused: (c.RefuseExtension,),
    e.DeadlineRecalculated: (c.RecalculateDeadline,),
    e.Reminded: (c.Remind,),
    e.Supervised: (c.Supervise,),
    e.SupervisionAnswered: (c.RespondToSupervision,),
    e.SupervisionLifted: (c.LiftSupervision,),
    e.Answered: (c.Answer, c.RecordLedgerAnswer),
    e.AnswerSentBack: (c.SendBack,),
    e.AnswerDelivered: (c.Deliver, c.Answer),
    e.CommitmentKept: (c.KeepCommitment,),
    e.CommitmentRescheduled: (c.RescheduleCommitment,),
    e.Evaluated: (c.Evaluate,),
    e.EvaluationLapsed: (c.LapseEvaluation,),
    e.ReworkOrdered: (c.OrderRework,),
    e.JointReviewHeld: (c.HoldReview,),
    e.SpotChecked: (c.SpotCheck,),
    e.Merged: (c.Merge,),
    e.Converted: (c.Convert,),
    e.Withdrawn: (c.Withdraw,),
    e.Closed: (c.Close,),
    e.Reopened: (c.Reopen,),
    e.Published: (c.Publish,),
    e.Unpublished: (c.Unpublish,),
    e.Archived: (c.Archive,),
    e.Annotated: (c.Annotate,),
}
"""Which commands have each event as their outcome."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one noun lives by."""

    causes: Mapping[Any, tuple[type, ...]]
    may: Mapping[Any, Any]
    legal: Mapping[Any, Any]
    evolve: Any
    initial: Any


SUGGESTION = Rules(CAUSES, MAY, LEGAL, evolve, INITIAL)
CONTACT = {noun.name: Rules(noun.causes, noun.may, noun.legal, noun.evolve, noun.initial) for noun in RECORDED}


def rules_of(event: type) -> Rules:
    """By whose rules an event is judged."""
    return CONTACT[OF_EVENT[event].name] if event in OF_EVENT else SUGGESTION


class Replay:
    """Takes events in order."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._states: dict[str, Any] = {}
        self._begun: dict[str, tuple[str, Any]] = {}
        """The last command of each case, and the state it was given in: a command may have several events."""
        self._taken = self._wrong = 0
        self.demonstration = False
        """Whether the log is a demonstration, which breaks rules on purpose."""

    def take(self, entry: Entry) -> None:
        """Live through one event."""
        self._taken += 1
        try:
            event, stamp = recorded(entry)
        except Malformed as fault:
            self._tell(entry, str(fault), str(fault))
            return
        rules = rules_of(type(event))
        state = self._states.get(entry.case, rules.initial)
        if not isinstance(state, type(rules.initial)):
            self._tell(entry, f"{type(event).__name__} 不属于该对象", f"{type(event).__name__} of another noun")
            return
        command, before = self._begun.get(entry.case, ("", state))
        if command != str(stamp.command_id):
            before = state
            self._begun[entry.case] = (str(stamp.command_id), before)
        causes = rules.causes[type(event)]
        name = type(event).__name__
        if not any(before.stage in rules.legal[cause] for cause in causes):
            self._tell(entry, f"{name} 不应发生在 {before.stage}", f"{name} at stage {before.stage}")
        if not any(stamp.by.role in rules.may[cause] for cause in causes):
            self._tell(entry, f"{name} 不应由 {stamp.by.role} 作出", f"{name} by a {stamp.by.role}")
        self._states[entry.case] = rules.evolve(state, event, stamp)

    def finish(self) -> None:
        """Say what was in order."""
        if self._wrong and self.demonstration:
            zh = f"演示数据：{self._wrong} 处故意埋设的违规"
            self._report.sound("C07", zh, f"a demonstration: {self._wrong} acts break the rules on purpose")
        elif not self._wrong:
            told = f"{len(self._states)} 件、{self._taken} 个事件，顺序与权限均合规"
            self._report.sound("C07", told, f"{len(self._states)} cases, {self._taken} events, each legal in its place")

    def _tell(self, entry: Entry, zh: str, en: str) -> None:
        self._wrong += 1
        if self._wrong <= MOST_TOLD and not self.demonstration:
            self._report.tampered("C07", f"第 {entry.position} 条：{zh}", f"entry {entry.position}: {en}")
