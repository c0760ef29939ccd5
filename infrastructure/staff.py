"""People, their accounts and tokens, for whoever keeps them."""

import logging
import secrets
from collections.abc import Callable, Sequence

from psycopg import sql

from application.ports import Clock
from application.staff import PER_PAGE, IssuedToken, PeopleWanted, Person, only
from domain.shared.identity import ActorId
from infrastructure.postgres.pool import Pool, Row, rows

log = logging.getLogger("huying.accounts")
PASSWORD_BYTES = 12
"""Of a password given out: 16 characters that nobody guesses, to be changed at the first sign-in."""
PEOPLE = (
    "SELECT a.id, a.name, a.role, a.org, c.login, c.password IS NOT NULL AS has_password, "
    "c.subject IS NOT NULL AS single_sign_on, c.disabled_at, "
    "(SELECT max(s.seen_at) FROM {session} s WHERE s.actor = a.id) AS last_seen, "
    "(SELECT count(*) FROM {token} t WHERE t.actor = a.id AND t.revoked_at IS NULL) AS tokens "
    "FROM {actor} a LEFT JOIN {account} c ON c.actor = a.id WHERE "
)
WANTED = (
    "(%(role)s::text IS NULL OR a.role = %(role)s) AND (%(q)s::text IS NULL OR strpos(lower(a.name), lower(%(q)s)) > 0 "
    "OR strpos(c.login, lower(%(q)s)) > 0 OR a.org = %(q)s) ORDER BY a.name, a.id LIMIT %(limit)s OFFSET %(offset)s"
)


class PostgresStaff:
    """Implements `application.staff.Staff`."""

    def __init__(
        self, pool: Pool, schema: str, clock: Clock, hashed: Callable[[str], str], revoked: Callable[[], None]
    ) -> None:
        """`revoked` is told when tokens were, so that nobody in this process takes one for good any more."""
        self._pool, self._clock, self._hashed, self._revoked = pool, clock, hashed, revoked
        self._names = {name: sql.Identifier(schema, name) for name in ("account", "session", "actor", "token")}

    def people(self, wanted: PeopleWanted) -> Sequence[Person]:
        """See the port."""
        values: dict[str, object] = {"role": wanted.role, "q": wanted.q}
        values |= {"limit": PER_PAGE + 1, "offset": PER_PAGE * (wanted.page - 1)}
        return [_person(row) for row in self._found(PEOPLE + WANTED, values)]

    def disable(self, person: ActorId, by: ActorId) -> None:
        """See the port."""
        now = {"id": person, "now": self._clock.now()}
        only(self._found("UPDATE {account} SET disabled_at = %(now)s WHERE actor = %(id)s RETURNING 1", now))
        self._found(
            "UPDATE {token} SET revoked_at = now() WHERE actor = %(id)s AND revoked_at IS NULL RETURNING 1", now
        )
        self._revoked()
        self._end_sessions(person)
        log.info("account.disabled", extra={"account": person, "by": by})

    def enable(self, person: ActorId, by: ActorId) -> None:
        """See the port."""
        only(self._found("UPDATE {account} SET disabled_at = NULL WHERE actor = %(id)s RETURNING 1", {"id": person}))
        log.info("account.enabled", extra={"account": person, "by": by})

    def reset_password(self, person: ActorId, by: ActorId) -> str:
        """See the port."""
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        query = "UPDATE {account} SET password = %(hashed)s WHERE actor = %(id)s RETURNING 1"
        only(self._found(query, {"id": person, "hashed": self._hashed(password)}))
        self._end_sessions(person)
        log.info("account.password_reset", extra={"account": person, "by": by})
        return password

    def tokens(self, page: int) -> Sequence[IssuedToken]:
        """See the port."""
        query = (
            "SELECT encode(substring(t.digest FOR 8), 'hex') AS id, t.issued_at, t.actor, a.name, a.role, a.org "
            "FROM {token} t JOIN {actor} a ON a.id = t.actor WHERE t.revoked_at IS NULL "
            "ORDER BY t.issued_at DESC, t.digest LIMIT %(limit)s OFFSET %(offset)s"
        )
        return [IssuedToken(**r) for r in self._found(query, {"limit": PER_PAGE + 1, "offset": PER_PAGE * (page - 1)})]

    def revoke(self, token: str, by: ActorId) -> None:
        """See the port."""
        query = (
            "UPDATE {token} SET revoked_at = now() WHERE encode(substring(digest FOR 8), 'hex') = %(token)s "
            "AND revoked_at IS NULL RETURNING 1"
        )
        if self._found(query, {"token": token}):
            self._revoked()
            log.info("token.revoked", extra={"token": token, "by": by})

    def named(self, name: str) -> Sequence[Person]:
        """See the port."""
        return [
            _person(row) for row in self._found(PEOPLE + "a.name = %(name)s ORDER BY a.id LIMIT 50", {"name": name})
        ]

    def _end_sessions(self, person: ActorId) -> None:
        query = "UPDATE {session} SET ended_at = %(now)s WHERE actor = %(id)s AND ended_at IS NULL RETURNING 1"
        self._found(query, {"id": person, "now": self._clock.now()})

    def _found(self, text: str, values: dict[str, object]) -> list[Row]:
        return rows(self._pool, sql.SQL(text).format(**self._names), values)


def _person(row: Row) -> Person:
    return Person(**{**row, "id": ActorId(row["id"])})
