"""A second opinion on 办结 (DOMAIN §3.4), read off the history alone and not from the service's state.

It keeps a card of what was said and done; `may_close` answers whether the rules let the case end here.
"""

from datetime import date

from domain.shared.people import Role
from domain.shared.stamp import Stamp
from domain.suggestion import events as e

SMALL = ("T1", "T2")


class Card:
    """What an official would have noted of one case."""

    def __init__(self) -> None:
        self.voter = self.deputy = False
        self.track: str | None = None
        self.units: dict[str, str] = {}
        self.had: set[str] = set()
        self.answered_by: set[str] = set()
        self.answers: dict[str | None, str | None] = {}
        self.told: set[str] = set()
        self.missed: list[date] = []
        self.verdict: str | None = None
        self.reviewed = self.lapsed = False
        self.open_promises: set[int] = set()

    def note(self, event: e.Event, stamp: Stamp) -> None:
        """Note one more fact."""
        name = type(event).__name__
        handler = getattr(self, f"_{name}", None)
        if handler is not None:
            handler(event, stamp)

    def may_close(self, stamp: Stamp, note: bool) -> bool:
        """Whether whoever stands there may close it now."""
        mine = stamp.by.org in self.had or stamp.by.id in self.answered_by
        if mine or (self.track not in SMALL and stamp.by.role is not Role.SUPERVISOR):
            return False
        if self.open_promises or not self._all_answered() or not self._all_told():
            return False
        if self.reviewed:
            return True
        if self.verdict is not None:
            return self.verdict != "dissatisfied"
        explained = set(self.answers.values()) <= {"explained", "cannot"}
        return self.lapsed or (explained and note and stamp.by.role is Role.SUPERVISOR)

    def _all_answered(self) -> bool:
        owing = {unit for unit, kind in self.units.items() if kind != "co"}
        return bool(self.answers) and owing <= set(self.answers)

    def _all_told(self) -> bool:
        looked_for = len(self.missed) >= 3 and len(set(self.missed)) >= 2
        voter = not self.voter or "voter" in self.told or looked_for
        return voter and (not self.deputy or "deputy" in self.told)

    def _round(self) -> None:
        self.answers, self.told, self.missed, self.verdict = {}, set(), [], None
        self.reviewed = self.lapsed = False

    def _Received(self, event: e.Received, stamp: Stamp) -> None:
        self.voter, self.deputy = event.voter is not None, event.deputy is not None

    def _Corrected(self, event: e.Corrected, stamp: Stamp) -> None:
        self.voter |= event.changes.voter is not None
        self.deputy |= event.changes.deputy is not None

    def _Triaged(self, event: e.Triaged, stamp: Stamp) -> None:
        self.track = event.track.value

    def _Transferred(self, event: e.Transferred, stamp: Stamp) -> None:
        self.track = event.track.value
        self.units |= {a.unit: a.kind.value for a in event.assignments}
        self.had |= {a.unit for a in event.assignments}

    def _Converted(self, event: e.Converted, stamp: Stamp) -> None:
        self.track, self.deputy, self.units = "T4", True, {}
        self.answers = {}

    def _ReturnAccepted(self, event: e.ReturnAccepted, stamp: Stamp) -> None:
        del self.units[event.unit]

    def _Answered(self, event: e.Answered, stamp: Stamp) -> None:
        self.answers[event.unit] = event.outcome.value if event.outcome else None
        self.answered_by.add(stamp.by.id)
        self.open_promises |= {c.number for c in event.commitments}

    def _AnswerSentBack(self, event: e.AnswerSentBack, stamp: Stamp) -> None:
        del self.answers[event.unit]

    def _AnswerDelivered(self, event: e.AnswerDelivered, stamp: Stamp) -> None:
        if event.reached:
            self.told.add(event.to.value)
        elif event.to.value == "voter":
            self.missed.append(stamp.today)

    def _Evaluated(self, event: e.Evaluated, stamp: Stamp) -> None:
        self.verdict = event.result.value

    def _EvaluationLapsed(self, event: e.EvaluationLapsed, stamp: Stamp) -> None:
        self.lapsed = True

    def _JointReviewHeld(self, event: e.JointReviewHeld, stamp: Stamp) -> None:
        self.reviewed = True

    def _ReworkOrdered(self, event: e.ReworkOrdered, stamp: Stamp) -> None:
        self._round()

    def _Reopened(self, event: e.Reopened, stamp: Stamp) -> None:
        self._round()

    def _CommitmentKept(self, event: e.CommitmentKept, stamp: Stamp) -> None:
        self.open_promises.discard(event.commitment)
