"""Commands that come at the same time: each gets its own answer, whoever else has changed the case or lost a key."""

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag

from application.deciding import FRESH
from application.desk import case_id
from application.errors import NotFound, Trouble
from application.ports import Receipt, Request
from domain.policies.policy import Track, Urgency
from domain.shared.identity import CategoryCode, Channel, CommandId, SuggestionId
from domain.shared.people import OFFICE, Actor, Role
from domain.shared.refusal import Refused
from domain.shared.sealed import plain
from domain.suggestion import commands
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from tests.support.commands import person

T = TypeVar("T")
CLERK, SUPERVISOR = person(Role.CLERK, OFFICE), person(Role.SUPERVISOR, OFFICE)


def request(by: Actor) -> Request:
    """A request nobody has made before."""
    key = uuid4()
    return Request(by=by, command_id=CommandId(key), content=key.bytes)


def registered(plant: Plant, count: int) -> list[SuggestionId]:
    """New cases, each with a note, so that the office has a key in it."""
    command = commands.Receive(text=plain("路灯坏了。"), channel=Channel("station"))
    cases = [plant.system.desk.receive(command, request(CLERK)).id for _ in range(count)]
    for case in cases:
        plant.system.desk.handle(case, commands.Annotate(text=plain("已知悉。")), request(SUPERVISOR))
    return cases


