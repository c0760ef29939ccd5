"""The readers behind lists: only cases within the asker's reach, page by page along an index."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from psycopg import sql

from application.queries import (
    CommitmentRow,
    DeadlineRow,
    NoticeRow,
    Page,
    RegisterFilter,
    UnitLoad,
)
from domain.policies.working_days import Calendar
from domain.shared.people import Actor
from domain.suggestion.lifecycle import AFTER, WORK
from infrastructure.postgres.pool import Connection, Pool, Row, read, rows
from infrastructure.views.register_query import AT_WORK, OVERDUE, Asked, Key, Tables, page_query, to_line
from infrastructure.views.searching import Window
from infrastructure.views.view import table

UNHURRIED = ("findings", "figures", "stages")
"""Views that follow at their own pace: no list waits for them."""
MANY = 500_000
"""Events from which on words are looked for in the latest cases first: before, all are found as fast."""
WORKING = ("pending_sign", "active", "return_requested")
WORKLOAD = sql.SQL("""
SELECT unit, sum(n)::bigint AS assigned, sum(CASE progress WHEN 'pending_sign' THEN n ELSE 0 END)::bigint AS unsigned,
    sum(CASE WHEN progress IN ('pending_sign', 'active', 'return_requested') THEN n ELSE 0 END)::bigint AS working,
    coalesce(min(late.overdue), 0) AS overdue,
    sum(CASE WHEN progress IN ('answered', 'opinion_given') THEN n ELSE 0 END)::bigint AS answered,
    sum(CASE progress WHEN 'returned' THEN n ELSE 0 END)::bigint AS returned
FROM {workload_counts} LEFT JOIN (
    SELECT unit, count(*) AS overdue FROM {workload}
    WHERE progress IN ('pending_sign', 'active', 'return_requested') AND {overdue} GROUP BY unit) AS late USING (unit)
