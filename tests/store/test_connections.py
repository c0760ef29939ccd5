"""Connections that break, servers that stopped taking writes, replicas that are away: waited out, or said plainly."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import sql

from application.errors import Unavailable
from application.queries import Page, RegisterFilter, Views
from domain.policies.working_days import Calendar
from domain.shared.people import Role
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.clock import OfficeClock
from infrastructure.postgres.in_loop import LoopConnections
from infrastructure.postgres.migrate import APP
from infrastructure.postgres.pool import Pool, connection_settings, open_pool, open_replica_pool, rows, using
from infrastructure.settings import Settings
from infrastructure.views.nearest import NearestViews
from infrastructure.views.reading import PostgresViews
from tests.support.client import Client
from tests.support.commands import person, received
from tests.support.tree import free_port

ONE = sql.SQL("SELECT {} AS n").format(1)


@pytest.fixture
def pool(settings: Settings) -> Iterator[Pool]:
    """A pool of the service's own kind."""
    found = open_pool(str(settings.database_url), role=APP)
    yield found
    found.close()


def break_all(settings: Settings) -> None:
    """Cut every connection of the service, as a primary does that goes away."""
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = %s"
    with psycopg.connect(str(settings.admin_database_url), autocommit=True) as conn:
        conn.execute(query, [conn.info.dbname])


def test_of_several_hosts_the_one_that_takes_writes_is_meant() -> None:
    assert connection_settings("host=a,b dbname=x")["target_session_attrs"] == "read-write"
    assert connection_settings("hostaddr=10.0.0.1,10.0.0.2 dbname=x")["target_session_attrs"] == "read-write"
    assert "target_session_attrs" not in connection_settings("host=a dbname=x")


def test_what_a_dsn_says_itself_stands() -> None:
    told = connection_settings("host=a,b dbname=x connect_timeout=9 target_session_attrs=any")
    assert (told["connect_timeout"], told["target_session_attrs"]) == ("9", "any")


def test_a_connection_notices_within_seconds_that_its_server_is_gone() -> None:
    told = connection_settings("host=a dbname=x")
    assert told["connect_timeout"] == 3
    assert (told["keepalives_idle"], told["keepalives_interval"], told["keepalives_count"]) == (5, 2, 3)
    assert told["tcp_user_timeout"] == 10_000
    assert told["prepare_threshold"] is None


def test_a_read_is_repeated_on_another_connection_when_its_own_was_cut(pool: Pool, settings: Settings) -> None:
    pool.wait()
    break_all(settings)
    assert rows(pool, ONE) == [{"n": 1}]


@pytest.mark.parametrize(
    "statements",
    [
        ("SET transaction_read_only = on", "CREATE TABLE t (n int)"),
        ("EXECUTE prepared_elsewhere",),
        ("SELECT pg_terminate_backend(pg_backend_pid())",),
    ],
    ids=["a demoted primary", "a statement of another connection", "a connection that is cut"],
)
def test_whatever_a_failover_says_the_store_is_away(pool: Pool, statements: tuple[str, ...]) -> None:
    with pytest.raises(Unavailable), using(pool) as conn, conn.transaction():
        for statement in statements:
            conn.execute(statement.encode())
    assert rows(pool, ONE) == [{"n": 1}]


def test_a_fault_of_ours_is_not_taken_for_a_failover(pool: Pool) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable), using(pool) as conn:
        conn.execute("SELECT * FROM no_such_table")


def test_requests_that_meet_cut_connections_are_answered(api: Client, settings: Settings) -> None:
    receipt = api.receive()
    api.token("supervisor")
    break_all(settings)
    assert api.case(receipt["id"])["version"] == 1
    break_all(settings)
    body = {"text": "井盖松了", "channel": "visit"}
    for _ in range(20):
        answer = api.post("/suggestions", body, "clerk", "one-key")
        if answer.status_code != 503:
            break
        assert answer.headers["Retry-After"] == "1"
    assert answer.status_code in (200, 201), answer.text


