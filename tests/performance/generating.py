"""An office of any size in a fresh store: lives in their hundred thousands, by COPY, through the real mapper.

Several processes each live every so-manieth case. They go from window to window of days together: once each has said
how many events its window holds, every one of them knows its positions, which are dense and follow the days.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count, islice
from multiprocessing.context import SpawnContext
from multiprocessing.sharedctypes import SynchronizedArray
from multiprocessing.synchronize import Barrier
from typing import Any

import psycopg

from domain.evidence.entries import entry_of
from infrastructure import bootstrap
from infrastructure.keeper.wrapping import FileKeyWrapper
from infrastructure.postgres.in_loop import LoopConnections
from infrastructure.postgres.migrate import KEEPER, OWNER
from infrastructure.postgres.pool import connection_settings, open_pool
from infrastructure.settings import Settings
from tests.performance.filling import bare, copy
from tests.performance.lives import DAYS, Shard
from tests.performance.sealing_in_bulk import Ahead, BulkKeeper, Written

PROCESSES = 2
AT_ONCE = 500
"""Events in a window, about, where a single day does not hold more."""
PER_CASE = 8
PATIENCE = 600.0
"""Seconds one process waits for another at the end of a window."""
Progress = Callable[[int, int], None]
"""Called with cases done and cases in all."""
EVENT = {
    "originator_id": "uuid",
    "originator_version": "int8",
    "topic": "text",
    "state": "bytea",
    "notification_id": "int8",
}
LEAF = {"leaf_index": "int8", "entry": "bytea", "rec": "timestamptz"}
KEY = {"kid": "text", "case_id": "uuid", "subject": "text", "wrapped": "bytea", "epoch": "int4"}
BLIND = {"digest": "bytea", "kid": "text"}


@dataclass(frozen=True, slots=True)
class Shared:
    """What the processes tell one another."""

    counts: "SynchronizedArray[int]"
    """Events that each has in the window at hand."""
    cases: "SynchronizedArray[int]"
    """Cases that each has begun."""
    together: Barrier


def generate(settings: Settings, cases: int, progress: Progress, processes: int = PROCESSES) -> int:
    """Fill a migrated store that holds no event yet; return how many events it holds then."""
    found, s = bootstrap.urls(settings), settings.schema
    FileKeyWrapper(settings.var / "keys")  # made once, before several ask for it
    with psycopg.connect(**connection_settings(found.admin), autocommit=True) as conn:
        conn.execute(f"SET ROLE {OWNER}".encode())
        with bare(conn, [f"{s}.stored_events", f"{s}.log_entry", f"{s}_keeper.subject_key", f"{s}_keeper.blind_index"]):
            _fill(settings, cases, processes, progress)
        issued = "SET last = (SELECT max(notification_id) FROM {s}.stored_events), rec = clock_timestamp()"
        row = conn.execute(f"UPDATE {s}.position {issued.format(s=s)} RETURNING last".encode()).fetchone()
    assert row is not None
    return int(row[0])


def _fill(settings: Settings, cases: int, processes: int, progress: Progress) -> None:
    context = multiprocessing.get_context("spawn")
    shared = _shared(context, processes)
    shards = [Shard(cases, number, processes) for number in range(processes)]
    workers = [context.Process(target=_work, args=(settings, shard, shared), daemon=True) for shard in shards]
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        time.sleep(0.2)
        progress(sum(shared.cases[:]), cases)
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("a process that generated cases failed; it said why")


def _shared(context: SpawnContext, processes: int) -> Shared:
    counts, begun = context.Array("q", processes), context.Array("q", processes)
    return Shared(counts, begun, context.Barrier(processes, timeout=PATIENCE))


def _work(settings: Settings, shard: Shard, shared: Shared) -> None:
    """Live one part of the cases and write them down; a fault here ends the others as well."""
    try:
        found = bootstrap.urls(settings)
        with (
            closing(open_pool(found.keeper, role=KEEPER, max_size=1)) as pool,
            closing(LoopConnections(found.keeper, role=KEEPER)) as of_tasks,
            psycopg.connect(**connection_settings(found.admin)) as conn,
        ):
            keeper = BulkKeeper(pool, settings.schema, FileKeyWrapper(settings.var / "keys"), of_tasks)
            conn.execute(f"SET ROLE {OWNER}; SET synchronous_commit = off".encode())
            Scribe(conn, settings, shard, shared).write(Ahead(keeper, settings.origin))
    except BaseException:
        shared.together.abort()
        raise


@dataclass(slots=True)
class Scribe:
    """Writes down one part of the cases, window by window, in step with the others."""

    conn: psycopg.Connection[Any]
    settings: Settings
    shard: Shard
    shared: Shared
    last: int = 0
    """The last position taken by anybody."""

    def write(self, ahead: Ahead) -> None:
        """Write everything."""
        rec = self._begun_at()
        for window in windows(self.shard):
            done: list[Written] = []
            for day, lives in window:
                ahead.begin(lives)
                self.shared.cases[self.shard.number] += len(lives)
                done += ahead.done(day)
            self._copy(done, self._first(sum(len(written.rows) for written in done)), rec, ahead.keeper)
        assert not ahead.days, "something was recorded on a day that nobody came to"

    def _begun_at(self) -> datetime:
        """The instant in the log's leaves: they are written now, whatever the office's clock said in each event."""
        query = f"SELECT entry FROM {self.settings.schema}.log_entry WHERE leaf_index = 0"
        row = self.conn.execute(query.encode()).fetchone()
        assert row is not None
        return entry_of(bytes(row[0])).rec

    def _first(self, events: int) -> int:
        """The first position of this window that is ours: behind those of the others in front of us."""
        counts, number = self.shared.counts, self.shard.number
        counts[number] = events
        self.shared.together.wait()
        told = counts[:]
        self.shared.together.wait()
        first = self.last + sum(told[:number]) + 1
        self.last += sum(told)
        return first

    def _copy(self, done: Sequence[Written], first: int, rec: datetime, keeper: BulkKeeper) -> None:
        schema, keys = self.settings.schema, keeper.taken()
        rows = list(zip(count(first), *_columns(done), strict=False))
        events = [(row.originator_id, row.originator_version, row.topic, row.state, at) for at, row, _ in rows]
        copy(self.conn, f"{schema}.stored_events", EVENT, events)
        copy(self.conn, f"{schema}.log_entry", LEAF, [(at, leaf.at(at, rec), rec) for at, _, leaf in rows])
        copy(self.conn, f"{schema}_keeper.subject_key", KEY, keys.keys)
        copy(self.conn, f"{schema}_keeper.blind_index", BLIND, keys.blind)
        self.conn.commit()


def _columns(done: Sequence[Written]) -> tuple[Iterator[Any], Iterator[Any]]:
    return (
        chain.from_iterable(written.rows for written in done),
        chain.from_iterable(written.leaves for written in done),
    )


def windows(shard: Shard) -> Iterator[list[tuple[date, list[Any]]]]:
    """Days together that hold some `AT_ONCE` events of all processes: the same days for each of them."""
    size = max(1, round(len(DAYS) * AT_ONCE / (shard.cases * PER_CASE)))
    days = shard.lives()
    while window := list(islice(days, size)):
        yield window
