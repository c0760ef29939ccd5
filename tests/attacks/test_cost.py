"""T12 and T14: many writers at once leave the log dense and in the order of commits; what it costs a command."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest

from application.ports import LostRace
from application.sealing import sealed
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.event_store.log import PostgresEventLog
from infrastructure.event_store.recorder import Datastore, DensePositionRecorder
from infrastructure.postgres.in_loop import LoopConnections
from infrastructure.postgres.migrate import APP, FOLDER
from tests.attacks.conftest import Table
from tests.support.random_cases import in_order, lives
from tests.support.server import Server

WRITERS, EACH = 8, 150
ROUNDS = 400


def without_leaves(schema: str) -> bytes:
    """The function that appends, without the log: only for measuring what the log costs."""
    text = (FOLDER / "0017_append.sql").read_text(encoding="utf-8").replace("CREATE FUNC", "CREATE OR REPLACE FUNC")
    start = text.index("    INSERT INTO {schema}.log_entry")
    end = text.index("    RETURN held.last + 1;")
    return (text[:start] + text[end:]).replace("{schema}", schema).encode()


def test_writers_at_once_leave_a_dense_log_in_the_order_of_commits(plant: Plant, table: Table) -> None:
    keeper = plant.system.desk._keeper
    batches = [sealed(in_order(lives(plant, EACH // 4, seed=seed)), keeper) for seed in range(100, 100 + WRITERS)]
    lost: list[int] = []

    def write(appends: Sequence[Any]) -> None:
        for append in appends:
            try:
                plant.system.log.append([append])
                if Random(append.after_version).random() < 0.1:
                    plant.system.log.append([append])  # the same again: the first is found, nothing is added
            except LostRace:
                lost.append(1)

    threads = [threading.Thread(target=write, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    s = plant.settings.schema
    with psycopg.connect(plant.urls.admin) as conn:
        query = f"SELECT leaf_index, rec FROM {s}.log_entry ORDER BY leaf_index"
        leaves = conn.execute(query.encode()).fetchall()
        query = f"SELECT notification_id FROM {s}.stored_events ORDER BY 1"
        events = [row[0] for row in conn.execute(query.encode()).fetchall()]
    assert [row[0] for row in leaves] == list(range(len(leaves))) and not lost
    assert [row[1] for row in leaves] == sorted(row[1] for row in leaves)
    assert events == list(range(1, len(leaves)))
    table.tell("T12", tried=len(events), passed=len(events))


@pytest.fixture
def without_log(server: Server, tmp_path: Path) -> Iterator[PostgresEventLog]:
    """A store of its own in which events have no leaves and no guard that asks for them."""
    settings = server.settings(tmp_path / "var")
    s = settings.schema
    with bootstrap.opened(settings) as other:
        with psycopg.connect(other.urls.admin, autocommit=True) as conn:
            for trigger in ("dense", "must_be_logged"):
                conn.execute(f"ALTER TABLE {s}.stored_events DISABLE TRIGGER {trigger}".encode())
            conn.execute(without_leaves(s))
        tasks = LoopConnections(other.urls.app, role=APP)
        yield PostgresEventLog(DensePositionRecorder(Datastore(other.projector._pool, s)), tasks)


@pytest.mark.judges
def test_the_log_costs_a_command_less_than_a_millisecond(
    plant: Plant, without_log: PostgresEventLog, table: Table
) -> None:
    first = [a for a in in_order(lives(plant, ROUNDS, seed=77)) if a.after_version == 0]
    appends = sealed(first, plant.system.desk._keeper)
    with_log, without = [], []
    for number, append in enumerate(appends):
        log, times = (plant.system.log, with_log) if number % 2 else (without_log, without)
        times.append(_seconds(lambda log=log, append=append: log.append([append])))  # type: ignore[misc]
    logged, bare_ms = statistics.median(with_log) * 1000, statistics.median(without) * 1000
    said = f"append p50 {logged:.2f} ms with the log, {bare_ms:.2f} ms without"
    table.tell("T14", tried=len(appends), passed=len(appends) if logged - bare_ms <= 1.0 else 0, judges=(said,))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
