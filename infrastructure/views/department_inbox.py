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
AT_WORK = sql.SQL("r.stage IN ('transferred', 'handling')")
PARTS = sql.SQL("""
SELECT CASE
    WHEN w.progress = 'pending_sign' AND {at_work} THEN 'unsigned'
    WHEN w.progress IN ('active', 'return_requested') AND {at_work} AND w.kind = 'co' THEN 'opinions'
    WHEN w.progress IN ('active', 'return_requested') AND {at_work} THEN 'working'
    WHEN w.progress IN ('answered', 'opinion_given') THEN 'answered'
    WHEN w.progress = 'returned' THEN 'returned' END AS queue,
    w.case_id, w.kind, w.progress, w.due_on, w.due_at, w.provisional
FROM {workload} w JOIN {register} r USING (case_id) WHERE w.unit = %(unit)s
UNION ALL
SELECT 'notices', n.case_id, 'notice', n.level, n.respond_by, NULL, false
FROM {supervision} n JOIN {register} r USING (case_id)
WHERE n.unit = %(unit)s AND n.answered_at IS NULL AND n.lifted_at IS NULL AND r.stage <> 'archived'
""")
LATE = sql.SQL("(p.due_at < %(now)s OR (p.due_at IS NULL AND p.due_on < %(today)s))")
OWED = ["unsigned", "working", "opinions", "notices"]
COUNTS = sql.SQL("""
SELECT queue, count(*) AS n, count(*) FILTER (WHERE p.due_on = %(today)s AND NOT coalesce({late}, false)) AS today,
    count(*) FILTER (WHERE {late}) AS late
FROM ({parts}) p WHERE queue IS NOT NULL GROUP BY queue
""")
LINES = sql.SQL("""
SELECT r.case_id AS "case", r.number, t.title, r.stage, p.kind, p.progress, p.due_on, p.provisional, r.supervision,
    r.category, r.version, (p.queue = ANY(%(owed)s) AND {late}) AS overdue
FROM ({parts}) p JOIN {register} r USING (case_id) JOIN {words} t USING (case_id)
WHERE p.queue = %(queue)s AND (%(category)s::text IS NULL OR r.category = %(category)s)
    AND (%(q)s::text IS NULL OR r.number = %(q)s OR t.words @@ %(words)s::tsquery)
    AND CASE %(due)s::text WHEN 'late' THEN {late} WHEN 'today' THEN p.due_on = %(today)s
        WHEN 'soon' THEN p.due_on BETWEEN %(today)s AND %(today)s::date + %(ahead)s ELSE true END
ORDER BY p.due_on {order}, r.position {order} LIMIT %(limit)s OFFSET %(offset)s
""")


class PostgresDepartmentInbox:
    """Implements `application.department_inbox.DepartmentInbox`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._schema = pool, schema

    def page(self, wanted: InboxWanted, now: datetime) -> InboxPage:
        """See the port."""
        names, values = self._tables(), self._values(wanted, now)
        parts = PARTS.format(at_work=AT_WORK, **names)
        counted = {Queue(row["queue"]): row for row in rows(self._pool, COUNTS.format(late=LATE, parts=parts), values)}
        order = sql.SQL("DESC" if wanted.queue in (Queue.ANSWERED, Queue.RETURNED) else "ASC")
        lines = rows(self._pool, LINES.format(late=LATE, parts=parts, order=order, **names), values)
        owed = [row for queue, row in counted.items() if queue.value in OWED]
        return InboxPage(
            lines=[_line(row) for row in lines[:PER_PAGE]],
            counts={queue: int(counted[queue]["n"]) if queue in counted else 0 for queue in Queue},
            due_today=sum(int(row["today"]) for row in owed),
            late=sum(int(row["late"]) for row in owed),
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
            "owed": OWED,
            "limit": PER_PAGE + 1,
            "offset": PER_PAGE * (wanted.page - 1),
        }

    def _tables(self) -> dict[str, sql.Identifier]:
        tracking = sql.Identifier(f"{self._schema}_views", "tracking")
        query = sql.SQL("SELECT view, edition FROM {} WHERE current").format(tracking)
        editions = {row["view"]: row["edition"] for row in rows(self._pool, query)}
        found = {name: table(self._schema, name, editions[name]) for name in ("workload", "register", "supervision")}
        return found | {"words": table(self._schema, "register_words", editions["register"])}


def _line(row: Row) -> InboxLine:
    return InboxLine(**{**row, "overdue": bool(row["overdue"])})
