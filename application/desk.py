"""The desk: every command goes over it, whoever gives it and through whichever face."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from application import sealing
from application.audit import logged
from application.caseload import UNKNOWN, Caseload, Known
from application.contact import known_activity
from application.deciding import FRESH, decided_too_long_ago, persistently, repeated, stamped
from application.errors import NotFound, Trouble, VersionConflict
from application.ports import LATEST, Append, Clock, EventLog, Keeper, LostRace, Receipt, Recorded, Request, Rulebook
from application.verbs import event_name, verb
from domain.activities.particulars import Kind
from domain.activities.state import Stage as Activities
from domain.shared.identity import ActivityId, ContactId, SuggestionId
from domain.shared.refusal import Refused
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
        self._caseload = Caseload(log)

    def receive(self, command: commands.Receive, request: Request) -> Receipt:
        """Register a suggestion; a repeat of the same request returns the first receipt."""
        return self.handle(case_id(request), command, request)

    def handle(self, case: SuggestionId, command: commands.Command, request: Request) -> Receipt:
        """Carry out one command and return its receipt.

        Raises a `Refused` (a rule stands against it), `NotFound`, `VersionConflict` (412), `Conflict` (409 after
        three decisions overtaken), `KeyReused`, `Overloaded`, or `Unavailable`.
        """
        with logged(verb(type(command)), case, request):
            done = self._on_what_is_at_hand(case, command, request)
            if done is not None:
                return done
            return persistently(lambda: self._attempt(case, self._caseload.current(case), command, request))

    def _on_what_is_at_hand(self, case: SuggestionId, command: commands.Command, request: Request) -> Receipt | None:
        """Decide on the case as last seen here, without asking the log; None unless that led to an append.

        Only an append proves that what was at hand was all there is: any other end is decided on the log itself.
        """
        known = UNKNOWN if isinstance(command, commands.Receive) else self._caseload.remembered(case)
        if known is None or known.done_by(request.command_id):
            return None
        try:
            receipt = self._attempt(case, known, command, request)
        except (Refused, Trouble, LostRace):
            return None
        return receipt if receipt.events else None

    def _attempt(self, case: SuggestionId, known: Known, command: commands.Command, request: Request) -> Receipt:
        """Decide on a history and append what follows. Raises `LostRace` where it is to be decided anew."""
        fingerprint, done = repeated(known.history, request, self._keeper)
        if done:
            then = known.history[: done[-1].version]
            return self._receipt(Known(then, state_of(then)), done, replayed=True)
        self._check(command, known.state, request)
        stamp = stamped(request, known.state.last_at, self._clock)
        command = self._with_facts(command, known)
        happened = decide(command, known.state, stamp=stamp, rules=self._rulebook.rules(stamp))
        if not happened:
            return self._receipt(known, (), replayed=False)
        new = Append(
            case=case,
            after_version=known.state.version,
            entries=tuple((event, stamp) for event in happened),
            fingerprint=fingerprint,
        )
        batch = sealing.sealed((new,), self._keeper)
        decided_too_long_ago(stamp, self._clock)
        appended = self._log.append(batch, within=FRESH)
        recorded = [record for record in appended if isinstance(record, Recorded)]
        known = known.followed_by(recorded)
        self._caseload.remember(case, known)
        return self._receipt(known, recorded, replayed=False)

    def _check(self, command: commands.Command, state: Suggestion, request: Request) -> None:
        registered = state.stage is not Stage.UNREGISTERED
        if not registered and not isinstance(command, commands.Receive):
            raise NotFound()
        if registered and not authority.sees(request.by, state):
            raise NotFound()
        if request.expected_version not in (None, state.version):
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
        registered = any(isinstance(r.event, events.Received) for r in recorded)
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
