"""Reads what waits for the supervising office, page by page along an index."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from psycopg import sql

from application.docket import DocketRow, Handler, SpotAnswer
from application.queries import CommitmentRow, DeadlineRow, NoticeRow, RegisterFilter, RegisterRow
from domain.policies.working_days import Calendar
from domain.shared.people import Actor
from infrastructure.postgres.pool import Pool, Row, rows
from infrastructure.views.register_query import page_query, to_line
from infrastructure.views.view import table

Made = TypeVar("Made")
NOTICES = sql.SQL(
    "SELECT case_id AS case, notice, unit, level, issued_at, for_day, respond_by, answered_at, lifted_at, "
    "count(*) OVER () AS n FROM {supervision} WHERE (NOT %(open)s OR (answered_at IS NULL AND lifted_at IS NULL)) "
    "AND (%(unit)s::text IS NULL OR unit = %(unit)s) ORDER BY CASE WHEN %(open)s THEN respond_by END, "
    "issued_at DESC, case_id, notice, unit OFFSET %(offset)s LIMIT %(limit)s"
)
UNSUPERVISED = sql.SQL(
    "SELECT d.case_id AS case, d.unit, d.step, d.due_on, d.provisional, count(*) OVER () AS n FROM {deadlines} d "
    "WHERE d.step = 'answer' AND d.due_on < %(today)s AND NOT EXISTS (SELECT FROM {supervision} s "
    "WHERE s.case_id = d.case_id AND s.unit = d.unit AND s.lifted_at IS NULL) "
    "ORDER BY d.due_on, d.case_id OFFSET %(offset)s LIMIT %(limit)s"
)
PROMISES = sql.SQL(
    "SELECT c.case_id AS case, c.number, c.unit, c.due_on, c.made_at, c.kept_at, c.reschedules, "
    "count(*) OVER () AS n FROM {commitments} c JOIN {register} r USING (case_id) WHERE c.kept_at IS NULL "
    "AND c.due_on <= %(until)s AND (%(station)s::text IS NULL OR r.station = %(station)s) "
    "AND (%(unit)s::text IS NULL OR c.unit = %(unit)s) ORDER BY c.due_on, c.case_id, c.number LIMIT %(limit)s"
)
HANDLERS = sql.SQL(
    "SELECT unit, n AS cases, sum(n) OVER ()::int AS all FROM {workload_handlers} WHERE category = %(category)s "
    "ORDER BY n DESC, unit LIMIT %(limit)s"
)
SPOT_ANSWERS = sql.SQL(
    "SELECT case_id AS case, number FROM {register} WHERE track = 'T1' AND received_on BETWEEN %(first)s AND %(last)s "
    "AND stage NOT IN ('withdrawn', 'redirected', 'merged') ORDER BY position"
)
CHECKED = sql.SQL("SELECT case_id FROM {history} WHERE event = 'spot_checked' AND case_id = ANY(%(cases)s)")
BESIDE = {"register_search": "register", "workload_handlers": "workload"}
"""Tables that are not their view's first, and the view."""
CUT = sql.SQL("SELECT position FROM {history} WHERE recorded_at < %(before)s ORDER BY recorded_at DESC, 1 DESC LIMIT 1")


class PostgresDocket:
    """Implements `application.docket.Docket`."""

    def __init__(self, pool: Pool, schema: str, calendar: Callable[[], Calendar]) -> None:
        self._pool, self._schema, self._calendar = pool, schema, calendar

    def counts(self) -> Mapping[str, int]:
        """See the port."""
        found = self._rows(sql.SQL("SELECT kind, count(*) AS n FROM {docket} GROUP BY kind"), {})
        return {row["kind"]: row["n"] for row in found}

    def waiting(self, kind: str, *, offset: int, limit: int) -> Sequence[DocketRow]:
        """See the port."""
        query = sql.SQL(
            "SELECT case_id AS case, kind, unit, since, due_on FROM {docket} WHERE kind = %(kind)s "
            "ORDER BY since, due_on, case_id, unit OFFSET %(offset)s LIMIT %(limit)s"
        )
        return [DocketRow(**row) for row in self._rows(query, {"kind": kind, "offset": offset, "limit": limit})]

    def cases(self, actor: Actor, ids: Sequence[UUID], now: datetime) -> Mapping[UUID, RegisterRow]:
        """See the port."""
        asked = page_query(actor, RegisterFilter(), now=now)
        query = sql.SQL(
            "SELECT r.*, w.title FROM {register} r JOIN {register_search} w USING (case_id) "
            "WHERE r.case_id = ANY(%(ids)s) AND {reach}"
        )
        found = self._rows(query, asked.values | {"ids": list(ids)}, reach=asked.where)
        calendar = self._calendar()
        return {row["case_id"]: to_line(row, now, calendar) for row in found}

    def notices(self, *, open_only: bool, unit: str | None, offset: int, limit: int) -> tuple[Sequence[NoticeRow], int]:
        """See the port."""
        found = self._rows(NOTICES, {"open": open_only, "unit": unit, "offset": offset, "limit": limit})
        return _counted(NoticeRow, found)

    def unsupervised(self, today: date, *, offset: int, limit: int) -> tuple[Sequence[DeadlineRow], int]:
        """See the port."""
        return _counted(DeadlineRow, self._rows(UNSUPERVISED, {"today": today, "offset": offset, "limit": limit}))

    def promises(
        self, *, until: date, station: str | None, unit: str | None, limit: int
    ) -> tuple[Sequence[CommitmentRow], int]:
        """See the port."""
        values: dict[str, object] = {"until": until, "station": station, "unit": unit, "limit": limit}
        return _counted(CommitmentRow, self._rows(PROMISES, values))

    def handlers(self, category: str, limit: int) -> Sequence[Handler]:
        """See the port."""
        return [Handler(**row) for row in self._rows(HANDLERS, {"category": category, "limit": limit})]

    def spot_answers(self, first: date, last: date) -> Sequence[SpotAnswer]:
        """See the port."""
        return [SpotAnswer(**row) for row in self._rows(SPOT_ANSWERS, {"first": first, "last": last})]

    def checked(self, cases: Sequence[UUID]) -> frozenset[UUID]:
        """See the port."""
        return frozenset(row["case_id"] for row in self._rows(CHECKED, {"cases": list(cases)}))

    def cut(self, before: datetime) -> int:
        """See the port."""
        found = self._rows(CUT, {"before": before})
        return int(found[0]["position"]) if found else 0

    def _rows(self, query: sql.SQL, values: dict[str, object], **parts: sql.Composable) -> list[Row]:
        """Run a query with the table each view has now under the view's name."""
        tracking = sql.Identifier(f"{self._schema}_views", "tracking")
        current = rows(self._pool, sql.SQL("SELECT view, edition FROM {} WHERE current").format(tracking))
        editions = {row["view"]: row["edition"] for row in current}
        tables = {view: table(self._schema, view, edition) for view, edition in editions.items()}
        tables |= {name: table(self._schema, name, editions[view]) for name, view in BESIDE.items()}
        return rows(self._pool, query.format(**tables, **parts), values)


def _counted(made: type[Made], found: list[Row]) -> tuple[list[Made], int]:
    """The rows, and how many there are with those beyond the page."""
    total = found[0]["n"] if found else 0
    return [made(**{name: value for name, value in row.items() if name != "n"}) for row in found], total