GROUP BY unit ORDER BY unit
""")


class PostgresViews:
    """Implements `application.queries.Views`."""

    def __init__(self, pool: Pool, schema: str, calendar: Callable[[], Calendar]) -> None:
        self._pool, self._schema, self._calendar = pool, schema, calendar
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def position(self) -> int:
        """See the port."""
        return read(self._pool, self._stand)[0]

    def register(
        self,
        actor: Actor,
        wanted: RegisterFilter,
        *,
        sort: str,
        after: tuple[str, int] | None,
        limit: int,
        count: bool,
        now: datetime,
    ) -> Page:
        """See the port."""
        asked, calendar = page_query(actor, wanted, now=now), self._calendar()

        def work(conn: Connection) -> Page:
            """On one connection: behind one address there may be several replicas, each at a place of its own."""
            position, edition = self._stand(conn)
            names = ("register", "register_search", "register_counts")
            tables = Tables(*(table(self._schema, name, edition) for name in names))
            recent = asked.recent(sort, after, now.date()) if position >= MANY else None
            found = _found(conn, asked, tables, recent, sort=sort, after=after, limit=limit + 1)
            page = found[:limit]
            return Page(
                rows=tuple(to_line(row, now, calendar) for row in page),
                next=(str(page[-1]["sort_key"]), page[-1]["position"]) if len(found) > limit else None,
                position=position,
                count=conn.execute(*asked.counted(tables)).fetchall()[0]["n"] if count else None,
            )

        return read(self._pool, work)

    def _stand(self, conn: Connection) -> tuple[int, int]:
        """How far the views have read, and the register's edition."""
        query = sql.SQL("SELECT view, edition, position FROM {} WHERE current").format(self._tracking)
        found = {row["view"]: row for row in conn.execute(query).fetchall()}
        read_to = min((row["position"] for view, row in found.items() if view not in UNHURRIED), default=0)
        return read_to, found["register"]["edition"]

    def case_of_digest(self, digest: str) -> UUID | None:
        """The case whose tracking code has this digest."""
        target = table(self._schema, "register", self._edition("register"))
        found = rows(self._pool, sql.SQL("SELECT case_id FROM {} WHERE code_digest = %s").format(target), [digest])
        return UUID(str(found[0]["case_id"])) if found else None

    def case_of_number(self, number: str) -> UUID | None:
        """See the port."""
        target = table(self._schema, "register", self._edition("register"))
        found = rows(self._pool, sql.SQL("SELECT case_id FROM {} WHERE number = %s").format(target), [number])
        return UUID(str(found[0]["case_id"])) if found else None

    def numbers(self, cases: Sequence[UUID]) -> Mapping[UUID, str]:
        """See the port."""
        target = table(self._schema, "register", self._edition("register"))
        query = sql.SQL("SELECT case_id, number FROM {} WHERE case_id = ANY(%s)").format(target)
        return {row["case_id"]: row["number"] for row in rows(self._pool, query, [list(cases)])}

    def workload(self, now: datetime) -> Sequence[UnitLoad]:
        """See the port."""
        edition = self._edition("workload")
        names = {name: table(self._schema, name, edition) for name in ("workload", "workload_counts")}
        values: dict[str, object] = {"now": now, "today": now.date()}
        return [UnitLoad(**row) for row in self._rows(WORKLOAD.format(overdue=OVERDUE, **names), values)]

    def deadlines(self, *, until: date, unit: str | None) -> Sequence[DeadlineRow]:
        """See the port."""
        target = table(self._schema, "deadlines", self._edition("deadlines"))
        query = sql.SQL(
            "SELECT case_id AS case, unit, step, due_on, provisional FROM {} WHERE due_on <= %(until)s "
            "AND (%(unit)s::text IS NULL OR unit = %(unit)s) ORDER BY due_on, case_id LIMIT 1000"
        ).format(target)
        return [DeadlineRow(**row) for row in self._rows(query, {"until": until, "unit": unit})]

    def provisional_cases(self) -> Sequence[UUID]:
        """See the port."""
        lines = table(self._schema, "register", self._edition("register"))
        parts = table(self._schema, "workload", self._edition("workload"))
        query = sql.SQL(
            "SELECT DISTINCT r.case_id FROM {} r LEFT JOIN {} w USING (case_id) WHERE r.stage = ANY(%(work)s) "
            "AND (r.provisional OR (w.provisional AND w.progress = ANY(%(progress)s))) ORDER BY r.case_id"
        ).format(lines, parts)
        values: dict[str, object] = {"work": list(AT_WORK), "progress": list(WORKING)}
        return [row["case_id"] for row in self._rows(query, values)]

    def commitments(self, *, open_only: bool, unit: str | None) -> Sequence[CommitmentRow]:
        """See the port."""
        target = table(self._schema, "commitments", self._edition("commitments"))
        query = sql.SQL(
            "SELECT case_id AS case, number, unit, due_on, made_at, kept_at, reschedules FROM {} "
            "WHERE (NOT %(open)s OR kept_at IS NULL) AND (%(unit)s::text IS NULL OR unit = %(unit)s) "
            "ORDER BY due_on, case_id LIMIT 1000"
        ).format(target)
        return [CommitmentRow(**row) for row in self._rows(query, {"open": open_only, "unit": unit})]

    def supervision(self, *, open_only: bool, unit: str | None) -> Sequence[NoticeRow]:
        """See the port."""
        target = table(self._schema, "supervision", self._edition("supervision"))
        query = sql.SQL(
            "SELECT case_id AS case, notice, unit, level, issued_at, for_day, respond_by, answered_at, lifted_at "
            "FROM {} WHERE (NOT %(open)s OR (answered_at IS NULL AND lifted_at IS NULL)) "
            "AND (%(unit)s::text IS NULL OR unit = %(unit)s) ORDER BY respond_by, case_id, notice LIMIT 1000"
        ).format(target)
        return [NoticeRow(**row) for row in self._rows(query, {"open": open_only, "unit": unit})]

    def cases_with_clocks(self) -> Sequence[UUID]:
        """See the port."""
        target = table(self._schema, "register", self._edition("register"))
        query = sql.SQL("SELECT case_id FROM {} WHERE stage = ANY(%(stages)s) ORDER BY position").format(target)
        return [row["case_id"] for row in self._rows(query, {"stages": sorted(WORK | AFTER)})]

    def places(self, positions: Sequence[int]) -> Mapping[int, tuple[UUID, int]]:
        """See the port."""
        target = table(self._schema, "history", self._edition("history"))
        query = sql.SQL("SELECT position, case_id, version FROM {} WHERE position = ANY(%(positions)s)").format(target)
        found = self._rows(query, {"positions": list(positions)})
        return {row["position"]: (row["case_id"], row["version"]) for row in found}

    def lag(self) -> dict[str, int]:
        """See the port."""
        read_to = sql.SQL("SELECT view, position FROM {} WHERE current ORDER BY view").format(self._tracking)
        issued = sql.SQL("SELECT last FROM {}").format(sql.Identifier(self._schema, "position"))
        # Two questions: on Citus the views may lie on another machine than the log, and nothing joins across.
        views, last = rows(self._pool, read_to), int(rows(self._pool, issued)[0]["last"])
        return {row["view"]: last - row["position"] for row in views}

    def _edition(self, view: str) -> int:
        query = sql.SQL("SELECT edition FROM {} WHERE view = %s AND current").format(self._tracking)
        return int(rows(self._pool, query, [view])[0]["edition"])

    def _rows(self, query: sql.Composed, values: dict[str, object]) -> list[Row]:
        return rows(self._pool, query, values)


def _found(
    conn: Connection, asked: Asked, tables: Tables, recent: Window | None, *, sort: str, after: Key | None, limit: int
) -> list[Row]:
    """A page of lines: words that many cases hold are looked for in the latest of them first."""
    if recent is not None:
        found = conn.execute(*asked.page(tables, sort=sort, after=after, limit=limit, window=recent)).fetchall()
        if len(found) == limit:
            return found
    return conn.execute(*asked.page(tables, sort=sort, after=after, limit=limit)).fetchall()