def on_a_loop(task: Coroutine[Any, Any, T]) -> T:
    """Run a task on a loop of its own, on a thread of its own: a browser of other tests may hold this one's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


def triage(n: int) -> commands.Command:
    """A triage into another category each time."""
    return commands.Triage(category=CategoryCode(f"HC-{n}"), track=Track("T3"), urgency=Urgency.ORDINARY)


def test_a_key_that_cannot_be_used_harms_its_own_case_alone(plant: Plant) -> None:
    cases = registered(plant, 12)
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn:
        table = f"{plant.settings.schema}_keeper.subject_key"
        conn.execute(f"UPDATE {table} SET wrapped = sha256(wrapped) WHERE case_id = %s".encode(), [cases[5]])

    def annotate(case: SuggestionId) -> bool:
        try:
            note = commands.Annotate(text=plain("经核实属实。"))
            return bool(plant.system.desk.handle(case, note, request(SUPERVISOR)).events)
        except InvalidTag:
            return False

    with ThreadPoolExecutor(12) as pool:
        for _ in range(5):
            assert list(pool.map(annotate, cases)) == [n != 5 for n in range(12)]


def test_tasks_on_cases_that_another_process_changed_are_decided_on_what_it_left(
    plant: Plant, settings: Settings
) -> None:
    cases = registered(plant, 20)
    with bootstrap.opened(settings) as other:
        for n, case in enumerate(cases[:10]):
            other.system.desk.handle(case, triage(n), request(CLERK))

        async def all_at_once() -> list[Receipt]:
            desk = plant.system.desk
            asked = (desk.handle_soon(case, triage(100 + n), request(CLERK)) for n, case in enumerate(cases))
            return list(await asyncio.gather(*asked))

        receipts = on_a_loop(all_at_once())
        assert [receipt.version for receipt in receipts] == [4] * 10 + [3] * 10
        assert not any(receipt.replayed for receipt in receipts)
        for case, receipt in zip(cases, receipts, strict=True):
            assert other.system.log.history(case)[-1].position == receipt.position


def test_a_task_repeated_under_its_key_gets_its_first_receipt(plant: Plant) -> None:
    [case] = registered(plant, 1)
    once = request(CLERK)

    async def twice_at_once() -> list[Receipt]:
        desk = plant.system.desk
        return list(await asyncio.gather(*(desk.handle_soon(case, triage(1), once) for _ in range(2))))

    first, second = sorted(on_a_loop(twice_at_once()), key=lambda receipt: receipt.replayed)
    assert (first.replayed, second.replayed) == (False, True)
    assert (first.version, first.position) == (second.version, second.position)
    assert len(plant.system.log.history(case)) == 3


@pytest.mark.parametrize("by", [person(Role.DEPARTMENT, "D01"), person(Role.VOTER)])
def test_a_task_of_somebody_who_may_not_is_refused_and_leaves_nothing(plant: Plant, by: Actor) -> None:
    [case] = registered(plant, 1)
    with pytest.raises((Refused, Trouble)):
        on_a_loop(plant.system.desk.handle_soon(case, triage(1), request(by)))
    assert len(plant.system.log.history(case)) == 2


def test_tasks_go_on_when_their_connection_was_ended_and_nothing_is_recorded_twice(plant: Plant) -> None:
    cases = registered(plant, 4)
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn:

        def end_connections() -> None:
            others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
            conn.execute(f"SELECT pg_terminate_backend(pid) {others}".encode())

        async def again_and_again() -> list[Receipt]:
            desk, receipts = plant.system.desk, list[Receipt]()
            for n in range(6):
                if n % 2:
                    await asyncio.to_thread(end_connections)
                asked = (desk.handle_soon(case, triage(n), request(CLERK)) for case in cases)
                receipts += await asyncio.gather(*asked)
            return receipts

        receipts = on_a_loop(again_and_again())
    assert [receipt.version for receipt in receipts] == [version for version in range(3, 9) for _ in cases]
    assert [len(plant.system.log.history(case)) for case in cases] == [8] * 4


@pytest.mark.parametrize("wrong", ["a_text_that_cannot_be_sealed", "an_error_of_the_rules"])
def test_a_task_that_meets_a_fault_harms_no_other(plant: Plant, wrong: str) -> None:
    cases = registered(plant, 12)
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn:
        table = f"{plant.settings.schema}_keeper.subject_key"
        conn.execute(f"UPDATE {table} SET wrapped = sha256(wrapped) WHERE case_id = %s".encode(), [cases[5]])
    text = plain("经核实属实。")
    fault = commands.Annotate(text=text) if wrong == "a_text_that_cannot_be_sealed" else commands.Annotate(text=None)  # type: ignore[arg-type]

    async def all_at_once() -> list[Receipt | BaseException]:
        desk = plant.system.desk
        asked = (
            desk.handle_soon(case, fault if n == 5 else commands.Annotate(text=text), request(SUPERVISOR))
            for n, case in enumerate(cases)
        )
        return list(await asyncio.gather(*asked, return_exceptions=True))

    told = on_a_loop(all_at_once())
    assert [isinstance(one, Receipt) and one.version == 3 for one in told] == [n != 5 for n in range(12)]


@contextmanager
def commits_that_wait(plant: Plant) -> Iterator[psycopg.Connection[Any]]:
    """Within this, a commit of this database waits for a standby that never comes: it is there, and is not told."""
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn:
        row = conn.execute("SELECT current_database()").fetchone()
        assert row is not None
        conn.execute(f"ALTER DATABASE {row[0]} SET synchronous_commit = on".encode())
        conn.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        conn.execute("SELECT pg_reload_conf()")
        try:
            yield conn
        finally:
            conn.execute("ALTER SYSTEM RESET synchronous_standby_names")
            conn.execute("SELECT pg_reload_conf()")
            conn.execute(f"ALTER DATABASE {row[0]} RESET synchronous_commit".encode())


def await_one_that_waits(conn: psycopg.Connection[Any]) -> int:
    """The process of this database whose commit waits."""
    query = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = current_database()"
    give_up = time.monotonic() + 10
    while (row := conn.execute(query).fetchone()) is None:
        assert time.monotonic() < give_up
        time.sleep(0.01)
    return int(row[0])


def test_what_was_recorded_before_its_connection_was_lost_is_acknowledged_once(plant: Plant) -> None:
    cases = registered(plant, 4)

    async def all_at_once(conn: psycopg.Connection[Any]) -> list[Receipt]:
        asked = [
            asyncio.ensure_future(plant.system.desk.handle_soon(case, triage(1), request(CLERK))) for case in cases
        ]
        pid = await asyncio.to_thread(await_one_that_waits, conn)
        conn.execute("SELECT pg_terminate_backend(%s)", [pid])
        return list(await asyncio.gather(*asked))

    with commits_that_wait(plant) as conn:
        receipts = on_a_loop(all_at_once(conn))
    assert [(receipt.version, receipt.replayed) for receipt in receipts] == [(3, False)] * 4
    assert [plant.system.log.history(case)[-1].position for case in cases] == [one.position for one in receipts]
    assert [len(plant.system.log.history(case)) for case in cases] == [3] * 4


def test_what_waited_too_long_for_its_turn_is_decided_anew(plant: Plant) -> None:
    first, second = registered(plant, 2)

    async def one_after_the_other(conn: psycopg.Connection[Any]) -> None:
        desk = plant.system.desk
        held_up = asyncio.ensure_future(desk.handle_soon(first, triage(1), request(CLERK)))
        await asyncio.to_thread(await_one_that_waits, conn)
        behind = asyncio.ensure_future(desk.handle_soon(second, triage(1), request(CLERK)))
        await asyncio.sleep(FRESH.total_seconds() + 0.5)
        conn.execute("ALTER SYSTEM RESET synchronous_standby_names")
        conn.execute("SELECT pg_reload_conf()")
        await asyncio.gather(held_up, behind)

    with commits_that_wait(plant) as conn:
        on_a_loop(one_after_the_other(conn))
        recorded = plant.system.log.history(second)[-1]
        query = f"SELECT rec FROM {plant.settings.schema}.log_entry WHERE leaf_index = %s"
        row = conn.execute(query.encode(), [recorded.position]).fetchone()
    assert row is not None and row[0] - recorded.stamp.at < FRESH / 2


HELD = {
    "calendar": ("{s}.calendar_year IN ACCESS EXCLUSIVE MODE", 1.0),
    "name of the log": ("{s}.position IN ACCESS EXCLUSIVE MODE", 1.0),
    "keys": ("{s}_keeper.subject_key IN ACCESS EXCLUSIVE MODE", 1.0),
    "keys to be made": ("{s}_keeper.subject_key IN SHARE MODE", 1.0),
    "log, for longer than an append waits": ("{s}.stored_events IN ACCESS EXCLUSIVE MODE", 4.0),
    "tokens": ("{s}.token IN ACCESS EXCLUSIVE MODE", 1.0),
}
"""What somebody else holds, and for how many seconds."""


@pytest.mark.parametrize("what", HELD)
def test_a_store_that_is_slow_does_not_hold_up_the_loop(what: str, settings: Settings) -> None:
    with bootstrap.opened(settings) as plant, psycopg.connect(plant.urls.admin) as conn:
        _, token = plant.system.directory.issue_token(role="clerk", org=OFFICE, name="钟表")
        held, seconds = HELD[what]
        if what.startswith("log"):
            registered(plant, 1)  # its name is known, and it is appended to
        conn.execute(f"LOCK TABLE {held.format(s=settings.schema)}".encode())

        async def meanwhile() -> float:
            command, one = commands.Receive(text=plain("路灯坏了。"), channel=Channel("station")), request(CLERK)
            asked = asyncio.gather(
                plant.system.desk.handle_soon(case_id(one), command, one), plant.system.directory.actor_soon(token)
            )
            last, longest = time.monotonic(), 0.0
            while not asked.done():
                await asyncio.sleep(0.005)
                now = time.monotonic()
                last, longest = now, max(longest, now - last)
            receipt, actor = asked.result()
            assert receipt.version == 1 and actor is not None
            return longest

        released = threading.Timer(seconds, conn.rollback)
        released.start()
        assert on_a_loop(meanwhile()) < 0.5
        released.join()


def test_a_registration_that_is_repeated_takes_nobody_off_the_short_way(plant: Plant) -> None:
    once = request(CLERK)
    command = commands.Receive(text=plain("路灯坏了。"), channel=Channel("station"))
    first, desk = plant.system.desk.receive(command, once), plant.system.desk
    cases = registered(plant, 8)

    async def all_at_once() -> list[Receipt]:
        again = desk.handle_soon(case_id(once), command, once)
        return list(await asyncio.gather(again, *(desk.handle_soon(case, triage(1), request(CLERK)) for case in cases)))

    replayed, *receipts = on_a_loop(all_at_once())
    assert replayed.replayed and replayed.position == first.position
    assert appended_together(plant, receipts)


def appended_together(plant: Plant, receipts: Sequence[Receipt]) -> bool:
    """Whether all of some events were recorded at one moment."""
    with psycopg.connect(plant.urls.admin) as conn:
        query = f"SELECT count(DISTINCT rec) FROM {plant.settings.schema}.log_entry WHERE leaf_index = ANY(%s)"
        return conn.execute(query.encode(), [[receipt.position for receipt in receipts]]).fetchone() == (1,)


def test_cases_that_are_not_at_hand_are_read_together_and_one_that_is_not_there_is_told_so(
    plant: Plant, settings: Settings
) -> None:
    cases = registered(plant, 8)
    with bootstrap.opened(settings) as other:
        other.system.desk.handle(cases[0], triage(1), request(CLERK))  # the name of the log is known

        async def all_at_once() -> list[Receipt | BaseException]:
            asked = [*cases[1:], SuggestionId(uuid4())]
            given = (other.system.desk.handle_soon(case, triage(2), request(CLERK)) for case in asked)
            return list(await asyncio.gather(*given, return_exceptions=True))

        *receipts, missing = on_a_loop(all_at_once())
    assert isinstance(missing, NotFound)
    told = [receipt for receipt in receipts if isinstance(receipt, Receipt)]
    assert [receipt.version for receipt in told] == [3] * 7 and appended_together(plant, told)
