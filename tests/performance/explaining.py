"""What the database does for an answer: the plan of every statement that takes its time, with times and buffers."""

from collections.abc import Callable
from typing import Any

from tests.performance.measuring import say
from tests.support.plans import Explained
from tests.support.plans import explained as carried_out

QUICK = 2.0
"""Milliseconds below which a plan is of no interest."""


def explained(ask: Callable[[], object]) -> None:
    """Ask, and say how each statement that takes its time is carried out."""
    for one in carried_out(ask, "ANALYZE, BUFFERS, FORMAT JSON"):
        if one.told["Execution Time"] + one.told["Planning Time"] >= QUICK:
            _tell(one)


def _tell(one: Explained) -> None:
    say(f"      {one.statement[:300]}")
    say(f"      planned in {one.told['Planning Time']:.1f} ms, executed in {one.told['Execution Time']:.1f} ms")
    _tell_node(one.told["Plan"], 4)


def _tell_node(node: dict[str, Any], depth: int) -> None:
    name = " ".join(str(node[key]) for key in ("Node Type", "Relation Name", "Index Name") if key in node)
    rows = f"{node['Actual Rows'] * node['Actual Loops']:,.0f} of {node['Plan Rows'] * node['Actual Loops']:,.0f} rows"
    removed = f", {node['Rows Removed by Filter']:,} filtered out" if node.get("Rows Removed by Filter") else ""
    read = f"{node['Shared Hit Blocks'] + node['Shared Read Blocks']:,} pages"
    say(f"{'  ' * depth}{name}: {rows}{removed}, {node['Actual Total Time']:.1f} ms, {read}")
    for inner in node.get("Plans", ()):
        _tell_node(inner, depth + 1)
