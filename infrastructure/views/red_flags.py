"""红旗: what the rules find in each case, and the traces by which cases are held against one another."""

import json
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql

from application.auditing import Auditing
from application.ports import EventLog, StreamId
from domain.redflags.contact_traces import contact_traces
from domain.redflags.finding import Finding
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
RED_FLAGS = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, rule text NOT NULL, severity text NOT NULL, why text NOT NULL, since timestamptz NOT NULL,
    unit text, positions bigint[] NOT NULL, facts jsonb NOT NULL)
"""
TRACES = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, position bigint NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, day date NOT NULL,
    actor text NOT NULL, unit text, category text, station text, track text, value text, due date, began date,
    voter text, shingles bytea NOT NULL)
"""
BY_CASE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (case_id)"
BY_RULE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (rule, since)"
WORD = 4
"""Bytes of one shingle's digest."""


class RedFlags:
    """Findings per case, kept up with the log."""

    name = "red_flags"

    def __init__(self, log: EventLog, auditing: Auditing) -> None:
        self._log, self._auditing = log, auditing

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        findings, left = table(schema, "red_flags", edition), table(schema, "traces", edition)
        return [
            sql.SQL(RED_FLAGS).format(table=findings),
            sql.SQL(TRACES).format(table=left),
            sql.SQL(BY_CASE).format(table=findings, index=index("red_flags", edition, "case")),
            sql.SQL(BY_RULE).format(table=findings, index=index("red_flags", edition, "rule")),
            sql.SQL(BY_CASE).format(table=left, index=index("traces", edition, "case")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        cases = list(batch.cases)
        judged = self._auditing.judge(self._log.histories(cases, batch.records[-1].position))
        rewrite(conn, table(schema, "red_flags", edition), FINDING, cases, map(_finding, judged.findings))
        left = [*judged.traces, *(t for history in batch.contacts.values() for t in contact_traces(history))]
        touched: list[StreamId] = [*cases, *batch.contacts]
        rewrite(conn, table(schema, "traces", edition), TRACE, touched, map(_trace, left))


def _finding(f: Finding) -> Sequence[object]:
    facts = json.dumps(dict(f.facts), ensure_ascii=False, sort_keys=True)
    return (f.case, f.rule, f.severity.value, f.why, f.since, f.unit, list(f.positions), facts)


def _trace(t: Trace) -> Sequence[object]:
    shingles = b"".join(number.to_bytes(WORD, "big") for number in sorted(t.shingles))
    return (
        t.case,
        t.position,
        t.kind,
        t.at,
        t.on,
        t.actor,
        t.unit,
        t.category,
        t.station,
        t.track,
        t.value,
        t.due,
        t.began,
        t.voter,
        shingles,
    )


def shingles_of(stored: bytes) -> frozenset[int]:
    """Read what `_trace` wrote."""
    return frozenset(int.from_bytes(stored[n : n + WORD], "big") for n in range(0, len(stored), WORD))
