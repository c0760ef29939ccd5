"""What the voter sees of their word: the stages, the organs, the dates, the answer, and nothing of anybody else."""

import time
from typing import Any

from application.access_log import AccessLog
from application.desk import case_number, state_of
from application.errors import NotFound, ViewsBehind
from application.ports import EventLog, Keeper, Recorded
from application.queries import Views
from application.verbs import event_name
from application.voters_turn import open_to_voter, turn
from domain.shared.identity import ActorId, OrgCode, SuggestionId
from domain.shared.people import Actor, Role
from domain.suggestion import events
from domain.suggestion.state import Stage, Suggestion

VISIBLE = (
    events.Received,
    events.Triaged,
    events.Redirected,
    events.Transferred,
    events.SignedFor,
    events.ProposerContacted,
    events.ExtensionGranted,
    events.Supervised,
    events.Answered,
    events.AnswerDelivered,
    events.Evaluated,
    events.ReworkOrdered,
    events.JointReviewHeld,
    events.CommitmentKept,
    events.CommitmentRescheduled,
    events.Merged,
    events.Converted,
    events.Withdrawn,
    events.Closed,
    events.Reopened,
)
"""Steps a voter is shown; the office's talk with itself is not among them."""
PATIENCE = 1.0
"""Seconds a code is waited for while the views are behind."""
STEPS = ("received", "transferred", "handling", "answered", "closed")
_STEP_OF = {
    Stage.RECEIVED: 1,
    Stage.TRIAGED: 1,
    Stage.TRANSFERRED: 2,
    Stage.HANDLING: 3,
    Stage.ANSWERED: 4,
    Stage.TRACKING: 4,
}


class Tracking:
    """Opens the one case a receipt code stands for."""

    def __init__(self, *, log: EventLog, keeper: Keeper, views: Views, access: AccessLog) -> None:
        self._log, self._keeper, self._views, self._access = log, keeper, views, access

    def case(self, code: str) -> SuggestionId:
        """The case of a code; the same `NotFound` for an unknown and a mistyped one.

        A code may be used the moment it was handed over, before the views know it: they are waited for.
        Raises `ViewsBehind`.
        """
        digest, head = self._keeper.receipt_digest(code), self._log.head()
        give_up = time.monotonic() + PATIENCE
        while True:
            caught_up = self._views.position() >= head
            found = self._views.case_of_digest(digest)
            if found is not None:
                return SuggestionId(found)
            if caught_up:
                raise NotFound()
            if time.monotonic() > give_up:
                raise ViewsBehind()
            time.sleep(0.02)

    def read(self, code: str) -> dict[str, Any]:
        """The voter's view of their case."""
        history = self._log.history(self.case(code))
        state = state_of(history)
        return {
            **self._said(history, state),
            **_voters(state),
            "case_number": case_number(history[0]),
            "stage": state.stage.value,
            "step": _STEP_OF.get(state.stage, len(STEPS)),
            "steps": STEPS,
            "received_on": state.received_on.isoformat() if state.received_on else None,
            "due_on": state.due.on.isoformat() if state.due else None,
            "due_at": state.due.at.isoformat() if state.due and state.due.at else None,
            "provisional": state.due.provisional if state.due else False,
            "waits_for": [a.unit for a in state.held if a.working and a.answers],
            "answers": self._answers(history, state),
            "timeline": [_line(r) for r in history if isinstance(r.event, VISIBLE)],
            "station": state.station,
            "version": state.version,
        }

    def voter(self, case: SuggestionId) -> Actor:
        """Who a code speaks for: the voter of this case and of no other."""
        return Actor(id=ActorId(f"voter-{case}"), role=Role.VOTER, org=OrgCode("voter"))

    def _said(self, history: tuple[Recorded, ...], state: Suggestion) -> dict[str, str | None]:
        """What the voter brought, in their own words."""
        found = [(name, token) for name, token in (("title", state.title), ("text", state.text)) if token is not None]
        if found:
            self._access.note(self.voter(history[0].case), history[0].case, [name for name, _ in found], "track")
        opened = self._keeper.open(history[0].case, found)
        return {"title": None, "text": None} | {name: text for (name, _), text in zip(found, opened, strict=True)}

    def _answers(self, history: tuple[Recorded, ...], state: Suggestion) -> list[dict[str, Any]]:
        standing = [reply for reply in state.replies if not reply.sent_back]
        if standing:
            self._access.note(self.voter(history[0].case), history[0].case, ["text"], "track")
        texts = self._keeper.open(history[0].case, [("text", reply.text) for reply in standing])
        promises = self._promises(history[0].case, state)
        return [
            {
                "unit": reply.unit,
                "outcome": reply.outcome.value if reply.outcome else None,
                "text": text,
                "answered_on": reply.on.isoformat(),
                "round": reply.round,
                "commitments": [p for p in promises if (p["unit"], p["made_on"]) == (reply.unit, reply.on.isoformat())],
            }
            for reply, text in zip(standing, texts, strict=True)
        ]

    def _promises(self, case: SuggestionId, state: Suggestion) -> list[dict[str, Any]]:
        texts = self._keeper.open(case, [("text", promise.text) for promise in state.commitments])
        return [
            {
                "unit": promise.unit,
                "text": text,
                "due_on": promise.due_on.isoformat(),
                "made_on": promise.made_on.isoformat(),
                "kept_on": promise.kept_at.date().isoformat() if promise.kept_at else None,
            }
            for promise, text in zip(state.commitments, texts, strict=True)
        ]


def _voters(state: Suggestion) -> dict[str, Any]:
    """Whose turn it is, what the voter may do, and what they did."""
    next_turn, mark = turn(state), state.latest_mark
    by = next_turn.by.isoformat() if next_turn.by else None
    return {
        "turn": {"act": next_turn.act, "units": list(next_turn.units), "by": by},
        "may": list(open_to_voter(state)),
        "evaluation": {"attitude": mark.attitude.value, "result": mark.result.value} if mark else None,
        "identity_protected": state.identity_protected,
    }


def _line(record: Recorded) -> dict[str, Any]:
    by = record.stamp.by
    return {
        "version": record.version,
        "event": event_name(type(record.event)),
        "occurred_at": record.stamp.occurred_at.isoformat(),
        "recorded_at": record.stamp.at.isoformat(),
        "org": by.org,
    }
