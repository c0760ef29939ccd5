"""Behind PgBouncer in transaction mode everything works: commands, reads, the projector, the sealer, the verifier."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from infrastructure import bootstrap
from infrastructure.evidence.sealing import keep_sealing, seal_once
from infrastructure.settings import Settings
from tests.ha.callers import DeskCaller
from tests.ha.cluster import Cluster
from tests.ha.pooled import database_of, pooled
from tests.ha.processes import wait_until
from tests.support.client import Client
from tests.support.service import serving
from tests.support.tree import Tree

pytestmark = pytest.mark.ha
CALLERS, EACH = 6, 20


@pytest.fixture(scope="module")
def told(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a service behind the pooler."""
    folder = tmp_path_factory.mktemp("pooled")
    with database_of(cluster, "pooled") as database, pooled(cluster, database) as urls:
        yield urls | {"HUYING_VAR": str(folder)}


@pytest.fixture(scope="module")
def settings(told: dict[str, str]) -> Settings:
    """Its settings, on a migrated store."""
    found = Settings.from_env(told)
    bootstrap.migrate_store(found)
    return found


@pytest.fixture(scope="module")
def api(settings: Settings) -> Iterator[Client]:
    """It, served over HTTP, with its projector."""
    with bootstrap.opened(settings) as plant, serving(plant) as client:
        yield client


@pytest.fixture(scope="module")
def written(api: Client) -> int:
    """More callers than server connections have worked at once; how many events that came to."""
    stop = threading.Event()
    callers = [DeskCaller(api.plant, stop) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    wait_until(lambda: all(len(c.receipts) >= EACH or c.unexpected for c in callers), lambda: "no progress")
    stop.set()
    for caller in callers:
        caller.join()
    assert not [fault for caller in callers for fault in caller.unexpected]
    return sum(len(caller.receipts) for caller in callers)


def test_commands_are_stored_once_each(api: Client, written: int) -> None:
    records = api.plant.system.log.after(0, 100_000)
    assert [r.position for r in records] == list(range(1, written + 1))
    assert len({r.stamp.command_id for r in records}) == written


def test_lists_catch_up_with_what_was_written(api: Client, written: int) -> None:
    receipt = api.receive()
    answer = api.get(f"/suggestions?after={receipt['position']}&count=true&limit=1")
    while answer.status_code == 503:
        answer = api.get(f"/suggestions?after={receipt['position']}&count=true&limit=1")
    assert answer.json()["items"][0]["id"] == receipt["id"]
    assert api.case(receipt["id"])["version"] == 1


def test_the_sealer_leaves_no_lock_behind(settings: Settings, written: int) -> None:
    stop = threading.Event()
    keeping = threading.Thread(target=keep_sealing, args=(settings, settings.sealer_database_url, stop), daemon=True)
    keeping.start()
    wait_until((settings.var / "log" / "checkpoint").exists, lambda: "nothing was sealed")
    assert held(settings) == 1
    stop.set()
    keeping.join()
    assert held(settings) == 0
    assert seal_once(settings, str(settings.sealer_database_url), lambda done, of: None) > written


def test_the_log_written_through_a_pooler_verifies(told: dict[str, str], api: Client, written: int) -> None:
    settings = api.plant.settings
    seal_once(settings, str(settings.sealer_database_url), lambda done, of: None)
    report = Tree(Path(told["HUYING_VAR"]), **told).verified()
    assert report["verdict"] == "sound", report


def held(settings: Settings) -> int:
    """Advisory locks held in the database."""
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
    with psycopg.connect(str(settings.admin_database_url)) as conn:
        row = conn.execute(query).fetchone()
    assert row is not None
    return int(row[0])
