"""Who may sign in to the pages, and which sessions are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.shared.identity import ActorId
from domain.shared.people import Actor

SHORTEST_PASSWORD = 10
"""Characters; length protects better than rules about characters do (NIST SP 800-63B 3.1.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Whoever shows a session's secret, and the mark their forms carry."""

    actor: Actor
    name: str
    session: str
    """The session's public id."""
    form_mark: str
    """Hidden in every form of this session: another site cannot know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session as its owner sees it listed."""

    id: str
    opened_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody of the demo, to sign in as without a password."""

    name: str
    role: str
    org: str


class Accounts(Protocol):
    """Accounts and their sessions. A session ends after 30 minutes of silence, and after 12 hours at the latest."""

    def make(self, *, login: str, role: str, org: str, password: str) -> Actor:
        """Make an account. Raises `LoginTaken`, `PasswordTooShort`."""

    def sign_in(self, login: str, password: str) -> str:
        """Open a session and return its secret, shown this once. Raises `SignInFailed`; it takes as long either way."""

    def sign_in_by_subject(self, subject: str) -> str:
        """Open a session for whom an identity provider vouches. Raises `SignInFailed` where no account is tied."""

    def tie(self, login: str, subject: str) -> None:
        """Tie an account to a person of the identity provider. Raises `NotFound`."""

    def open_session(self, actor: ActorId) -> str:
        """Open a session for somebody already known; return its secret."""

    def session(self, secret: str) -> SignedIn | None:
        """Whose session this is; None for an unknown, ended, silent or old one."""

    def sessions(self, actor: ActorId) -> Sequence[OpenSession]:
        """The open sessions of a person, newest first."""

    def end_session(self, actor: ActorId, session: str) -> None:
        """End one session of a person."""

    def end_all(self, actor: ActorId) -> None:
        """End every session of a person."""

    def has_password(self, actor: ActorId) -> bool:
        """Whether a person signs in by a password of their own."""

    def change_password(self, actor: ActorId, old: str, new: str) -> None:
        """Change it, and end every session. Raises `SignInFailed`, `PasswordTooShort`."""

    def demo_people(self) -> Sequence[DemoPerson]:
        """Whom one may sign in as without a password; nobody outside a demo."""

    def sign_in_as(self, name: str) -> str:
        """Open a session of a demo person. Raises `NotFound`."""


class Throttle(Protocol):
    """Counts attempts over all processes."""

    def attempt(self, kind: str, whose: str, *, most: int) -> None:
        """Count one attempt within a quarter of an hour. Raises `TooManyAttempts` where there were `most` already."""

    def forgive(self, kind: str, whose: str) -> None:
        """Forget the attempts of somebody who succeeded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake:
    """A single sign-on under way: where to send the person, and what must come back."""

    address: str
    state: str
    nonce: str
    verifier: str


class IdentityProvider(Protocol):
    """The organisation's own single sign-on."""

    def begin(self, come_back_to: str) -> Handshake:
        """Begin one. Raises `Unavailable`."""

    def finish(self, come_back_to: str, handshake: Handshake, state: str, code: str) -> str:
        """Who it is, as the provider names them. Raises `SignInFailed`, `Unavailable`."""
