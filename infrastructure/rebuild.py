"""A view is rebuilt beside the one in use and then takes its place; it is never altered.

Interrupted, it goes on where it stopped: the edition being built keeps its own position.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from infrastructure.postgres.migrate import OWNER
from infrastructure.postgres.pool import connection_settings
from infrastructure.projector import Projector
from infrastructure.tracking import Tracked
from infrastructure.views.view import Tables, View

LOCK = 0x48555952
"""Advisory lock: one rebuild at a time."""
STREAMS = 1_000
"""Streams whose rows are made in one transaction."""
LATER = re.compile(r"\s*CREATE (UNIQUE )?INDEX (?!.*\(case_id\)\s*$)", re.DOTALL)
"""Indexes that nobody needs while rows are made: all but those by which a case's rows are replaced."""
TABLE = re.compile(r'\s*CREATE TABLE IF NOT EXISTS "[^"]+"\."([^"]+)"')
FOR_INDEXES = "256MB"
Progress = Callable[[int, int], None]
"""Called with events done and events in all."""


def make_first_editions(conn: psycopg.Connection[Any], schema: str, views: Sequence[Tables]) -> list[str]:
    """Make edition 1 of every view that has none in use; return the views whose edition in use lacks a table.

    These have to be rebuilt. Whatever index is missing is made. Views that there are no more are tracked no more.
    """
    tracking = _tracking(schema)
    conn.execute(sql.SQL("DELETE FROM {} WHERE view <> ALL(%s)").format(tracking), [[view.name for view in views]])
    present, stale = _in_use(conn, schema), incomplete(conn, schema, views)
    for view in views:
        if view.name not in present:
            _make(conn, schema, view, 1)
            conn.execute(
                sql.SQL("INSERT INTO {} (view, edition, position, current) VALUES (%s, 1, 0, true)").format(tracking),
                [view.name],
            )
        elif view.name not in stale:
            _make(conn, schema, view, present[view.name])
    return stale


def incomplete(conn: psycopg.Connection[Any], schema: str, views: Sequence[Tables]) -> list[str]:
    """The views whose edition in use lacks a table: an older version made it, and it has to be rebuilt."""
    present, there = _in_use(conn, schema), _tables(conn, schema)
    return [v.name for v in views if v.name in present and not _names(conn, schema, v, present[v.name]) <= there]


def _in_use(conn: psycopg.Connection[Any], schema: str) -> dict[str, int]:
    """The edition in use of each view that has one."""
    query = sql.SQL("SELECT view, edition FROM {} WHERE current").format(_tracking(schema))
    return dict(conn.execute(query).fetchall())


def _names(conn: psycopg.Connection[Any], schema: str, view: Tables, edition: int) -> set[str]:
    """The tables an edition should have, by the statements that make them."""
    made = (TABLE.match(statement.as_string(conn)) for statement in view.tables(schema, edition))
    return {found[1] for found in made if found}


def _tables(conn: psycopg.Connection[Any], schema: str) -> set[str]:
    """The tables there are, of all editions of all views."""
    found = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [f"{schema}_views"])
    return {row[0] for row in found.fetchall()}


@contextmanager
def one_at_a_time(admin_url: str) -> Iterator[None]:
    """Wait until no other rebuild is under way, and hold back the next."""
    with psycopg.connect(**connection_settings(admin_url), autocommit=True) as conn:
        conn.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield


def rebuild(
    admin_url: str,
    schema: str,
    projector: Projector,
    views: Sequence[View],
    head: Callable[[], int],
    progress: Progress,
) -> list[Tracked]:
    """Build a new edition of the views up to the log's head and put it in place of the old one.

    Whoever calls it sees to it that these views are rebuilt by nobody else: see `one_at_a_time`.
    """
    with psycopg.connect(**connection_settings(admin_url), autocommit=True) as conn:
        conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
        end = head()
        for view in views:
            _begin(conn, schema, view, end)
        _fill(projector, views, head, progress)
        conn.execute(sql.SQL("SET maintenance_work_mem = {}").format(sql.Literal(FOR_INDEXES)))
        for new in _of(projector.tracked(current=False), views):
            _make(conn, schema, new.view, new.edition)
            _analyze(conn, schema, new)
        while building := _behind(projector, views, head()):
            position = building[0].position
            progress(position, head())
            projector.apply([t for t in building if t.position == position], position)
        progress(head(), head())
        finished = _of(projector.tracked(current=False), views)
        for new in finished:
            _swap(conn, schema, new)
    return finished


