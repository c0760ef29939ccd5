"""The tables of each edition of each view: made, found wanting, made ready for use, dropped."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import psycopg
from psycopg import sql

from infrastructure.tracking import Tracked
from infrastructure.views import register, stages, workload
from infrastructure.views.counts import Counts
from infrastructure.views.view import Tables

LATER = re.compile(r"\s*CREATE (UNIQUE )?INDEX (?!.*\(case_id\)\s*$)", re.DOTALL)
"""Made when an edition is full: an index made at once of all rows costs a fraction of one kept up while they come.

All but those by which the rows of a case are found, should they have to be made anew meanwhile.
"""
TABLE = re.compile(r'\s*CREATE TABLE IF NOT EXISTS "[^"]+"\."([^"]+)"')
COUNTS: tuple[Counts, ...] = (register.COUNTS, workload.COUNTS, workload.HANDLERS, stages.COUNTS)


def make_first_editions(conn: psycopg.Connection[Any], schema: str, views: Sequence[Tables]) -> list[str]:
    """Make edition 1 of every view that has none in use; return the views whose edition in use lacks a table.

    These have to be rebuilt. Whatever index is missing is made. Views that there are no more are tracked no more.
    """
    names = [view.name for view in views]
    with conn.transaction():
        for table in (unfilled(schema), tracking(schema)):
            conn.execute(sql.SQL("DELETE FROM {} WHERE view <> ALL(%s)").format(table), [names])
    present, stale = _in_use(conn, schema), incomplete(conn, schema, views)
    for view in views:
        if view.name not in present:
            make(conn, schema, view, 1)
            query = "INSERT INTO {} (view, edition, position, current) VALUES (%s, 1, 0, true)"
            conn.execute(sql.SQL(query).format(tracking(schema)), [view.name])
        elif view.name not in stale:
            make(conn, schema, view, present[view.name])
    return stale


def incomplete(conn: psycopg.Connection[Any], schema: str, views: Sequence[Tables]) -> list[str]:
    """The views whose edition in use lacks a table: an older version made it, and it has to be rebuilt."""
    present = _in_use(conn, schema)
    return [v.name for v in views if v.name in present and not _whole(conn, schema, v, present[v.name])]


def make(conn: psycopg.Connection[Any], schema: str, view: Tables, edition: int, *, to_be_filled: bool = False) -> None:
    """Make whatever an edition has not yet; one that is to be filled gets its indexes when it is full."""
    for statement in view.tables(schema, edition):
        if not (to_be_filled and LATER.match(statement.as_string(conn))):
            conn.execute(statement)


Step = Callable[[psycopg.Connection[Any]], None]
"""A part of making an edition ready, on a connection that may make tables."""


def making_ready(schema: str, filled: Tracked) -> tuple[list[Step], list[Step], list[Step]]:
    """What an edition needs once it is full: its indexes, then its counts, then what the planner goes by.

    The steps of each list may be taken at the same time, each on a connection of its own.
    """
    view, edition = filled.view, filled.edition
    indexes: list[Step] = [partial(_execute, statement) for statement in view.tables(schema, edition)]
    counted: list[Step] = [partial(_count, schema, edition, counts) for counts in COUNTS if counts.view == view.name]
    return indexes, counted, [partial(_analyze, schema, view, edition)]


def _execute(statement: sql.Composed, conn: psycopg.Connection[Any]) -> None:
    conn.execute(statement)


def _count(schema: str, edition: int, counts: Counts, conn: psycopg.Connection[Any]) -> None:
    with conn.transaction():
        counts.count(conn, schema, edition)


def _analyze(schema: str, view: Tables, edition: int, conn: psycopg.Connection[Any]) -> None:
    for name in sorted(_names(conn, schema, view, edition)):
        conn.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(f"{schema}_views", name)))


def begin(conn: psycopg.Connection[Any], schema: str, view: Tables, end: int, stretches: int) -> None:
    """Start a new edition, unless one is under way, and drop what the last rebuild replaced."""
    query = sql.SQL("SELECT edition, current FROM {} WHERE view = %s").format(tracking(schema))
    editions = dict(conn.execute(query, [view.name]).fetchall())
    for edition in [e for e, current in editions.items() if not current and not _whole(conn, schema, view, e)]:
        _give_up(conn, schema, view, edition)
        del editions[edition]
    _drop_retired(conn, schema, view, editions)
    if not all(editions.values()):
        return
    edition = max(editions, default=0) + 1
    make(conn, schema, view, edition, to_be_filled=True)
    marks = [end * n // stretches for n in range(stretches + 1)]
    with conn.transaction():
        for after, up_to in pairwise(marks):
            if after < up_to:
                row = sql.SQL("INSERT INTO {} (view, edition, after, up_to) VALUES (%s, %s, %s, %s)")
                conn.execute(row.format(unfilled(schema)), [view.name, edition, after, up_to])
        row = sql.SQL("INSERT INTO {} (view, edition, position, filling_to) VALUES (%s, %s, 0, %s)")
        conn.execute(row.format(tracking(schema)), [view.name, edition, end])


def _give_up(conn: psycopg.Connection[Any], schema: str, view: Tables, edition: int) -> None:
    """Track an edition no more that an older version began, which had not all of its tables."""
    with conn.transaction():
        for table in (unfilled(schema), tracking(schema)):
            conn.execute(sql.SQL("DELETE FROM {} WHERE view = %s AND edition = %s").format(table), [view.name, edition])


def put_in_use(conn: psycopg.Connection[Any], schema: str, new: Tracked) -> None:
    """Put a new edition in the place of the old one; the projector carries on from where it stands."""
    table, key = tracking(schema), [new.view.name]
    with conn.transaction():
        conn.execute(sql.SQL("DELETE FROM {} WHERE view = %s AND current").format(table), key)
        query = sql.SQL("UPDATE {} SET current = true WHERE view = %s AND edition = %s").format(table)
        conn.execute(query, [*key, new.edition])


def _drop_retired(conn: psycopg.Connection[Any], schema: str, view: Tables, kept: Collection[int]) -> None:
    """Replaced tables outlive their rebuild, so that a reader in the middle of one still finds it."""
    for name in sorted(_tables(conn, schema)):
        found = re.fullmatch(rf"{view.name}(_[a-z]+)?_([0-9]+)", name)
        if found and int(found[2]) not in kept:
            conn.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(f"{schema}_views", name)))


def _in_use(conn: psycopg.Connection[Any], schema: str) -> dict[str, int]:
    """The edition in use of each view that has one."""
    query = sql.SQL("SELECT view, edition FROM {} WHERE current").format(tracking(schema))
    return dict(conn.execute(query).fetchall())


def _whole(conn: psycopg.Connection[Any], schema: str, view: Tables, edition: int) -> bool:
    """Whether an edition has all tables it should have."""
    return _names(conn, schema, view, edition) <= _tables(conn, schema)


def _names(conn: psycopg.Connection[Any], schema: str, view: Tables, edition: int) -> set[str]:
    """The tables an edition should have, by the statements that make them."""
    made = (TABLE.match(statement.as_string(conn)) for statement in view.tables(schema, edition))
    return {found[1] for found in made if found}


def _tables(conn: psycopg.Connection[Any], schema: str) -> set[str]:
    """The tables there are, of all editions of all views."""
    found = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [f"{schema}_views"])
    return {row[0] for row in found.fetchall()}


def tracking(schema: str) -> sql.Identifier:
    """The table of how far each edition has read."""
    return sql.Identifier(f"{schema}_views", "tracking")


def unfilled(schema: str) -> sql.Identifier:
    """The table of what editions have still to be filled with."""
    return sql.Identifier(f"{schema}_views", "unfilled")
