"""Lists are read from replicas, and never miss what their asker was told is in."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import psycopg
import pytest

from infrastructure import bootstrap
from infrastructure.settings import Settings
from tests.ha.cluster import Cluster
from tests.ha.pooled import database_of
from tests.ha.processes import wait_until
from tests.support.client import Client
from tests.support.service import serving

pytestmark = pytest.mark.ha


@pytest.fixture(scope="module")
def api(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service that writes to the primary and reads lists from the replicas."""
    with database_of(cluster, "replicated") as database:
        told = {
            "HUYING_DATABASE_URL": cluster.url("huying_app", database=database),
            "HUYING_KEEPER_DATABASE_URL": cluster.url("huying_keeper", database=database),
            "HUYING_ADMIN_DATABASE_URL": cluster.url("postgres", database=database),
            "HUYING_READ_DATABASE_URL": cluster.url("huying_app", port=cluster.read_port, database=database),
            "HUYING_VAR": str(tmp_path_factory.mktemp("replicated")),
        }
        settings = Settings.from_env(told)
        bootstrap.migrate_store(settings)
        with bootstrap.opened(settings) as plant, serving(plant) as client:
            yield client


@contextmanager
def standing_still(cluster: Cluster) -> Iterator[None]:
    """The replicas receive everything, and show nothing of it."""
    for url in cluster.replica_urls():
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute("SELECT pg_wal_replay_pause()")
            # Asked for, it is not so at once: what came in between would be shown.
            wait_until(partial(_paused, conn), lambda: "the replica does not stand still")
    try:
        yield
    finally:
        for url in cluster.replica_urls():
            with psycopg.connect(url, autocommit=True) as conn:
                conn.execute("SELECT pg_wal_replay_resume()")


def _paused(conn: psycopg.Connection[tuple[str]]) -> bool:
    return conn.execute("SELECT pg_get_wal_replay_pause_state()").fetchone() == ("paused",)


def listed(api: Client, after: int | None = None) -> dict[str, object]:
    """One page of the register."""
    answer = api.get("/suggestions?limit=200" + (f"&after={after}" if after else ""))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_list_that_names_no_position_comes_from_a_replica_and_says_where_it_stands(
    api: Client, cluster: Cluster
) -> None:
    first = api.receive()
    wait_until(lambda: listed(api)["position"] == first["position"], lambda: "the replicas did not catch up")
    with standing_still(cluster):
        second = api.receive()
        wait_until(lambda: api.plant.system.views.position() == second["position"], lambda: "the primary stands")
        assert listed(api)["position"] == first["position"]
    wait_until(lambda: listed(api)["position"] == second["position"], lambda: "the replicas did not catch up")


def test_a_list_that_must_include_a_position_waits_a_second_for_the_replica_and_then_asks_the_primary(
    api: Client, cluster: Cluster
) -> None:
    with standing_still(cluster):
        receipt = api.receive()
        wait_until(lambda: api.plant.system.views.position() == receipt["position"], lambda: "the primary stands")
        wait_until(lambda: listed(api)["position"] < receipt["position"], lambda: "no replica answers")
        began = time.monotonic()
        page = listed(api, after=receipt["position"])
        assert 1 <= time.monotonic() - began < 4
        assert page["position"] == receipt["position"]
        assert receipt["id"] in [line["id"] for line in page["items"]]  # type: ignore[attr-defined, index]


def test_a_replica_that_keeps_up_is_not_passed_over(api: Client) -> None:
    receipt = api.receive()
    began = time.monotonic()
    page = listed(api, after=receipt["position"])
    assert time.monotonic() - began < 1
    assert page["position"] == receipt["position"]
