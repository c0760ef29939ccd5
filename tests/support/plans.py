"""How the database goes about an answer: the plan of every statement it takes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import psycopg
from psycopg.rows import tuple_row


@dataclass(frozen=True, slots=True)
class Explained:
    """A statement that reads, and what EXPLAIN says of it."""

    statement: str
    told: dict[str, Any]

    def read_whole(self) -> set[str]:
        """The tables and indexes that are read from end to end, unless it stops at the rows of a page."""
        found, waiting = set(), [(self.told["Plan"], False)]
        while waiting:
            node, stops = waiting.pop()
            if node["Node Type"] == "Seq Scan":
                found.add(node["Relation Name"])
            elif "Index Name" in node and "Index Cond" not in node and not stops:
                found.add(node["Index Name"])
            # Whatever is sorted or grouped is read to its end first.
            stops = node["Node Type"] == "Limit" or (stops and node["Node Type"] not in ("Sort", "Aggregate", "Hash"))
            waiting += [(inner, stops) for inner in node.get("Plans", ())]
        return found


def explained(ask: Callable[[], object], options: str = "FORMAT JSON") -> list[Explained]:
    """Ask, and return how each statement that reads is carried out. What other threads read meanwhile is theirs."""
    execute, found, asking = psycopg.Cursor.execute, [], threading.get_ident()

    def spy(curs: psycopg.Cursor[Any], query: Any, params: Any = None, **more: Any) -> Any:
        told = query.as_string(curs) if isinstance(query, psycopg.sql.Composable) else str(query)
        if threading.get_ident() == asking and told.lstrip().startswith(("SELECT", "WITH")):
            with curs.connection.cursor(row_factory=tuple_row) as beside:
                row = execute(beside, f"EXPLAIN ({options}) {told}".encode(), params).fetchone()
            assert row is not None
            found.append(Explained(told, row[0][0]))
        return execute(curs, query, params, **more)

    with patch.object(psycopg.Cursor, "execute", spy):
        ask()
    return found
