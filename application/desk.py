"""The desk: every command goes over it, whoever gives it and through whichever face."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid5

from application import sealing
from application.audit import logged
from application.errors import Conflict, KeyReused, NotFound, VersionConflict
from application.ports import Append, Clock, EventLog, Keeper, LostRace, Receipt, Recorded, Request, Rulebook
from application.verbs import event_name, verb
from domain.shared.identity import SuggestionId
from domain.shared.stamp import Stamp
from domain.suggestion import authority, commands, events
from domain.suggestion.decide import decide
from domain.suggestion.evolve import fold
from domain.suggestion.lifecycle import OPEN
from domain.suggestion.state import Stage, Suggestion

ATTEMPTS = 4
"""One try and at most three decided anew on the state another writer left."""
FRESH = timedelta(seconds=3)
"""A decision that was held up for longer, as by a failover, is made anew: its moment would not be the log's."""
CASES = UUID("6f6b1c1e-5a0d-5d5b-9d1c-3b0f5d9e7a10")
"""Namespace of case ids, so that a repeated registration meets its first."""


def case_id(request: Request) -> SuggestionId:
    """The id of the case that a registration makes: one command, one case."""
    return SuggestionId(uuid5(CASES, str(request.command_id)))


def case_number(first: Recorded) -> str:
    """Year of registration and the position of the registration in the log, such as `2026-000123`."""
    return f"{first.stamp.at.year}-{first.position:06d}"


def state_of(records: Sequence[Recorded]) -> Suggestion:
    """What the office knows after these records."""
    return fold((r.event, r.stamp) for r in records)


class Desk:
    """Load, fold, decide, append."""

    def __init__(self, *, log: EventLog, keeper: Keeper, clock: Clock, rulebook: Rulebook) -> None:
        self._log, self._keeper, self._clock, self._rulebook = log, keeper, clock, rulebook

    def receive(self, command: commands.Receive, request: Request) -> Receipt:
        """Register a suggestion; a repeat of the same request returns the first receipt."""
        return self.handle(case_id(request), command, request)

    def handle(self, case: SuggestionId, command: commands.Command, request: Request) -> Receipt:
        """Carry out one command and return its receipt.

        Raises a `Refused` (a rule stands against it), `NotFound`, `VersionConflict` (412), `Conflict` (409 after
        three decisions overtaken), `KeyReused`, or `Unavailable`.
        """
        with logged(verb(type(command)), case, request):
            for _ in range(ATTEMPTS):
                try:
                    return self._attempt(case, command, request)
                except LostRace:
                    continue
            raise Conflict()

    def _attempt(self, case: SuggestionId, command: commands.Command, request: Request) -> Receipt:
        history = self._log.history(case)
        fingerprint = self._keeper.fingerprint(request.content)
        done = [r for r in history if r.stamp.command_id == request.command_id]
        if done:
            if done[0].fingerprint != fingerprint or done[0].stamp.by != request.by:
                raise KeyReused("Idempotency-Key")
            return self._receipt(history[: done[-1].version], done, replayed=True)
        state = state_of(history)
        self._check(command, state, request)
        stamp = self._stamp(request, state)
        command = self._with_facts(command, history)
        happened = decide(command, state, stamp=stamp, rules=self._rulebook.rules(stamp))
        if not happened:
            return self._receipt(history, (), replayed=False)
        new = Append(
            case=case,
            after_version=state.version,
            entries=tuple((event, stamp) for event in happened),
            fingerprint=fingerprint,
        )
        batch = sealing.sealed((new,), self._keeper)
        if self._clock.now() - stamp.at > FRESH:
            raise LostRace()
        recorded = self._log.append(batch)
        return self._receipt((*history, *recorded), recorded, replayed=False)

    def _check(self, command: commands.Command, state: Suggestion, request: Request) -> None:
        registered = state.stage is not Stage.UNREGISTERED
        if not registered and not isinstance(command, commands.Receive):
            raise NotFound()
        if registered and not authority.sees(request.by, state):
            raise NotFound()
        if request.expected_version not in (None, state.version):
            raise VersionConflict("If-Match")

    def _stamp(self, request: Request, state: Suggestion) -> Stamp:
        """The office's clock never runs backwards within a case."""
        now = self._clock.now()
        at = max(now, state.last_at.astimezone(self._clock.zone)) if state.last_at else now
        occurred = request.occurred_at.astimezone(self._clock.zone) if request.occurred_at else at
        return Stamp(at=at, by=request.by, command_id=request.command_id, occurred_at=occurred, zone=self._clock.zone)

    def _with_facts(self, command: commands.Command, history: Sequence[Recorded]) -> commands.Command:
        """Add what the rule needs to know of another case."""
        if isinstance(command, commands.Merge):
            lead = self._log.history(command.into)
            return replace(command, lead=_lead(lead) if lead else None, own_position=history[0].position)
        if isinstance(command, commands.Deliver):
            into = state_of(history).merged_into
            lead_state = state_of(self._log.history(into)) if into else None
            return replace(command, lead_answered=lead_state is not None and bool(lead_state.current_replies))
        return command

    def _receipt(self, history: Sequence[Recorded], recorded: Sequence[Recorded], *, replayed: bool) -> Receipt:
        state = state_of(history)
        registered = any(isinstance(r.event, events.Received) for r in recorded)
        return Receipt(
            id=history[0].case,
            case_number=case_number(history[0]),
            version=state.version,
            position=history[-1].position,
            stage=state.stage.value,
            events=tuple(event_name(type(r.event)) for r in recorded),
            due_on=state.due.on.isoformat() if state.due else None,
            receipt_code=self._keeper.receipt_code(history[0].case) if registered else None,
            replayed=replayed,
        )


def _lead(history: Sequence[Recorded]) -> commands.LeadCase:
    state = state_of(history)
    return commands.LeadCase(received_at_position=history[0].position, track=state.track, open=state.stage in OPEN)
