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
from infrastructure.postgres.pool import Pool, Row, rows
from infrastructure.views.register_query import AT_WORK, OVERDUE, page_query, to_line
from infrastructure.views.view import table

WORKING = ("pending_sign", "active", "return_requested")


class PostgresViews:
    """Implements `application.queries.Views`."""

    def __init__(self, pool: Pool, schema: str, calendar: Callable[[], Calendar]) -> None:
        self._pool, self._schema, self._calendar = pool, schema, calendar
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def position(self) -> int:
        """See the port. Views that judge whole cases follow at their own pace: no list waits for them."""
        query = sql.SQL(
            "SELECT coalesce(min(position), 0) AS at FROM {} "
            "WHERE current AND view NOT IN ('findings', 'figures', 'stages')"
        ).format(self._tracking)
        return int(rows(self._pool, query)[0]["at"])

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
        position = self.position()
        edition = self._edition("register")
        asked = page_query(actor, wanted, now=now)
        lines, words = table(self._schema, "register", edition), table(self._schema, "register_words", edition)
        found = rows(self._pool, *asked.page(lines, words, sort=sort, after=after, limit=limit + 1))
        calendar = self._calendar()
        page = found[:limit]
        return Page(
            rows=tuple(to_line(row, now, calendar) for row in page),
            next=(str(page[-1]["sort_key"]), page[-1]["position"]) if len(found) > limit else None,
            position=position,
            count=int(rows(self._pool, *asked.counted(lines, words))[0]["n"]) if count else None,
        )

    def case_of_digest(self, digest: str) -> UUID | None:
        """The case whose tracking code has this digest."""
        target = table(self._schema, "register", self._edition("register"))
        found = rows(self._pool, sql.SQL("SELECT case_id FROM {} WHERE code_digest = %s").format(target), [digest])
        return UUID(str(found[0]["case_id"])) if found else None

    def workload(self, now: datetime) -> Sequence[UnitLoad]:
        """See the port."""
        target = table(self._schema, "workload", self._edition("workload"))
        query = sql.SQL(
            "SELECT unit, count(*) AS assigned, count(*) FILTER (WHERE progress = 'pending_sign') AS unsigned, "
            "count(*) FILTER (WHERE progress = ANY(%(work)s)) AS working, "
            "count(*) FILTER (WHERE progress = ANY(%(work)s) AND {overdue}) AS overdue, "
            "count(*) FILTER (WHERE progress IN ('answered', 'opinion_given')) AS answered, "
            "count(*) FILTER (WHERE progress = 'returned') AS returned FROM {target} GROUP BY unit ORDER BY unit"
        ).format(overdue=OVERDUE, target=target)
        values = {"work": list(WORKING), "now": now, "today": now.date()}
        return [UnitLoad(**row) for row in self._rows(query, values)]

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
        query = sql.SQL(
            "SELECT t.view, p.last - t.position AS behind FROM {} t CROSS JOIN {} p WHERE t.current ORDER BY t.view"
        ).format(self._tracking, sql.Identifier(self._schema, "position"))
        return {row["view"]: row["behind"] for row in rows(self._pool, query)}

    def _edition(self, view: str) -> int:
        query = sql.SQL("SELECT edition FROM {} WHERE view = %s AND current").format(self._tracking)
        return int(rows(self._pool, query, [view])[0]["edition"])

    def _rows(self, query: sql.Composed, values: dict[str, object]) -> list[Row]:
        return rows(self._pool, query, values)