def _fill(projector: Projector, views: Sequence[View], head: Callable[[], int], progress: Progress) -> None:
    """Make the rows of every stream there was when each edition was begun, those furthest behind first."""
    while filling := [t for t in _of(projector.tracked(current=False), views) if t.filled is not None]:
        first = min(filling, key=lambda t: (t.filled, t.filling_to))
        progress(first.filled or 0, head())
        alike = [t for t in filling if (t.filled, t.filling_to) == (first.filled, first.filling_to)]
        projector.fill(alike, STREAMS)


def _begin(conn: psycopg.Connection[Any], schema: str, view: Tables, end: int) -> None:
    """Start a new edition, unless one is under way, and drop what the last rebuild replaced."""
    tracking = _tracking(schema)
    query = sql.SQL("SELECT edition, current FROM {} WHERE view = %s").format(tracking)
    editions, there = dict(conn.execute(query, [view.name]).fetchall()), _tables(conn, schema)
    for edition in [e for e, current in editions.items() if not current and not _names(conn, schema, view, e) <= there]:
        # Begun by an older version that had not all of its tables.
        conn.execute(sql.SQL("DELETE FROM {} WHERE view = %s AND edition = %s").format(tracking), [view.name, edition])
        del editions[edition]
    _drop_retired(conn, schema, view, editions)
    if not all(editions.values()):
        return
    edition = max(editions, default=0) + 1
    _make(conn, schema, view, edition, to_be_filled=True)
    conn.execute(
        sql.SQL("INSERT INTO {} (view, edition, position, filled, filling_to) VALUES (%s, %s, 0, 0, %s)").format(
            tracking
        ),
        [view.name, edition, end],
    )


def _drop_retired(conn: psycopg.Connection[Any], schema: str, view: Tables, kept: Collection[int]) -> None:
    """Replaced tables outlive their rebuild, so that a reader in the middle of one still finds it."""
    for name in sorted(_tables(conn, schema)):
        found = re.fullmatch(rf"{view.name}(_[a-z]+)?_([0-9]+)", name)
        if found and int(found[2]) not in kept:
            conn.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(f"{schema}_views", name)))


def _make(
    conn: psycopg.Connection[Any], schema: str, view: Tables, edition: int, *, to_be_filled: bool = False
) -> None:
    """Make whatever an edition has not yet; one that is to be filled gets most of its indexes when it is full.

    An index made at once of all rows costs a fraction of one that is kept up while they come.
    """
    for statement in view.tables(schema, edition):
        if not (to_be_filled and LATER.match(statement.as_string(conn))):
            conn.execute(statement)


def _analyze(conn: psycopg.Connection[Any], schema: str, filled: Tracked) -> None:
    """Tell the planner what the tables hold; by itself it would find out a minute too late."""
    for name in sorted(_names(conn, schema, filled.view, filled.edition)):
        conn.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(f"{schema}_views", name)))


def _behind(projector: Projector, views: Sequence[View], head: int) -> list[Tracked]:
    building = [t for t in _of(projector.tracked(current=False), views) if t.position < head]
    return sorted(building, key=lambda t: t.position)


def _of(tracked: Sequence[Tracked], views: Sequence[View]) -> list[Tracked]:
    names = {view.name for view in views}
    return [t for t in tracked if t.view.name in names]


def _swap(conn: psycopg.Connection[Any], schema: str, new: Tracked) -> None:
    """Put the new edition in use; the projector carries on from where it stands."""
    tracking = _tracking(schema)
    with conn.transaction():
        conn.execute(sql.SQL("DELETE FROM {} WHERE view = %s AND current").format(tracking), [new.view.name])
        conn.execute(
            sql.SQL("UPDATE {} SET current = true WHERE view = %s AND edition = %s").format(tracking),
            [new.view.name, new.edition],
        )


def _tracking(schema: str) -> sql.Identifier:
    return sql.Identifier(f"{schema}_views", "tracking")
