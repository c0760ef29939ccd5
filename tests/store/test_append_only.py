"""What was recorded stays: nothing the runtime role can say changes it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from infrastructure.bootstrap import Plant
from infrastructure.postgres.migrate import APP, OWNER
from infrastructure.postgres.pool import take_role
from infrastructure.settings import Settings
from tests.support.commands import received

FORBIDDEN = {
    "update_an_event": "UPDATE {s}.stored_events SET state = ''",
    "update_an_events_position": "UPDATE {s}.stored_events SET notification_id = notification_id + 1",
    "delete_an_event": "DELETE FROM {s}.stored_events",
    "truncate_the_log": "TRUNCATE {s}.stored_events",
    "truncate_everything": "TRUNCATE {s}.stored_events, {s}.position CASCADE",
    "drop_the_log": "DROP TABLE {s}.stored_events",
    "drop_the_schema": "DROP SCHEMA {s} CASCADE",
    "drop_the_trigger": "DROP TRIGGER no_change ON {s}.stored_events",
    "disable_a_trigger": "ALTER TABLE {s}.stored_events DISABLE TRIGGER no_change",
    "disable_all_triggers": "ALTER TABLE {s}.stored_events DISABLE TRIGGER ALL",
    "replace_the_trigger_function": "CREATE OR REPLACE FUNCTION {s}.forbid() RETURNS trigger LANGUAGE plpgsql "
    "AS $$ BEGIN RETURN NEW; END $$",
    "act_as_a_replica": "SET session_replication_role = replica",
    "become_the_owner": "SET ROLE huying_owner",
    "take_the_position_back": "UPDATE {s}.position SET last = last - 1",
    "leave_the_position_where_it_is": "UPDATE {s}.position SET last = last",
    "delete_the_position": "DELETE FROM {s}.position",
    "insert_a_second_position": "INSERT INTO {s}.position (one, last) VALUES (false, 0)",
    "make_a_table_in_the_schema": "CREATE TABLE {s}.mine (x int)",
    "make_a_rule": "CREATE RULE r AS ON INSERT TO {s}.stored_events DO INSTEAD NOTHING",
    "read_the_keys": "SELECT * FROM {s}_keeper.subject_key",
    "change_who_somebody_is": "UPDATE {s}.actor SET role = 'supervisor'",
    "edit_a_calendar": "UPDATE {s}.calendar_year SET announced = true",
    "forget_a_migration": "DELETE FROM {s}.migration",
}
INSERT = (
    "INSERT INTO {s}.stored_events (originator_id, originator_version, topic, state, notification_id) "
    "VALUES (%s, %s, 'suggestion.closed.v1', '{{}}', %s)"
)


@pytest.fixture(scope="module")
def stored(plant: Plant) -> Plant:
    """A system with some events in its log."""
    for _ in range(3):
        received(plant)
    return plant


@pytest.fixture
def runtime(stored: Plant) -> Iterator[psycopg.Connection[Any]]:
    """A connection as the runtime role."""
    with psycopg.connect(stored.urls.app, autocommit=True) as conn:
        take_role(conn, APP)
        yield conn


def contents(settings: Settings) -> list[object]:
    """Everything that must stay as it is."""
    s = settings.schema
    with psycopg.connect(str(settings.admin_database_url)) as conn:
        rows = conn.execute(f"SELECT * FROM {s}.stored_events ORDER BY notification_id".encode()).fetchall()
        return [rows, conn.execute(f"SELECT last FROM {s}.position".encode()).fetchall()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_runtime_role_cannot(what: str, runtime: psycopg.Connection[Any], settings: Settings) -> None:
    before = contents(settings)
    with pytest.raises(psycopg.Error):
        runtime.execute(FORBIDDEN[what].format(s=settings.schema).encode())
    assert contents(settings) == before


@pytest.mark.parametrize(
    ("issued", "version", "ahead"),
    [(0, 1, 1), (1, 1, 2), (2, 1, 2), (1, 2, 1), (1, 0, 1), (1, 1, 0)],
    ids=["unissued", "beyond_issued", "gap", "version_gap", "version_nought", "position_taken"],
)
def test_an_insert_fills_exactly_what_was_issued(
    issued: int, version: int, ahead: int, runtime: psycopg.Connection[Any], settings: Settings
) -> None:
    before, s = contents(settings), settings.schema
    last = len(before[0])  # type: ignore[arg-type]
    with pytest.raises(psycopg.Error), runtime.transaction():
        if issued:
            runtime.execute(f"UPDATE {s}.position SET last = last + %s".encode(), [issued])
        runtime.execute(INSERT.format(s=s).encode(), [uuid4(), version, last + ahead])
    assert contents(settings) == before


def test_a_position_issued_and_not_used_stops_the_log_rather_than_leave_a_gap(
    runtime: psycopg.Connection[Any], settings: Settings
) -> None:
    s = settings.schema
    last = len(contents(settings)[0])  # type: ignore[arg-type]
    with runtime.transaction(force_rollback=True):
        runtime.execute(f"UPDATE {s}.position SET last = last + 1".encode())
        runtime.execute(f"UPDATE {s}.position SET last = last + 1".encode())
        with pytest.raises(psycopg.errors.CheckViolation), runtime.transaction():
            runtime.execute(INSERT.format(s=s).encode(), [uuid4(), 1, last + 2])


def test_the_owner_of_the_tables_cannot_change_an_event_either(stored: Plant, settings: Settings) -> None:
    before = contents(settings)
    for what in ("update_an_event", "delete_an_event", "truncate_the_log", "take_the_position_back"):
        with psycopg.connect(stored.urls.admin, autocommit=True) as conn:
            take_role(conn, OWNER)
            with pytest.raises(psycopg.Error):
                conn.execute(FORBIDDEN[what].format(s=settings.schema).encode())
    assert contents(settings) == before


def test_replication_mode_does_not_switch_the_triggers_off(stored: Plant, settings: Settings) -> None:
    with psycopg.connect(stored.urls.admin, autocommit=True) as conn:
        conn.execute("SET session_replication_role = replica")
        for what in ("update_an_event", "delete_an_event", "truncate_the_log"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(FORBIDDEN[what].format(s=settings.schema).encode())


def test_an_event_cannot_be_written_twice(runtime: psycopg.Connection[Any], settings: Settings) -> None:
    before, s = contents(settings), settings.schema
    case = UUID(str(before[0][0][0]))  # type: ignore[index]
    with pytest.raises(psycopg.errors.UniqueViolation), runtime.transaction():
        runtime.execute(f"UPDATE {s}.position SET last = last + 1".encode())
        runtime.execute(INSERT.format(s=s).encode(), [case, 1, len(before[0]) + 1])  # type: ignore[arg-type]
    assert contents(settings) == before
