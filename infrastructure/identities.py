"""Who people are, and whose token this is. Tokens are stored as digests only."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence

from psycopg import sql

from domain.shared.identity import ActorId, OrgCode
from domain.shared.people import Actor, Role
from infrastructure.postgres.pool import Pool, Row, rows

TOKEN_PREFIX = "hy_"  # noqa: S105


class PostgresDirectory:
    """Implements `application.ports.Directory`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool = pool
        self._actor = sql.Identifier(schema, "actor")
        self._token = sql.Identifier(schema, "token")

    def actor_of(self, token: str) -> Actor | None:
        """See the port."""
        query = sql.SQL(
            "SELECT a.id, a.role, a.org FROM {} t JOIN {} a ON a.id = t.actor "
            "WHERE t.digest = %s AND t.revoked_at IS NULL"
        ).format(self._token, self._actor)
        found = rows(self._pool, query, [_digest(token)])
        return _actor(found[0]) if found else None

    def names(self, actors: Sequence[ActorId]) -> Mapping[ActorId, str]:
        """See the port."""
        query = sql.SQL("SELECT id, name FROM {} WHERE id = ANY(%s)").format(self._actor)
        return {ActorId(str(r["id"])): str(r["name"]) for r in rows(self._pool, query, [list(actors)])}

    def issue_token(self, *, role: str, org: str, name: str, person: str | None = None) -> tuple[Actor, str]:
        """See the port."""
        actor = self._registered(Role(role), org, name, person)
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        query = sql.SQL("INSERT INTO {} (digest, actor) VALUES (%s, %s)").format(self._token)
        with self._pool.connection() as conn:
            conn.execute(query, [_digest(token), actor.id])
        return actor, token

    def _registered(self, role: Role, org: str, name: str, person: str | None) -> Actor:
        make = sql.SQL("INSERT INTO {} (id, name, role, org) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING").format(
            self._actor
        )
        find = sql.SQL("SELECT id, role, org FROM {} WHERE role = %s AND org = %s AND name = %s").format(self._actor)
        with self._pool.connection() as conn:
            conn.execute(make, [person or f"a-{secrets.token_hex(8)}", name, role.value, org])
            row = conn.execute(find, [role.value, org, name]).fetchone()
        assert row is not None
        return _actor(row)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _actor(row: Row) -> Actor:
    return Actor(id=ActorId(str(row["id"])), role=Role(str(row["role"])), org=OrgCode(str(row["org"])))
