"""Accounts and sessions on PostgreSQL. Passwords are kept as argon2id hashes, secrets of sessions as digests."""

import hashlib
import hmac
import secrets
import threading
from collections.abc import Sequence
from datetime import timedelta

import psycopg
from psycopg import sql
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from application.accounts import SHORTEST_PASSWORD, DemoPerson, OpenSession, SignedIn
from application.errors import LoginTaken, NotFound, PasswordTooShort, SignInFailed
from application.ports import Clock
from domain.shared.identity import ActorId
from domain.shared.people import Actor, Role
from infrastructure.identities import PostgresDirectory, actor_of
from infrastructure.postgres.pool import Pool, Row, rows, run

SILENCE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""A session notes that it was seen this often at most."""
AT_ONCE = threading.BoundedSemaphore(2)
"""Hashes computed at a time: each takes 64 MiB and a core."""
LONGEST_PASSWORD = 1024


class PostgresAccounts:
    """Implements `application.accounts.Accounts`."""

    def __init__(
        self, pool: Pool, schema: str, directory: PostgresDirectory, clock: Clock, people: Sequence[DemoPerson]
    ) -> None:
        self._pool, self._directory, self._clock, self._people = pool, directory, clock, people
        self._names = {name: sql.Identifier(schema, name) for name in ("account", "session", "actor")}
        self._hash = PasswordHash((Argon2Hasher(),))

    def make(self, *, login: str, role: str, org: str, password: str) -> Actor:
        """See the port."""
        hashed = self.hashed(password)
        if self._found("SELECT 1 FROM {account} WHERE login = %s", [_login(login)]):
            raise LoginTaken()
        actor = self._directory.registered(Role(role), org, login)
        try:
            self._do(
                "INSERT INTO {account} (login, actor, password) VALUES (%s, %s, %s)", _login(login), actor.id, hashed
            )
        except psycopg.errors.UniqueViolation:
            raise LoginTaken() from None
        return actor

    def sign_in(self, login: str, password: str) -> str:
        """See the port."""
        query = (
            "SELECT actor, password FROM {account} WHERE login = %s AND disabled_at IS NULL AND password IS NOT NULL"
        )
        found = self._found(query, [_login(login)])
        if not self._matches(password, str(found[0]["password"]) if found else None):
            raise SignInFailed()
        return self.open_session(ActorId(str(found[0]["actor"])))

    def sign_in_by_subject(self, subject: str) -> str:
        """See the port."""
        found = self._found("SELECT actor FROM {account} WHERE subject = %s AND disabled_at IS NULL", [subject])
        if not found:
            raise SignInFailed()
        return self.open_session(ActorId(str(found[0]["actor"])))

    def tie(self, login: str, subject: str) -> None:
        """See the port."""
        if not self._found("UPDATE {account} SET subject = %s WHERE login = %s RETURNING 1", [subject, _login(login)]):
            raise NotFound()

    def open_session(self, actor: ActorId) -> str:
        """See the port."""
        secret, now = secrets.token_urlsafe(32), self._clock.now()
        self._do("DELETE FROM {session} WHERE opened_at < %s", now - 2 * LONGEST)
        values = (_digest(secret), actor, now, now)
        self._do("INSERT INTO {session} (digest, actor, opened_at, seen_at) VALUES (%s, %s, %s, %s)", *values)
        return secret

    def session(self, secret: str) -> SignedIn | None:
        """See the port."""
        now, digest = self._clock.now(), _digest(secret)
        query = (
            "SELECT a.id, a.role, a.org, a.name, s.seen_at FROM {session} s JOIN {actor} a ON a.id = s.actor "
            "LEFT JOIN {account} c ON c.actor = a.id WHERE s.digest = %s AND s.ended_at IS NULL "
            "AND s.seen_at > %s AND s.opened_at > %s AND c.disabled_at IS NULL"
        )
        found = self._found(query, [digest, now - SILENCE, now - LONGEST])
        if not found:
            return None
        if found[0]["seen_at"] < now - SEEN_EVERY:
            self._do("UPDATE {session} SET seen_at = %s WHERE digest = %s", now, digest)
        mark = hmac.new(secret.encode(), b"huying form", hashlib.sha256).hexdigest()
        return SignedIn(actor=actor_of(found[0]), name=str(found[0]["name"]), session=digest.hex()[:16], form_mark=mark)

    def sessions(self, actor: ActorId) -> Sequence[OpenSession]:
        """See the port."""
        now = self._clock.now()
        query = (
            "SELECT encode(substring(digest FOR 8), 'hex') AS id, opened_at, seen_at FROM {session} WHERE actor = %s "
            "AND ended_at IS NULL AND seen_at > %s AND opened_at > %s ORDER BY opened_at DESC"
        )
        found = self._found(query, [actor, now - SILENCE, now - LONGEST])
        return [OpenSession(id=str(r["id"]), opened_at=r["opened_at"], seen_at=r["seen_at"]) for r in found]

    def end_session(self, actor: ActorId, session: str) -> None:
        """See the port."""
        query = (
            "UPDATE {session} SET ended_at = %s WHERE actor = %s AND encode(substring(digest FOR 8), 'hex') = %s "
            "AND ended_at IS NULL"
        )
        self._do(query, self._clock.now(), actor, session)

    def end_all(self, actor: ActorId) -> None:
        """See the port."""
        self._do("UPDATE {session} SET ended_at = %s WHERE actor = %s AND ended_at IS NULL", self._clock.now(), actor)

    def has_password(self, actor: ActorId) -> bool:
        """See the port."""
        return bool(self._found("SELECT 1 FROM {account} WHERE actor = %s AND password IS NOT NULL", [actor]))

    def change_password(self, actor: ActorId, old: str, new: str) -> None:
        """See the port."""
        found = self._found("SELECT password FROM {account} WHERE actor = %s AND password IS NOT NULL", [actor])
        if not self._matches(old, str(found[0]["password"]) if found else None):
            raise SignInFailed("old")
        self._do("UPDATE {account} SET password = %s WHERE actor = %s", self.hashed(new), actor)
        self.end_all(actor)

    def demo_people(self) -> Sequence[DemoPerson]:
        """See the port."""
        return self._people

    def sign_in_as(self, name: str) -> str:
        """See the port."""
        person = next((one for one in self._people if one.name == name), None)
        if person is None:
            raise NotFound()
        return self.open_session(self._directory.registered(Role(person.role), person.org, person.name).id)

    def hashed(self, password: str) -> str:
        """A password as it is kept. Raises `PasswordTooShort`."""
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise PasswordTooShort("new")
        with AT_ONCE:
            return self._hash.hash(password)

    def _matches(self, password: str, stored: str | None) -> bool:
        """Nobody learns from the time it takes whether a name is known."""
        with AT_ONCE:
            if stored is None:
                self._hash.hash(password[:LONGEST_PASSWORD])
                return False
            return self._hash.verify(password[:LONGEST_PASSWORD], stored)

    def _found(self, text: str, values: Sequence[object]) -> list[Row]:
        return rows(self._pool, sql.SQL(text).format(**self._names), values)

    def _do(self, text: str, *values: object) -> None:
        run(self._pool, sql.SQL(text).format(**self._names), values)


def _login(name: str) -> str:
    return name.strip().casefold()


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
