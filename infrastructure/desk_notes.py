"""The desk's own notes in PostgreSQL: drafts of registrations, and the queue of a reception day."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from psycopg import sql

from application.drafts import SealedDraft
from application.reception import SealedWaiting
from domain.shared.identity import ActorId, OrgCode
from domain.shared.sealed import Sealed
from infrastructure.postgres.pool import Pool, rows, run, using


class PostgresDrafts:
    """Implements `application.drafts.DraftStore`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._table = pool, sql.Identifier(schema, "draft")

    def put(self, draft: SealedDraft, actor: ActorId) -> None:
        """See the port."""
        query = sql.SQL(
            "INSERT INTO {table} AS d (id, actor, words, saved_at) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words, saved_at = EXCLUDED.saved_at "
            "WHERE d.actor = EXCLUDED.actor"
        ).format(table=self._table)
        run(self._pool, query, [draft.id, actor, _parts(draft.words), draft.saved_at])

    def of(self, actor: ActorId) -> Sequence[SealedDraft]:
        """See the port."""
        query = sql.SQL("SELECT id, words, saved_at FROM {} WHERE actor = %s ORDER BY saved_at DESC").format(
            self._table
        )
        return [
            SealedDraft(id=row["id"], saved_at=row["saved_at"], words=Sealed(*row["words"]))
            for row in rows(self._pool, query, [actor])
        ]

    def drop(self, draft: UUID, actor: ActorId) -> None:
        """See the port."""
        query = sql.SQL("DELETE FROM {} WHERE id = %s AND actor = %s").format(self._table)
        run(self._pool, query, [draft, actor])

    def drop_saved_before(self, moment: datetime) -> None:
        """See the port."""
        run(self._pool, sql.SQL("DELETE FROM {} WHERE saved_at < %s").format(self._table), [moment])


class PostgresQueue:
    """Implements `application.reception.QueueStore`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._table = pool, sql.Identifier(schema, "waiting")

    def add(self, org: OrgCode, day: date, name: Sealed | None, at: datetime) -> int:
        """See the port. Two who come at once are numbered one after the other."""
        query = sql.SQL(
            "INSERT INTO {table} (org, day, number, name, arrived_at) "
            "SELECT %(org)s, %(day)s, coalesce(max(number), 0) + 1, %(name)s::text[], %(at)s "
            "FROM {table} WHERE org = %(org)s AND day = %(day)s RETURNING number"
        ).format(table=self._table)
        values = {"org": org, "day": day, "name": _parts(name) if name else None, "at": at}
        with using(self._pool) as conn, conn.transaction():
            conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [f"waiting {org} {day}"])
            row = conn.execute(query, values).fetchone()
        assert row is not None
        return int(row["number"])

    def of(self, org: OrgCode, day: date) -> Sequence[SealedWaiting]:
        """See the port."""
        query = sql.SQL(
            "SELECT number, name, arrived_at, served_at FROM {} WHERE org = %s AND day = %s ORDER BY number"
        ).format(self._table)
        return [
            SealedWaiting(
                number=row["number"],
                name=Sealed(*row["name"]) if row["name"] else None,
                arrived_at=row["arrived_at"],
                served_at=row["served_at"],
            )
            for row in rows(self._pool, query, [org, day])
        ]

    def served(self, org: OrgCode, day: date, number: int, at: datetime) -> None:
        """See the port."""
        query = sql.SQL(
            "UPDATE {} SET served_at = %s WHERE org = %s AND day = %s AND number = %s AND served_at IS NULL"
        ).format(self._table)
        run(self._pool, query, [at, org, day, number])

    def drop_before(self, day: date) -> None:
        """See the port."""
        run(self._pool, sql.SQL("DELETE FROM {} WHERE day < %s").format(self._table), [day])


def _parts(token: Sealed) -> list[str]:
    return [token.kid, token.ct, token.d]
