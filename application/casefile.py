"""One case as the office knew it at any moment, folded from its own history and opened as far as the asker may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from application.access_log import AccessLog
from application.desk import case_number, state_of
from application.errors import NotFound
from application.ports import Clock, EventLog, Keeper, Recorded
from application.primitives import primitives, sealed_in
from application.verbs import event_name
from domain.policies.deadlines import is_overdue
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor
from domain.shared.sealed import Sealed
from domain.suggestion import authority
from domain.suggestion.state import Stage, Suggestion

AT_WORK = (Stage.TRANSFERRED, Stage.HANDLING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A case as known at a moment, in primitives."""

    facts: dict[str, Any]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One event, in primitives; whoever shows it adds the sentence and the actor's name."""

    version: int
    position: int
    event: str
    occurred_at: datetime
    recorded_at: datetime
    actor: Actor
    data: dict[str, Any]


class Casefile:
    """Reads cases for people within reach of them."""

    def __init__(self, *, log: EventLog, keeper: Keeper, clock: Clock, access: AccessLog) -> None:
        self._log, self._keeper, self._clock, self._access = log, keeper, clock, access

    def read(
        self, case: SuggestionId, actor: Actor, *, at: datetime | None = None, version: int | None = None
    ) -> Reading:
        """Return the case as known at an instant or a version; as known now without either. Raises `NotFound`."""
        history, known = self._known(case, actor, at, version)
        state = state_of(known)
        current = len(known) == len(history)
        moment = at or (self._clock.now() if current else known[-1].stamp.at)
        facts = self._facts(known, state, actor, moment.astimezone(self._clock.zone))
        facts |= {"known_at": moment.astimezone(self._clock.zone).isoformat(), "is_current": current}
        return Reading(facts=facts, version=state.version)

    def history(self, case: SuggestionId, actor: Actor, *, at: datetime | None = None) -> list[HistoryLine]:
        """Return the events known at an instant, oldest first. Raises `NotFound`."""
        history, known = self._known(case, actor, at, None)
        state = state_of(history)
        tokens = [found for r in known for found in sealed_in(r.event)]
        opened = self._opened(case, tokens, state, actor)
        return [
            HistoryLine(
                version=r.version,
                position=r.position,
                event=event_name(type(r.event)),
                occurred_at=r.stamp.occurred_at,
                recorded_at=r.stamp.at,
                actor=r.stamp.by,
                data=primitives(r.event, lambda _, token: opened.get(token)),
            )
            for r in known
        ]

    def within_reach(self, case: SuggestionId, actor: Actor) -> Sequence[Recorded]:
        """The events of a case this person may see, unopened; none where there is no such case for them."""
        history = self._log.history(case)
        return history if history and authority.sees(actor, state_of(history)) else ()

    def _known(
        self, case: SuggestionId, actor: Actor, at: datetime | None, version: int | None
    ) -> tuple[Sequence[Recorded], Sequence[Recorded]]:
        history = self.within_reach(case, actor)
        if not history:
            raise NotFound()
        known = [r for r in history if (at is None or r.stamp.at <= at) and r.version <= (version or r.version)]
        if not known or (version is not None and known[-1].version != version):
            raise NotFound()
        return history, known

    def _opened(
        self, case: SuggestionId, tokens: Sequence[tuple[str, Sealed]], state: Suggestion, actor: Actor
    ) -> dict[Sealed, str | None]:
        allowed = [(field, token) for field, token in tokens if authority.reads(actor, state, field)]
        if allowed:
            self._access.note(actor, case, [field for field, _ in allowed], "case")
        texts = self._keeper.open(case, allowed)
        return {token: text for (_, token), text in zip(allowed, texts, strict=True)}

    def _facts(self, known: Sequence[Recorded], state: Suggestion, actor: Actor, moment: datetime) -> dict[str, Any]:
        opened = self._opened(known[0].case, sealed_in(state), state, actor)
        facts: dict[str, Any] = primitives(state, lambda _, token: opened.get(token))
        for internal in ("last_at", "due", "registrar", "replies", "marks", "lapsed", "reviewed"):
            facts.pop(internal)
        return facts | {
            "id": str(known[0].case),
            "case_number": case_number(known[0]),
            "position": known[-1].position,
            "registered_by": primitives(state.registrar, lambda *_: None),
            "due_on": state.due.on.isoformat() if state.due else None,
            "due": primitives(state.due, lambda *_: None),
            "overdue": state.stage in AT_WORK and state.due is not None and is_overdue(state.due, moment),
            "supervision": state.level.value,
            "outcome": state.outcome.value if state.outcome else None,
            "answers": primitives(state.replies, lambda _, token: opened.get(token)),
            "evaluations": primitives(state.marks, lambda *_: None),
            "evaluation_lapsed": state.lapsed,
            "joint_review_held": state.reviewed,
        }
