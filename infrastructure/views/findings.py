"""红旗: what the rules find in each case at any moment, and the traces by which cases are held against one another."""

import json
from array import array
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql

from application.auditing import Auditing
from application.ports import EventLog, StreamId
from domain.redflags.contact_traces import contact_traces
from domain.redflags.finding import Finding
from domain.redflags.standing import Stood
from domain.redflags.traces import Trace
from infrastructure.views.view import Batch, index, rewrite, table

FINDING = ("case_id", "rule", "severity", "why", "since", "unit", "positions", "facts")
TRACE = (
    "case_id",
    "position",
    "kind",
    "at",
    "day",
    "actor",
    "unit",
    "category",
    "station",
    "track",
    "value",
    "due",
    "began",
    "voter",
    "shingles",
)
TIME = ("begins", "ends")
"""From when to when it was so, as then known."""
FINDINGS = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, rule text NOT NULL, severity text NOT NULL, why text NOT NULL, since timestamptz NOT NULL,
    unit text, positions bigint[] NOT NULL, facts jsonb NOT NULL,
    begins timestamptz NOT NULL, ends timestamptz NOT NULL)
"""
TRACES = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, position bigint NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, day date NOT NULL,
    actor text NOT NULL, unit text, category text, station text, track text, value text, due date, began date,
    voter text, shingles bytea NOT NULL, begins timestamptz NOT NULL, ends timestamptz NOT NULL)
"""
COMPARED = """
CREATE TABLE IF NOT EXISTS {table} (
    mark text PRIMARY KEY, findings jsonb NOT NULL, kept_at timestamptz NOT NULL DEFAULT clock_timestamp())
"""
BY_CASE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (case_id)"
BY_UNIT = "CREATE INDEX IF NOT EXISTS {index} ON {table} (unit)"
WORD = "I"
"""One shingle's digest: four bytes, in the order of the machine that keeps the view."""


class Findings:
    """Findings per case, kept up with the log."""

    name = "findings"

    def __init__(self, log: EventLog, auditing: Auditing) -> None:
        self._log, self._auditing = log, auditing

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        findings, left = table(schema, "findings", edition), table(schema, "findings_traces", edition)
        return [
            sql.SQL(FINDINGS).format(table=findings),
            sql.SQL(TRACES).format(table=left),
            sql.SQL(COMPARED).format(table=table(schema, "findings_compared", edition)),
            sql.SQL(BY_CASE).format(table=findings, index=index("findings", edition, "case")),
            sql.SQL(BY_UNIT).format(table=findings, index=index("findings", edition, "unit")),
            sql.SQL(BY_CASE).format(table=left, index=index("findings_traces", edition, "case")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        cases = list(batch.cases)
        judged = self._auditing.judge_through_time(batch.histories(self._log))
        rewrite(conn, batch, table(schema, "findings", edition), FINDING + TIME, cases, map(_finding, judged.findings))
        # What receptions and places leave behind stands from its own event on: nothing later takes it back.
        other = (t for history in batch.contacts.values() for t in contact_traces(history))
        left = [*judged.traces, *(Stood(trace, trace.at, None) for trace in other)]
        touched: list[StreamId] = [*cases, *batch.contacts]
        rewrite(conn, batch, table(schema, "findings_traces", edition), TRACE + TIME, touched, map(_trace, left))


def _finding(stood: Stood[Finding]) -> Sequence[object]:
    f = stood.what
    facts = json.dumps(dict(f.facts), ensure_ascii=False, sort_keys=True)
    told = (f.case, f.rule, f.severity.value, f.why, f.since, f.unit, list(f.positions), facts)
    return *told, stood.begins, stood.ends or "infinity"


def _trace(stood: Stood[Trace]) -> Sequence[object]:
    t = stood.what
    shingles = array(WORD, sorted(t.shingles)).tobytes()
    told = (t.case, t.position, t.kind, t.at, t.on, t.actor, t.unit, t.category, t.station, t.track, t.value)
    return *told, t.due, t.began, t.voter, shingles, stood.begins, stood.ends or "infinity"


def shingles_of(stored: bytes) -> frozenset[int]:
    """Read what `_trace` wrote."""
    return frozenset(array(WORD, stored))
