"""How the database goes about an answer: the plan of every statement it takes, with times and buffers."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import psycopg

from tests.performance.measuring import say

QUICK = 2.0
"""Milliseconds below which a plan is of no interest."""


def explained(ask: Callable[[], object]) -> None:
    """Ask, and say how each statement that takes its time is carried out."""
    execute = psycopg.Connection.execute

    def spy(conn: psycopg.Connection[Any], query: Any, params: Any = None, **more: Any) -> Any:
        told = query.as_string(conn) if isinstance(query, psycopg.sql.Composable) else str(query)
        if told.lstrip().startswith(("SELECT", "WITH")):
            _tell(execute(conn, f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {told}", params).fetchone(), told)
        return execute(conn, query, params, **more)

    with patch.object(psycopg.Connection, "execute", spy):
        ask()


def _tell(row: Any, statement: str) -> None:
    [told] = row["QUERY PLAN"] if isinstance(row, dict) else row[0]
    if told["Execution Time"] + told["Planning Time"] >= QUICK:
        say(f"      {statement[:300]}")
        say(f"      planned in {told['Planning Time']:.1f} ms, executed in {told['Execution Time']:.1f} ms")
        _tell_node(told["Plan"], 4)


def _tell_node(node: dict[str, Any], depth: int) -> None:
    name = " ".join(str(node[key]) for key in ("Node Type", "Relation Name", "Index Name") if key in node)
    rows = f"{node['Actual Rows'] * node['Actual Loops']:,.0f} of {node['Plan Rows'] * node['Actual Loops']:,.0f} rows"
    removed = f", {node['Rows Removed by Filter']:,} filtered out" if node.get("Rows Removed by Filter") else ""
    read = f"{node['Shared Hit Blocks'] + node['Shared Read Blocks']:,} pages"
    say(f"{'  ' * depth}{name}: {rows}{removed}, {node['Actual Total Time']:.1f} ms, {read}")
    for inner in node.get("Plans", ()):
        _tell_node(inner, depth + 1)
