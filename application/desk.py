"""The desk: every command goes over it, whoever gives it and through whichever face."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from application import sealing
from application.audit import logged
from application.contact import known_activity
from application.deciding import persistently, repeated, stamped
from application.errors import NotFound, VersionConflict
from application.ports import LATEST, Append, Clock, EventLog, Keeper, Receipt, Recorded, Request, Rulebook
from application.verbs import event_name, verb
from domain.activities.particulars import Kind
from domain.activities.state import Stage as Activities
from domain.shared.identity import ActivityId, ContactId, SuggestionId
from domain.suggestion import authority, commands, events
from domain.suggestion.decide import decide
from domain.suggestion.evolve import fold
from domain.suggestion.lifecycle import OPEN
from domain.suggestion.state import Stage, Suggestion

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
            return persistently(lambda: self._attempt(case, command, request))

    def _attempt(self, case: SuggestionId, command: commands.Command, request: Request) -> Receipt:
        history = self._log.history(case)
        fingerprint, done = repeated(history, request, self._keeper)
        if done:
            return self._receipt(history[: done[-1].version], done, replayed=True)
        state = state_of(history)
        self._check(command, state, request)
        stamp = stamped(request, state.last_at, self._clock)
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
        appended = self._log.append(sealing.sealed((new,), self._keeper))
        recorded = [record for record in appended if isinstance(record, Recorded)]
        return self._receipt((*history, *recorded), recorded, replayed=False)

    def _check(self, command: commands.Command, state: Suggestion, request: Request) -> None:
        registered = state.stage is not Stage.UNREGISTERED
        if not registered and not isinstance(command, commands.Receive):
            raise NotFound()
        if registered and not authority.sees(request.by, state):
            raise NotFound()
        if request.expected_version not in (None, state.version):
            raise VersionConflict("If-Match")

    def _with_facts(self, command: commands.Command, history: Sequence[Recorded]) -> commands.Command:
        """Add what the rule needs to know of another case, or of the activity it was brought to."""
        if isinstance(command, commands.Receive) and command.activity is not None:
            return replace(command, sitting=self._sitting(command.activity))
        if isinstance(command, commands.Merge):
            lead = self._log.history(command.into)
            return replace(command, lead=_lead(lead) if lead else None, own_position=history[0].position)
        if isinstance(command, commands.Deliver):
            into = state_of(history).merged_into
            lead_state = state_of(self._log.history(into)) if into else None
            return replace(command, lead_answered=lead_state is not None and bool(lead_state.current_replies))
        return command

    def _sitting(self, activity: ActivityId) -> commands.Sitting | None:
        """What is known of an activity; None where there is no such one."""
        try:
            stream = ContactId(UUID(activity))
        except ValueError:
            return None
        history = self._log.contact_histories([stream], LATEST).get(stream, ())
        known = known_activity(history)
        if known is None or known.programme is None:
            return None
        begun = known.stage is not Activities.CANCELLED
        return commands.Sitting(reception=known.kind is Kind.RECEPTION, hosts=len(known.checked_in) if begun else 0)

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
