"""A unit's inbox, read from the workload, the ledger of supervision and the register together."""

from datetime import datetime

from psycopg import sql

from application.department_inbox import InboxLine, InboxPage, InboxWanted, Queue
from infrastructure.postgres.pool import Pool, Row, rows
from infrastructure.views.bigrams import query as words_query
from infrastructure.views.view import table

PER_PAGE = 25
AHEAD = 3
"""Days ahead that are soon."""
OWED = sql.SQL("""
SELECT queue, case_id, kind, progress, due_on, due_at, provisional FROM {workload_owed} WHERE unit = %(unit)s
UNION ALL
SELECT 'notices', n.case_id, 'notice', n.level, n.respond_by, NULL, false
FROM {supervision} n JOIN {register} r USING (case_id)
WHERE n.unit = %(unit)s AND n.answered_at IS NULL AND n.lifted_at IS NULL AND r.stage <> 'archived'
""")
DONE = {
    Queue.ANSWERED: sql.SQL("progress IN ('answered', 'opinion_given')"),
    Queue.RETURNED: sql.SQL("progress = 'returned'"),
}
"""What a unit has behind it is many times what it has before it."""
OF_DONE = sql.SQL("SELECT %(queue)s::text AS queue, w.* FROM {workload} w WHERE w.unit = %(unit)s AND w.{which}")
LATE = sql.SQL("(p.due_at < %(now)s OR (p.due_at IS NULL AND p.due_on < %(today)s))")
COUNTS = sql.SQL("""
SELECT queue, count(*) AS n, count(*) FILTER (WHERE p.due_on = %(today)s AND NOT coalesce({late}, false)) AS today,
    count(*) FILTER (WHERE {late}) AS late
FROM ({owed}) p GROUP BY queue
UNION ALL
SELECT CASE progress WHEN 'returned' THEN 'returned' ELSE 'answered' END, sum(n)::bigint, 0, 0
FROM {workload_counts} WHERE unit = %(unit)s AND progress IN ('answered', 'opinion_given', 'returned') GROUP BY 1
""")
LINES = sql.SQL("""
SELECT r.case_id AS "case", r.number, t.title, r.stage, p.kind, p.progress, p.due_on, p.provisional, r.supervision,
    r.category, r.version, (p.queue NOT IN ('answered', 'returned') AND {late}) AS overdue
FROM (
    SELECT p.*, r.position FROM ({parts}) p JOIN {register} r USING (case_id)
    WHERE p.queue = %(queue)s AND (%(category)s::text IS NULL OR r.category = %(category)s) AND {found}
        AND CASE %(due)s::text WHEN 'late' THEN {late} WHEN 'today' THEN p.due_on = %(today)s
            WHEN 'soon' THEN p.due_on BETWEEN %(today)s AND %(today)s::date + %(ahead)s ELSE true END
    ORDER BY p.due_on {order}, r.position {order} LIMIT %(limit)s OFFSET %(offset)s) p
JOIN {register} r USING (case_id) JOIN {words} t USING (case_id) ORDER BY p.due_on {order}, r.position {order}
""")
FOUND = sql.SQL("""
(r.number = %(q)s OR EXISTS (SELECT FROM {words} t WHERE t.case_id = r.case_id AND t.words @@ %(words)s::tsquery))
""")
"""Only the lines of the page, or those that are searched, are looked up among the words."""


class PostgresDepartmentInbox:
    """Implements `application.department_inbox.DepartmentInbox`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._schema = pool, schema

    def page(self, wanted: InboxWanted, now: datetime) -> InboxPage:
        """See the port."""
        names, values, done = self._tables(), self._values(wanted, now), DONE.get(wanted.queue)
        owed = OWED.format(**names)
        sums = rows(self._pool, COUNTS.format(late=LATE, owed=owed, **names), values)
        counted = {Queue(row["queue"]): row for row in sums}
        parts = OF_DONE.format(which=done, **names) if done else owed
        order = sql.SQL("DESC" if done else "ASC")
        found = FOUND.format(**names) if values["q"] else sql.SQL("true")
        query = LINES.format(late=LATE, parts=parts, order=order, found=found, **names)
        lines = rows(self._pool, query, values)
        return InboxPage(
            lines=[_line(row) for row in lines[:PER_PAGE]],
            counts={queue: int(counted[queue]["n"]) if queue in counted else 0 for queue in Queue},
            due_today=sum(int(row["today"]) for row in sums),
            late=sum(int(row["late"]) for row in sums),
            more=len(lines) > PER_PAGE,
        )

    def _values(self, wanted: InboxWanted, now: datetime) -> dict[str, object]:
        q = wanted.q.strip() if wanted.q and wanted.q.strip() else None
        return {
            "unit": wanted.unit,
            "queue": wanted.queue.value,
            "due": wanted.due,
            "category": wanted.category,
            "q": q,
            "words": words_query(q) if q else None,
            "now": now,
            "today": now.date(),
            "ahead": AHEAD,
            "limit": PER_PAGE + 1,
            "offset": PER_PAGE * (wanted.page - 1),
        }

    def _tables(self) -> dict[str, sql.Identifier]:
        tracking = sql.Identifier(f"{self._schema}_views", "tracking")
        query = sql.SQL("SELECT view, edition FROM {} WHERE current").format(tracking)
        editions = {row["view"]: row["edition"] for row in rows(self._pool, query)}
        found = {name: table(self._schema, name, editions[name]) for name in ("workload", "register", "supervision")}
        beside = {"words": ("register_search", "register")}
        beside |= {name: (name, "workload") for name in ("workload_counts", "workload_owed")}
        return found | {key: table(self._schema, name, editions[view]) for key, (name, view) in beside.items()}


def _line(row: Row) -> InboxLine:
    return InboxLine(**{**row, "overdue": bool(row["overdue"])})
