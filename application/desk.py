"""The desk: every command goes over it, whoever gives it and through whichever face."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from application.at_hand import Asked, AtHand, of_case
from application.audit import logged
from application.caseload import Caseload, Known
from application.contact import known_activity
from application.deciding import persistently, repeated, stamped
from application.errors import NotFound, VersionConflict
from application.ports import LATEST, Append, Clock, EventLog, Keeper, Receipt, Recorded, Request, Rulebook
from application.recording import Recording
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
Aside = Callable[[Callable[[Asked], Receipt], Asked], Awaitable[Receipt]]
"""Has something done on a thread."""


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
        self._caseload = Caseload(log)
        self._recording = Recording(log=log, keeper=keeper, clock=clock)
        self._at_hand = AtHand(self._caseload, self._decided, self._recording, rulebook)

    def receive(self, command: commands.Receive, request: Request) -> Receipt:
        """Register a suggestion; a repeat of the same request returns the first receipt."""
        return self.handle(case_id(request), command, request)

    def handle(self, case: SuggestionId, command: commands.Command, request: Request) -> Receipt:
        """Carry out one command and return its receipt.

        Raises a `Refused` (a rule stands against it), `NotFound`, `VersionConflict` (412), `Conflict` (409 after
        three decisions overtaken), `KeyReused`, `Overloaded`, or `Unavailable`.
        """
        with logged(verb(type(command)), case, request):
            asked = Asked(case, command, request)
            done = self._at_hand.carry_out(asked)
            if done is None:
                return self._on_the_log(asked)
            return self._receipt(done.known, done.recorded, replayed=False)

    async def handle_soon(
        self, case: SuggestionId, command: commands.Command, request: Request, aside: Aside = asyncio.to_thread
    ) -> Receipt:
        """The same for a task, whose event loop is not held up; what is decided on the log is so `aside`."""
        with logged(verb(type(command)), case, request):
            asked = Asked(case, command, request)
            done = await self._at_hand.carry_out_soon(asked)
            if done is None:
                return await aside(self._on_the_log, asked)
            return self._receipt(done.known, done.recorded, replayed=False)

    def _on_the_log(self, asked: Asked) -> Receipt:
        return persistently(lambda: self._attempt(asked, self._caseload.current(asked.case)))

    def _attempt(self, asked: Asked, known: Known) -> Receipt:
        """Decide on a history and append what follows. Raises `LostRace` where it is to be decided anew."""
        _, done = repeated(known.history, asked.request, self._keeper)
        if done:
            then = known.history[: done[-1].version]
            return self._receipt(Known(then, state_of(then)), done, replayed=True)
        new = self._decided(asked, known)
        if new is None:
            return self._receipt(known, (), replayed=False)
        recorded = of_case(self._recording.appended(self._recording.sealed([new]))[0]())
        known = known.followed_by(recorded)
        self._caseload.remember(asked.case, known)
        return self._receipt(known, recorded, replayed=False)

    def _decided(self, asked: Asked, known: Known) -> Append | None:
        """What a command brings about; None where its intent already holds. Raises a `Refused` or a `Trouble`."""
        self._check(asked, known.state)
        stamp = stamped(asked.request, known.state.last_at, self._clock)
        command = self._with_facts(asked.command, known)
        happened = decide(command, known.state, stamp=stamp, rules=self._rulebook.rules(stamp))
        if not happened:
            return None
        return Append(
            case=asked.case,
            after_version=known.state.version,
            entries=tuple((event, stamp) for event in happened),
            fingerprint=self._keeper.fingerprint(asked.request.content),
        )

    def _check(self, asked: Asked, state: Suggestion) -> None:
        registered = state.stage is not Stage.UNREGISTERED
        if not registered and not isinstance(asked.command, commands.Receive):
            raise NotFound()
        if registered and not authority.sees(asked.request.by, state):
            raise NotFound()
        if asked.request.expected_version not in (None, state.version):
            raise VersionConflict("If-Match")

    def _with_facts(self, command: commands.Command, known: Known) -> commands.Command:
        """Add what the rule needs to know of another case, or of the activity it was brought to."""
        if isinstance(command, commands.Receive) and command.activity is not None:
            return replace(command, sitting=self._sitting(command.activity))
        if isinstance(command, commands.Merge):
            lead = self._caseload.current(command.into)
            return replace(command, lead=_lead(lead), own_position=known.history[0].position)
        if isinstance(command, commands.Deliver):
            into = known.state.merged_into
            answered = into is not None and bool(self._caseload.current(into).state.current_replies)
            return replace(command, lead_answered=answered)
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

    def _receipt(self, known: Known, recorded: Sequence[Recorded], *, replayed: bool) -> Receipt:
        first, state = known.history[0], known.state
        registered = bool(recorded) and isinstance(recorded[0].event, events.Received)
        return Receipt(
            id=first.case,
            case_number=case_number(first),
            version=state.version,
            position=known.history[-1].position,
            stage=state.stage.value,
            events=tuple(event_name(type(r.event)) for r in recorded),
            due_on=state.due.on.isoformat() if state.due else None,
            receipt_code=self._keeper.receipt_code(first.case) if registered else None,
            replayed=replayed,
        )


def _lead(lead: Known) -> commands.LeadCase | None:
    if not lead.history:
        return None
    return commands.LeadCase(
        received_at_position=lead.history[0].position, track=lead.state.track, open=lead.state.stage in OPEN
    )
