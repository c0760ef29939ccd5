"""A view is rebuilt beside the one in use and then takes its place; it is never altered.

Interrupted, it goes on where it stopped: the edition being built keeps what it has still to be filled with.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from typing import Any

import psycopg
from psycopg import sql

from infrastructure import view_tables
from infrastructure.collecting import collected_rarely
from infrastructure.postgres.migrate import OWNER
from infrastructure.postgres.pool import connection_settings
from infrastructure.projector import Projector
from infrastructure.tracking import Tracked

LOCK = 0x48555952
"""Advisory lock: one rebuild at a time."""
STREAMS = 500
"""Streams whose rows are made in one transaction."""
AT_ONCE = 4
"""Indexes that are made at the same time, at the most."""
FOR_INDEXES = "256MB"
"""Memory of the server's for each of them."""
Progress = Callable[[int, int], None]
"""Called with events done and events in all."""
Fill = Callable[[Sequence[int]], None]
"""Fills stretches, each named by its end, of all editions being built; returns when they are full."""


@contextmanager
def one_at_a_time(admin_url: str) -> Iterator[None]:
    """Wait until no other rebuild is under way, and hold back the next."""
    with psycopg.connect(**connection_settings(admin_url), autocommit=True) as conn:
        conn.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield


class Rebuild:
    """New editions of all views of a projector, from the log's beginning to being in use.

    Whoever begins it sees to it that these views are rebuilt by nobody else: see `one_at_a_time`.
    """

    def __init__(self, admin_url: str, schema: str, projector: Projector, head: Callable[[], int]) -> None:
        self._admin_url, self._schema, self._projector, self._head = admin_url, schema, projector, head

    def run(self, progress: Progress, *, stretches: int = 1, fill: Fill | None = None) -> list[Tracked]:
        """Build new editions up to the log's head and put them in place of the old ones; return them.

        `fill` has what is to be filled done by others; `stretches` is into how many parts it is divided for them.
        """
        with self._connected() as conn:
            end = self._head()
            for view in self._projector.views:
                view_tables.begin(conn, self._schema, view, end, stretches)
            with collected_rarely():
                (fill or (lambda ends: self._fill(ends, progress)))(self._ends())
            progress(end, end)
            self._make_ready()
            self._projector.follow(conn)
            self._catch_up(progress)
            finished = self._building()
            for new in finished:
                view_tables.put_in_use(conn, self._schema, new)
        return finished

    def done(self) -> tuple[int, int]:
        """How many events all editions have taken in, and how many there are."""
        head, building = self._head(), self._building()
        return head - max((t.left for t in building), default=head), head

    def _fill(self, ends: Sequence[int], progress: Progress) -> None:
        for up_to in ends:
            progress(*self.done())
            while self._projector.fill(up_to, STREAMS):
                progress(*self.done())

    def _make_ready(self) -> None:
        """Index and count every edition that has been filled, several at a time: the work is the server's."""
        needed = [view_tables.making_ready(self._schema, new) for new in self._building()]
        with ThreadPoolExecutor(min(os.cpu_count() or 1, AT_ONCE)) as pool:
            for steps in zip(*needed, strict=True):
                for done in [pool.submit(self._take, step) for step in chain.from_iterable(steps)]:
                    done.result()

    def _take(self, step: view_tables.Step) -> None:
        with self._connected() as conn:
            conn.execute(sql.SQL("SET maintenance_work_mem = {}").format(sql.Literal(FOR_INDEXES)))
            step(conn)

    def _catch_up(self, progress: Progress) -> None:
        while behind := [t for t in self._building() if t.position < self._head()]:
            position = min(t.position for t in behind)
            progress(position, self._head())
            self._projector.apply([t for t in behind if t.position == position], position)
        progress(self._head(), self._head())

    def _ends(self) -> list[int]:
        return sorted({stretch.up_to for t in self._building() for stretch in t.unfilled})

    def _building(self) -> list[Tracked]:
        return self._projector.tracked(current=False)

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection that may make tables."""
        with psycopg.connect(**connection_settings(self._admin_url), autocommit=True) as conn:
            conn.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
            yield conn
