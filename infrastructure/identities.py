"""Who people are, and whose token this is. Tokens are stored as digests only."""

import hashlib
import secrets
import time
from collections.abc import Mapping, Sequence

from psycopg import sql

from application.ports import Token
from domain.shared.identity import ActorId, OrgCode
from domain.shared.people import Actor, Role
from infrastructure.postgres.in_loop import LoopConnections, rows_soon
from infrastructure.postgres.pool import Pool, Row, rows, run, using

TOKEN_PREFIX = "hy_"  # noqa: S105
LATELY = 1.0
"""Seconds a token is good without being asked for again: so long a revoked one may still be used elsewhere."""
REMEMBERED = 10_000
"""Tokens kept in mind."""
Lately = dict[bytes, tuple[Actor, float]]
NOBODY: tuple[Actor | None, float] = (None, float("-inf"))


class PostgresDirectory:
    """Implements `application.ports.Directory`."""

    def __init__(self, pool: Pool, schema: str, of_tasks: LoopConnections) -> None:
        self._pool, self._of_tasks = pool, of_tasks
        self._actor = sql.Identifier(schema, "actor")
        self._token = sql.Identifier(schema, "token")
        self._of_token = sql.SQL(
            "SELECT a.id, a.role, a.org FROM {} t JOIN {} a ON a.id = t.actor "
            "WHERE t.digest = %s AND t.revoked_at IS NULL"
        ).format(self._token, self._actor)
        self._lately: Lately = {}

    def actor_of(self, token: str) -> Actor | None:
        """See the port."""
        digest, now, known = _digest(token), time.monotonic(), self._lately
        return _remembered(known, digest, now, rows(self._pool, self._of_token, [digest]))

    async def actor_soon(self, token: str) -> Actor | None:
        """See the port."""
        digest, now, known = _digest(token), time.monotonic(), self._lately
        actor, at = known.get(digest, NOBODY)
        if now - at < LATELY:
            return actor
        return _remembered(known, digest, now, await rows_soon(self._of_tasks, self._pool, self._of_token, [digest]))

    def names(self, actors: Sequence[ActorId]) -> Mapping[ActorId, str]:
        """See the port."""
        query = sql.SQL("SELECT id, name FROM {} WHERE id = ANY(%s)").format(self._actor)
        return {ActorId(str(r["id"])): str(r["name"]) for r in rows(self._pool, query, [list(actors)])}

    def issue_token(self, *, role: str, org: str, name: str, person: str | None = None) -> tuple[Actor, str]:
        """See the port."""
        actor = self.registered(Role(role), org, name, person)
        return actor, self.token_for(actor.id)

    def token_for(self, actor: ActorId) -> str:
        """See the port."""
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        query = sql.SQL("INSERT INTO {} (digest, actor) VALUES (%s, %s)").format(self._token)
        with using(self._pool) as conn:
            conn.execute(query, [_digest(token), actor])
        return token

    def tokens(self, actor: ActorId) -> Sequence[Token]:
        """See the port."""
        query = sql.SQL(
            "SELECT encode(substring(digest FOR 8), 'hex') AS id, issued_at FROM {} "
            "WHERE actor = %s AND revoked_at IS NULL ORDER BY issued_at DESC"
        ).format(self._token)
        return [Token(id=str(row["id"]), issued_at=row["issued_at"]) for row in rows(self._pool, query, [actor])]

    def revoke_token(self, actor: ActorId, token: str) -> None:
        """See the port."""
        query = sql.SQL(
            "UPDATE {} SET revoked_at = now() WHERE actor = %s AND encode(substring(digest FOR 8), 'hex') = %s "
            "AND revoked_at IS NULL"
        ).format(self._token)
        run(self._pool, query, [actor, token])
        self.revoked()

    def revoked(self) -> None:
        """Some token was: ask for each again, at once in this process, and within `LATELY` in others."""
        self._lately = {}

    def registered(self, role: Role, org: str, name: str, person: str | None = None) -> Actor:
        """The person of this role, organ and name, taken in where they are new, by the pseudonym they are listed by."""
        make = sql.SQL("INSERT INTO {} (id, name, role, org) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING").format(
            self._actor
        )
        find = sql.SQL("SELECT id, role, org FROM {} WHERE role = %s AND org = %s AND name = %s").format(self._actor)
        with using(self._pool) as conn:
            conn.execute(make, [person or f"a-{secrets.token_hex(8)}", name, role.value, org])
            row = conn.execute(find, [role.value, org, name]).fetchone()
        assert row is not None
        return actor_of(row)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _remembered(known: Lately, digest: bytes, now: float, found: Sequence[Row]) -> Actor | None:
    """Whose token it is, kept in mind where nobody looks any more if some token was revoked meanwhile."""
    if not found:
        return None
    if len(known) >= REMEMBERED:
        known.clear()
    actor, _ = known[digest] = actor_of(found[0]), now
    return actor


def actor_of(row: Row) -> Actor:
    """Who a row of the directory speaks of."""
    return Actor(id=ActorId(str(row["id"])), role=Role(str(row["role"])), org=OrgCode(str(row["org"])))