def test_a_replica_that_is_away_is_not_waited_for_twice(plant: Plant, settings: Settings) -> None:
    receipt = received(plant)
    while plant.projector.advance():
        pass
    away = open_replica_pool(f"host=127.0.0.1 port={free_port()} dbname=x user={APP}", role=APP)
    lists = NearestViews(plant.system.views, PostgresViews(away, settings.schema, Calendar))
    asked = []
    for _ in range(2):
        began = time.monotonic()
        found = lists.page(register, including=receipt.position, patience=5)
        asked.append(time.monotonic() - began)
        assert found is not None and found.position >= receipt.position
    away.close()
    assert asked[0] < 4 and asked[1] < 0.5


def register(views: Views) -> Page:
    """The first page of the register."""
    now = OfficeClock("Asia/Shanghai").now()
    wanted = RegisterFilter()
    return views.register(
        person(Role.SUPERVISOR), wanted, sort="-received_on", after=None, limit=1, count=False, now=now
    )


class Held(OfficeClock):
    """An office clock that is read the second time five seconds later: a failover came between."""

    def __init__(self) -> None:
        super().__init__("Asia/Shanghai")
        self.readings: list[datetime] = []

    def now(self) -> datetime:
        """The instant."""
        late = timedelta(seconds=5) if self.readings else timedelta()
        self.readings.append(super().now() + late)
        return self.readings[-1]


def test_a_decision_that_was_held_up_is_made_anew_at_the_moment_it_is_recorded(settings: Settings) -> None:
    clock = Held()
    with bootstrap.opened(settings, clock) as plant:
        receipt = received(plant)
        (record,) = plant.system.log.history(receipt.id)
    assert clock.readings[1] - clock.readings[0] > timedelta(seconds=3)
    assert record.stamp.at >= clock.readings[1]


def test_a_loop_that_ended_leaves_no_connection_behind(plant: Plant) -> None:
    connections = LoopConnections(plant.urls.app, role=APP)

    async def who() -> tuple[int, str]:
        one, again = [await connections.rows(b"SELECT pg_backend_pid() AS pid, current_user AS role", ()) for _ in "ab"]
        assert one == again, "one connection for one loop"
        return one[0]["pid"], one[0]["role"]

    pids = []
    for _ in range(3):
        with ThreadPoolExecutor(1) as thread:
            pid, role = thread.submit(asyncio.run, who()).result()
        assert role == APP
        pids.append(pid)
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn:
        await_gone(conn, pids[:2])
        assert there(conn, pids) == {pids[2]}
        connections.close()
        await_gone(conn, pids)


def test_a_connection_that_was_lost_or_takes_no_writes_any_more_is_opened_anew(
    plant: Plant, settings: Settings
) -> None:
    with closing(LoopConnections(plant.urls.app, role=APP)) as connections:

        async def pid() -> int:
            return int((await connections.rows(b"SELECT pg_backend_pid() AS pid", ()))[0]["pid"])

        async def pids() -> list[int]:
            found = [await pid()]
            await connections.rows(b"SELECT set_config('default_transaction_read_only', 'on', false)", ())
            with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
                await connections.rows(f"UPDATE {settings.schema}.position SET last = last RETURNING 1".encode(), ())
            found.append(await pid())
            break_all(settings)
            with pytest.raises(psycopg.OperationalError):
                await pid()
            return [*found, await pid()]

        with ThreadPoolExecutor(1) as thread:
            assert len(set(thread.submit(asyncio.run, pids()).result())) == 3


def there(conn: psycopg.Connection[Any], pids: list[int]) -> set[int]:
    """Those of some connections that the server has."""
    return {row[0] for row in conn.execute("SELECT pid FROM pg_stat_activity WHERE pid = ANY(%s)", [pids])}


def await_gone(conn: psycopg.Connection[Any], pids: list[int]) -> None:
    """Wait until the server has noticed that some connections were closed."""
    give_up = time.monotonic() + 10
    while there(conn, pids):
        assert time.monotonic() < give_up
        time.sleep(0.01)
