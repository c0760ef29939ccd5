"""One place, deputy, group, selection or activity of the demo, brought about by ordinary commands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid5

from application.contact import new_id
from application.demo.life import DEMO
from application.ports import Append
from domain.contact.nouns import OF_COMMAND, OF_EVENT, Command, Event, Noun
from domain.policies.contact_work import ContactWork
from domain.shared.identity import ActivityId, BeneficiaryRef, CommandId, ContactId
from domain.shared.people import Actor
from domain.shared.stamp import Stamp

Refer = Callable[[str], BeneficiaryRef]
"""Makes the keyed reference of whoever is visited or helped."""


@dataclass(slots=True)
class ContactLife:
    """One stream. What would lie after the end of the demo is left out, and the rest of the script with it."""

    work: ContactWork
    until: datetime
    key: str
    id: ContactId = field(init=False)
    noun: Noun = field(init=False)
    state: Any = field(init=False)
    over: bool = field(init=False, default=False)
    appends: list[Append] = field(init=False, default_factory=list)

    def begin(self, command: Command, by: Actor, at: datetime) -> "ContactLife":
        """Give the first command."""
        self.noun = OF_COMMAND[type(command)]
        self.state = self.noun.initial
        self.id = new_id(command, CommandId(uuid5(DEMO, self.key)))
        self.do(command, by, at)
        return self

    def do(self, command: Command, by: Actor, at: datetime) -> None:
        """Give a command at an instant."""
        self.over = self.over or at > self.until
        if not self.over:
            stamp = self._stamp(by, at)
            happened = self.noun.decide(command, self.state, stamp=stamp, work=self.work)
            if happened:
                self._append(happened, stamp)

    def force(self, event: Event, by: Actor, at: datetime) -> None:
        """Write an event past the desk, as only a faulty or tampered store would hold it."""
        assert OF_EVENT[type(event)] is self.noun
        if not self.over and at <= self.until:
            self._append((event,), self._stamp(by, at))

    @property
    def activity(self) -> ActivityId:
        """Its id as a suggestion names it."""
        return ActivityId(str(self.id))

    def _stamp(self, by: Actor, at: datetime) -> Stamp:
        assert at.tzinfo is not None
        command = CommandId(uuid5(DEMO, f"{self.key}/{len(self.appends)}"))
        return Stamp(at=at, by=by, command_id=command, occurred_at=at, zone=at.tzinfo)

    def _append(self, happened: tuple[Any, ...], stamp: Stamp) -> None:
        entries = tuple((event, stamp) for event in happened)
        self.appends.append(Append(case=self.id, after_version=self.state.version, entries=entries, fingerprint="demo"))
        for event in happened:
            self.state = self.noun.evolve(self.state, event, stamp)
