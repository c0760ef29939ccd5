"""Who asked for which erasures and who agreed; and who read what."""

from collections.abc import Collection, Sequence
from uuid import UUID

from psycopg import sql

from application.access_log import Access
from application.erasure import Asked
from application.ports import StreamId
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor
from infrastructure.postgres.pool import Pool, Row, rows, run


class PostgresErasureRequests:
    """Implements `application.erasure.Requests`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._table = pool, sql.Identifier(schema, "erasure")

    def ask(self, kid: str, case: SuggestionId, ground: str, by: str) -> None:
        """See the port."""
        text = "INSERT INTO {} (kid, case_id, ground, asked_by) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
        self._do(text, [kid, case, ground, by])

    def agree(self, kids: Collection[str], by: str) -> None:
        """See the port."""
        text = "UPDATE {} SET agreed_by = %s, agreed_at = clock_timestamp() WHERE kid = ANY(%s) AND agreed_by IS NULL"
        self._do(text, [by, list(kids)])

    def of(self, kids: Collection[str]) -> Sequence[Asked]:
        """See the port."""
        return self._found("kid = ANY(%s)", [list(kids)])

    def waiting(self) -> Sequence[Asked]:
        """See the port."""
        return self._found("agreed_by IS NULL AND done_at IS NULL ORDER BY asked_at, kid LIMIT 200", [])

    def agreed(self) -> Sequence[Asked]:
        """See the port."""
        return self._found("agreed_by IS NOT NULL AND done_at IS NULL", [])

    def done(self, kids: Collection[str]) -> None:
        """See the port."""
        self._do("UPDATE {} SET done_at = clock_timestamp() WHERE kid = ANY(%s)", [list(kids)])

    def _found(self, where: str, values: list[object]) -> list[Asked]:
        text = f"SELECT kid, case_id, ground, asked_by, agreed_by, asked_at FROM {{}} WHERE {where}"  # noqa: S608
        query = sql.SQL(text).format(self._table)
        return [_asked(row) for row in rows(self._pool, query, values)]

    def _do(self, text: str, values: list[object]) -> None:
        run(self._pool, sql.SQL(text).format(self._table), values)


class PostgresAccessLog:
    """Implements `application.access_log.AccessLog`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._table = pool, sql.Identifier(schema, "access_log")

    def note(self, actor: Actor, case: StreamId, fields: Collection[str], purpose: str) -> None:
        """See the port."""
        query = sql.SQL(
            "INSERT INTO {} (actor, role, org, case_id, fields, purpose) VALUES (%s, %s, %s, %s, %s, %s)"
        ).format(self._table)
        run(self._pool, query, [actor.id, actor.role.value, actor.org, case, sorted(set(fields)), purpose])

    def read(self, case: UUID | None, actor: str | None, before: int, limit: int) -> Sequence[Access]:
        """See the port."""
        query = sql.SQL(
            "SELECT id, at, actor, role, org, case_id, fields, purpose FROM {} WHERE id < %(before)s "
            "AND (%(case)s::uuid IS NULL OR case_id = %(case)s) AND (%(actor)s::text IS NULL OR actor = %(actor)s) "
            "ORDER BY id DESC LIMIT %(limit)s"
        ).format(self._table)
        values = {"before": before, "case": case, "actor": actor, "limit": limit}
        return [Access(**row) for row in rows(self._pool, query, values)]


def _asked(row: Row) -> Asked:
    return Asked(
        kid=row["kid"],
        case=SuggestionId(row["case_id"]),
        ground=row["ground"],
        asked_by=row["asked_by"],
        agreed_by=row["agreed_by"],
        asked_at=row["asked_at"],
    )
