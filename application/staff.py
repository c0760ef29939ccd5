"""The people who work here, as whoever keeps the accounts sees them. What they did stays under their own name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.errors import NotFound
from domain.shared.identity import ActorId

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person. `login` is None for somebody who uses the API by token alone."""

    id: ActorId
    name: str
    role: str
    org: str
    login: str | None
    has_password: bool
    single_sign_on: bool
    disabled_at: datetime | None
    last_seen: datetime | None
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWanted:
    """Which people. `q` is part of a name, a login name or an organ's code."""

    q: str | None = None
    role: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """A token that was not revoked, and whose it is."""

    id: str
    issued_at: datetime
    actor: ActorId
    name: str
    role: str
    org: str


class Staff(Protocol):
    """Everybody with an account or a token. Every change says in the service's log who made it."""

    def people(self, wanted: PeopleWanted) -> Sequence[Person]:
        """A page of people by name, and one more where there is a next page."""

    def disable(self, person: ActorId, by: ActorId) -> None:
        """Shut an account: no session of it goes on, none begins, and no token of its holder works any more.

        Raises `NotFound` where there is no account.
        """

    def enable(self, person: ActorId, by: ActorId) -> None:
        """Open an account again; its holder's tokens stay revoked. Raises `NotFound`."""

    def reset_password(self, person: ActorId, by: ActorId) -> str:
        """Give an account a new password, shown this once; every session ends. Raises `NotFound`."""

    def tokens(self, page: int) -> Sequence[IssuedToken]:
        """A page of tokens, newest first, and one more where there is a next page."""

    def revoke(self, token: str, by: ActorId) -> None:
        """Revoke anybody's token by its id."""

    def named(self, name: str) -> Sequence[Person]:
        """Everybody of exactly this name."""


def only(found: Sequence[object]) -> None:
    """Raise `NotFound` where a change met nobody."""
    if not found:
        raise NotFound()
