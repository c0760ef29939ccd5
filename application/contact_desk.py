"""The desk of the contact work: load, fold, decide, append, for places, deputies, groups, selections and activities."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from application import sealing
from application.audit import logged
from application.contact import known, new_id
from application.deciding import FRESH, decided_too_long_ago, lost, persistently, repeated, stamped
from application.errors import NotFound, VersionConflict
from application.ports import LATEST, Append, Clock, ContactRecorded, EventLog, Keeper, Request, Rulebook
from application.primitives import primitives
from application.verbs import full_name, verb
from domain.activities import commands as activities
from domain.contact.merit import Acts, standings
from domain.contact.nouns import OF_COMMAND, Command, Noun
from domain.deputies import commands as deputies
from domain.deputies.state import Selection
from domain.shared.identity import BeneficiaryRef, ContactId
from domain.shared.refusal import Unacceptable
from domain.shared.sealed import Plain, Sealed
from domain.shared.stamp import Stamp

LONGEST, SEALED = 50_000, 250
"""Bytes that the events of one command may have, so that each fits into its leaf; and those of a sealed text."""


class TooMuchAtOnce(Unacceptable):
    """So much does not go into one record; hand it in in parts."""

    slug = "too-much-at-once"
    zh = "一次提交的内容过多，请分次提交。"


class DutyCounts(Protocol):
    """What everybody did, counted from the duty record."""

    def acts(self, year: int) -> tuple[Acts, datetime | None]:
        """Each deputy's acts of a year by kind, and the latest instant at which one of them was recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactReceipt:
    """What the office hands back for a command."""

    id: ContactId
    noun: str
    version: int
    position: int
    stage: str
    events: tuple[str, ...]
    replayed: bool = False


class ContactDesk:
    """Carries out commands on whatever is not a case."""

    def __init__(self, *, log: EventLog, keeper: Keeper, clock: Clock, rulebook: Rulebook, duty: DutyCounts) -> None:
        self._log, self._keeper, self._clock, self._rulebook, self._duty = log, keeper, clock, rulebook, duty

    def begin(self, command: Command, request: Request) -> ContactReceipt:
        """Begin a place, a deputy, a group, a selection or an activity; a repeat returns the first receipt."""
        return self.handle(new_id(command, request.command_id), command, request)

    def handle(self, stream: ContactId, command: Command, request: Request) -> ContactReceipt:
        """Carry out one command and return its receipt.

        Raises a `Refused`, `NotFound`, `VersionConflict`, `Conflict`, `KeyReused` or `Unavailable`.
        """
        noun = OF_COMMAND[type(command)]
        with logged(verb(type(command)), stream, request, noun.name):
            return persistently(lambda: self._attempt(noun, stream, command, request))

    def _attempt(self, noun: Noun, stream: ContactId, command: Command, request: Request) -> ContactReceipt:
        history = self._log.contact_histories([stream], LATEST).get(stream, ())
        fingerprint, done = repeated(history, request, self._keeper)
        if done:
            return _receipt(noun, history[: done[-1].version], done, replayed=True)
        state = _checked(noun, history, command, request)
        stamp = stamped(request, state.last_at, self._clock)
        found = self._with_facts(command, state, stamp)
        happened = noun.decide(found, state, stamp=stamp, work=self._rulebook.work_on(stamp.today))
        if not happened:
            return _receipt(noun, history, (), replayed=False)
        if len(json.dumps(primitives(happened, lambda *_: "x" * SEALED), ensure_ascii=False).encode()) > LONGEST:
            raise TooMuchAtOnce()
        new = Append(
            case=stream,
            after_version=state.version,
            entries=tuple((event, stamp) for event in happened),
            fingerprint=fingerprint,
        )
        batch = sealing.sealed((new,), self._keeper)
        if decided_too_long_ago(stamp, self._clock.now()):
            lost()
        appended = self._log.append(batch, within=FRESH)
        recorded = [record for record in appended if isinstance(record, ContactRecorded)]
        return _receipt(noun, (*history, *recorded), recorded, replayed=False)

    def _with_facts(self, command: Command, state: object, stamp: Stamp) -> Command:
        """Add what the office works out itself: whom a reference stands for, and how the evidence ranks."""
        if isinstance(command, activities.VisitHousehold):
            return replace(command, reference=self._reference(command.household))
        if isinstance(command, activities.Assist):
            return replace(command, reference=self._reference(command.beneficiary))
        if isinstance(command, deputies.Rank) and isinstance(state, Selection):
            acts, as_of = self._duty.acts(state.year)
            ranked = standings(acts, self._rulebook.work_on(stamp.today), 3 * state.quota)
            return replace(command, as_of=as_of, standings=ranked)
        return command

    def _reference(self, who: Sealed) -> BeneficiaryRef:
        """The same for the same words, however they are spaced; nobody is read from it."""
        assert isinstance(who, Plain)
        return reference_of(who, self._keeper)


def _checked(noun: Noun, history: Sequence[ContactRecorded], command: Command, request: Request) -> Any:
    """What is known of the stream, if it is one of this noun and where the caller thinks it is."""
    ours = not history or type(history[0].event) in noun.causes
    if not ours or (not history and not isinstance(command, noun.opening)):
        raise NotFound()
    state = known(noun, history)
    if request.expected_version not in (None, state.version):
        raise VersionConflict("If-Match")
    return state


def reference_of(who: Plain, keeper: Keeper) -> BeneficiaryRef:
    """A keyed digest of who was visited or helped."""
    return BeneficiaryRef(keeper.fingerprint(f"beneficiary {''.join(who.text.split())}".encode()))


def _receipt(
    noun: Noun, history: Sequence[ContactRecorded], recorded: Sequence[ContactRecorded], *, replayed: bool
) -> ContactReceipt:
    return ContactReceipt(
        id=history[0].stream,
        noun=noun.name,
        version=history[-1].version,
        position=history[-1].position,
        stage=known(noun, history).stage.value,
        events=tuple(full_name(type(r.event)) for r in recorded),
        replayed=replayed,
    )
