"""Forgetting a person (个人信息保护法 47): two officers agree, the log says so, and the keys are destroyed.

No event changes: what remains of the texts are commitments that nobody can open any more. What a person was told in a
receipt stays theirs.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import SystemRandom
from typing import Protocol
from uuid import UUID

from application.errors import NotFound
from application.evidence import PublishedLog
from application.ports import Clock
from application.sealing import VOTER
from domain.evidence.entries import Kind
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor
from domain.shared.refusal import NotAllowed

BACKUPS = timedelta(days=30)
"""Within so many days old key-encryption keys are destroyed, and with them what backups of the key store could open."""


class SecondOfficerNeeded(NotAllowed):
    """The officer who asked for an erasure cannot be the one who agrees to it."""

    slug = "second-officer-needed"
    zh = "删除须由另一名数据保护负责人同意。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One key that somebody asked to destroy."""

    kid: str
    case: SuggestionId
    ground: str
    asked_by: str
    agreed_by: str | None
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an erasure stands."""

    status: str
    """waiting (for a second officer), agreed (carried out within a day), or erased."""
    keys: int
    complete_by: date


class KeyStore(Protocol):
    """The keeper, where persons are found and forgotten."""

    def find(self, field: str, text: str) -> Sequence[str]:
        """The keys of whoever gave this as their telephone or name."""

    def key_of(self, case: SuggestionId, subject: str) -> str | None:
        """The key of one subject in one case."""

    def cases_of(self, kids: Collection[str]) -> dict[str, SuggestionId]:
        """The case of each key that is still there."""

    def forget(self, kids: Collection[str]) -> None:
        """Destroy keys and every index to them; a key that is gone already is no fault."""

    def person(self, field: str, text: str) -> str:
        """A reference to a person that nobody can read them from."""

    def known_as(self, person: str) -> Sequence[str]:
        """The keys of a person."""


class Requests(Protocol):
    """Who asked for which erasures, and who agreed."""

    def ask(self, kid: str, case: SuggestionId, ground: str, by: str) -> None:
        """Note a request; a repeat changes nothing."""

    def agree(self, kids: Collection[str], by: str) -> None:
        """Note that a second officer agrees."""

    def of(self, kids: Collection[str]) -> Sequence[Asked]:
        """The open requests among some keys."""

    def waiting(self) -> Sequence[Asked]:
        """What nobody has agreed to yet, oldest first."""

    def agreed(self) -> Sequence[Asked]:
        """What is agreed to and not yet done."""

    def done(self, kids: Collection[str]) -> None:
        """Note that it is done."""


class Forgetful(Protocol):
    """Whatever else holds plain text of a case: lists, indexes, files of imports."""

    def forget(self, cases: Collection[SuggestionId]) -> None:
        """Make it anew without the texts that cannot be opened any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Finds persons, and forgets them."""

    keys: KeyStore
    requests: Requests
    published: PublishedLog
    texts: Forgetful
    clock: Clock

    def find(self, field: str, text: str) -> tuple[str, int]:
        """A reference to whoever gave this telephone number or name, and in how many cases they did."""
        return self.keys.person(field, text), len(self.keys.find(field, text))

    def of_case(self, case: SuggestionId) -> str:
        """A reference to the voter of one case. Raises `NotFound`."""
        kid = self.keys.key_of(case, VOTER)
        if kid is None:
            raise NotFound()
        return kid

    def erase(self, person: str, ground: str, by: Actor) -> Standing:
        """Ask for an erasure, or as a second officer agree to it. Raises `NotFound`, `SecondOfficerNeeded`."""
        kids = self.keys.known_as(person)
        if not kids:
            raise NotFound()
        asked = self.requests.of(kids)
        fresh = set(kids) - {one.kid for one in asked}
        if fresh:
            for kid, case in self.keys.cases_of(fresh).items():
                self.requests.ask(kid, case, ground, by.id)
            return self._standing("waiting", len(kids))
        if all(one.agreed_by for one in asked):
            return self._standing("agreed", len(kids))
        if any(one.asked_by == by.id for one in asked):
            raise SecondOfficerNeeded()
        self.requests.agree(kids, by.id)
        return self._standing("agreed", len(kids))

    def waiting(self) -> Sequence[Asked]:
        """The requests that wait for a second officer."""
        return self.requests.waiting()

    def carry_out(self) -> int:
        """Destroy what was agreed on, shuffled so that the order tells nobody which cases are one person's.

        The log is told first: after any interruption it is the log that is followed (`reconcile`). Returns how many
        keys that was.
        """
        agreed = list(self.requests.agreed())
        SystemRandom().shuffle(agreed)
        for one in agreed:
            data = {"kid": one.kid, "ground": one.ground, "approvers": sorted([one.asked_by, str(one.agreed_by)])}
            if one.kid not in self.published.erased():
                self.published.append_act(Kind.ERASURE, data)
        self._forget({one.kid for one in agreed}, {one.case for one in agreed})
        self.requests.done([one.kid for one in agreed])
        return len(agreed)

    def reconcile(self) -> int:
        """Destroy again whatever the log says is erased and a restored key store still holds; return how many."""
        left = self.keys.cases_of(self.published.erased())
        if left:
            self._forget(left, set(left.values()))
        return len(left)

    def _forget(self, kids: Collection[str], cases: Collection[SuggestionId]) -> None:
        if kids:
            self.keys.forget(kids)
            self.texts.forget([SuggestionId(UUID(str(case))) for case in cases])

    def _standing(self, status: str, keys: int) -> Standing:
        return Standing(status=status, keys=keys, complete_by=(self.clock.now() + BACKUPS).date())
