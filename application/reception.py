"""A reception day 代表接待日: who waits, since when, and whose turn it is. Names go with the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID, uuid5

from application.ports import Clock, Keeper, ToSeal
from application.sealing import VOTER
from domain.shared.identity import OrgCode, SuggestionId
from domain.shared.sealed import Sealed, plain

DAYS = UUID("8d1f9a52-3c60-5f7e-9b1a-2f6c7e4d0b35")
"""Namespace of the keys that a day's names are sealed under, one per station and day."""
FIELD = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One person with a number."""

    number: int
    name: str | None
    arrived_at: datetime
    served_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedWaiting:
    """One person as the queue is stored."""

    number: int
    name: Sealed | None
    arrived_at: datetime
    served_at: datetime | None


class QueueStore(Protocol):
    """Keeps the queues of the day."""

    def add(self, org: OrgCode, day: date, name: Sealed | None, at: datetime) -> int:
        """Give the next number of a day."""

    def of(self, org: OrgCode, day: date) -> Sequence[SealedWaiting]:
        """Everybody of a day, by number."""

    def served(self, org: OrgCode, day: date, number: int, at: datetime) -> None:
        """Note that a number had its turn; a second note changes nothing."""

    def drop_before(self, day: date) -> None:
        """Forget the queues of earlier days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """The queue of one organ on the present day."""

    store: QueueStore
    keeper: Keeper
    clock: Clock

    def arrive(self, org: OrgCode, name: str) -> int:
        """Give somebody who came the next number; `name` may be empty, and is whatever they want to be called by."""
        now = self.clock.now()
        day = now.date()
        self.store.drop_before(day)
        sealed = None
        if name:
            want = ToSeal(case=_key(org, day), subject=VOTER, field=FIELD, text=plain(name, "name"))
            [sealed] = self.keeper.seal([want])
        return self.store.add(org, day, sealed, now)

    def queue(self, org: OrgCode) -> list[Waiting]:
        """Everybody who came today, by number."""
        day = self.clock.now().date()
        self.store.drop_before(day)
        found = self.store.of(org, day)
        named = [one for one in found if one.name is not None]
        opened = self.keeper.open(_key(org, day), [(FIELD, one.name) for one in named if one.name is not None])
        names = {one.number: text for one, text in zip(named, opened, strict=True)}
        return [
            Waiting(
                number=one.number,
                name=names.get(one.number),
                arrived_at=one.arrived_at,
                served_at=one.served_at,
            )
            for one in found
        ]

    def served(self, org: OrgCode, number: int) -> None:
        """Note that a number had its turn today."""
        now = self.clock.now()
        self.store.served(org, now.date(), number, now)


def _key(org: OrgCode, day: date) -> SuggestionId:
    return SuggestionId(uuid5(DAYS, f"{org} {day.isoformat()}"))
