"""T6 and T7: what a superuser with all guards switched off does to the store, and what the service's role may not."""

import psycopg
import pytest

from infrastructure.postgres.migrate import APP, KEEPER, SEALER
from infrastructure.postgres.pool import take_role
from tests.attacks.conftest import Table
from tests.attacks.scene import Scene

E = "{s}.stored_events"
L = "{s}.log_entry"
SWAP = "convert_to(replace(convert_from({what}, 'UTF8'), '{a}', '{b}'), 'UTF8')"
EDIT = SWAP.format(what="state", a='"role":"clerk"', b='"role":"deputy"')
RELEAF = SWAP.format(what="entry", a='"role":"clerk"', b='"role":"deputy"')
SUPERUSER = {
    "edit_a_state": [f"UPDATE {E} SET state = {EDIT} WHERE notification_id = 1"],
    "edit_state_and_leaf": [
        f"UPDATE {E} SET state = {EDIT} WHERE notification_id = 1",
        f"UPDATE {L} SET entry = {RELEAF} WHERE leaf_index = 1",
    ],
    "rename_an_event": [f"UPDATE {E} SET topic = 'suggestion.annotated.v1' WHERE notification_id = 2"],
    "move_to_another_case": [f"UPDATE {E} SET originator_id = gen_random_uuid() WHERE notification_id = 1"],
    "change_a_version": [f"UPDATE {E} SET originator_version = 99 WHERE notification_id = 1"],
    "swap_two_positions": [
        f"UPDATE {E} SET notification_id = -1 WHERE notification_id = 1".replace("= -1", "= 1000001"),
        f"UPDATE {E} SET notification_id = 1 WHERE notification_id = 2",
        f"UPDATE {E} SET notification_id = 2 WHERE notification_id = 1000001",
    ],
    "delete_an_event": [f"DELETE FROM {E} WHERE notification_id = 3"],
    "delete_event_and_leaf": [
        f"DELETE FROM {E} WHERE notification_id = 3",
        f"DELETE FROM {L} WHERE leaf_index = 3",
    ],
    "delete_the_tail": [
        f"DELETE FROM {E} WHERE notification_id > (SELECT max(notification_id) - 5 FROM {E})",
        f"DELETE FROM {L} WHERE leaf_index > (SELECT max(notification_id) FROM {E})",
    ],
    "insert_an_unlogged_event": [
        f"INSERT INTO {E} SELECT gen_random_uuid(), 1, topic, state, 2000000 FROM {E} WHERE notification_id = 1"
    ],
    "insert_event_and_leaf": [
        f"INSERT INTO {E} SELECT gen_random_uuid(), 1, topic, state, 2000000 FROM {E} WHERE notification_id = 1",
        f"INSERT INTO {L} (leaf_index, entry, rec) SELECT 2000000, entry, rec FROM {L} WHERE leaf_index = 1",
    ],
    "back_date_the_log": [f"UPDATE {L} SET rec = rec - interval '3 days' WHERE leaf_index = 4"],
    "rewrite_a_leaf": [f"UPDATE {L} SET entry = {RELEAF} WHERE leaf_index = 1"],
    "forge_a_checkpoint": ["UPDATE {s}.checkpoint SET root = sha256(root)"],
    "invent_a_checkpoint": [
        "INSERT INTO {s}.checkpoint SELECT 3, sha256(root), note FROM {s}.checkpoint LIMIT 1",
    ],
}
"""What each attack does. The first events of the log are registrations by a clerk."""


@pytest.mark.parametrize("name", SUPERUSER)
def test_what_a_superuser_does_behind_the_guards_is_found(name: str, scene: Scene, table: Table) -> None:
    assert scene.found(scene.verified(store=True)) == set()
    with scene.superuser(*SUPERUSER[name]):
        report = scene.verified(store=True)
    table.tell("T6", tried=1, passed=int("C11" in scene.found(report)))
    assert scene.found(scene.verified(store=True)) == set(), "the attack was undone"


def test_a_guard_that_is_switched_off_is_found(scene: Scene, table: Table) -> None:
    s = scene.plant.settings.schema
    with psycopg.connect(scene.plant.urls.admin, autocommit=True) as conn:
        conn.execute(f"ALTER TABLE {s}.log_entry DISABLE TRIGGER no_change".encode())
        report = scene.verified(store=True)
        conn.execute(f"ALTER TABLE {s}.log_entry ENABLE ALWAYS TRIGGER no_change".encode())
    table.tell("T6", tried=1, passed=int("C11" in scene.found(report)))


ROLES = {
    APP: [
        f"UPDATE {E} SET state = state",
        f"DELETE FROM {E}",
        f"TRUNCATE {E} CASCADE",
        f"DROP TABLE {E}",
        f"ALTER TABLE {E} DISABLE TRIGGER ALL",
        f"UPDATE {L} SET entry = entry",
        f"DELETE FROM {L}",
        f"TRUNCATE {L}",
        f"ALTER TABLE {L} DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "UPDATE {s}.position SET last = last - 1",
        "UPDATE {s}.position SET origin = 'another'",
        "UPDATE {s}.position SET last = last + 1, rec = rec - interval '1 day'",
        "INSERT INTO {s}.checkpoint (size, root, note) VALUES (1, sha256(''), '')",
        f"INSERT INTO {L} (leaf_index, entry, rec) VALUES (9999999, 'x', clock_timestamp())",
        f"INSERT INTO {E} SELECT gen_random_uuid(), 1, topic, state, 9999999 FROM {E} LIMIT 1",
        "UPDATE {s}.access_log SET actor = ''",
        "DELETE FROM {s}.access_log",
        "SELECT * FROM {s}_keeper.subject_key",
        "DELETE FROM {s}_keeper.erased",
        "SET ROLE huying_owner",
    ],
    SEALER: [
        f"INSERT INTO {L} (leaf_index, entry, rec) VALUES (9999999, 'x', clock_timestamp())",
        f"SELECT state FROM {E}",
        "UPDATE {s}.checkpoint SET note = ''",
        "DELETE FROM {s}.checkpoint",
        "SELECT * FROM {s}_keeper.subject_key",
    ],
    KEEPER: [f"SELECT state FROM {E}", f"SELECT entry FROM {L}", "DELETE FROM {s}_keeper.erased"],
}


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_of_the_service_may_not_is_refused_by_the_server(role: str, scene: Scene, table: Table) -> None:
    urls, refused = scene.plant.urls, 0
    url = {APP: urls.app, SEALER: urls.sealer, KEEPER: urls.keeper}[role]
    for statement in ROLES[role]:
        with psycopg.connect(url, autocommit=True) as conn:
            take_role(conn, role)
            with pytest.raises(psycopg.Error):
                conn.execute(statement.format(s=scene.plant.settings.schema).encode())
            refused += 1
    table.tell("T7", tried=len(ROLES[role]), passed=refused, judges=("PostgreSQL",))


def test_an_event_without_its_leaf_is_refused_at_commit(scene: Scene, table: Table) -> None:
    s = scene.plant.settings.schema
    insert = (
        f"INSERT INTO {s}.stored_events SELECT gen_random_uuid(), 1, topic, state, %s FROM {s}.stored_events LIMIT 1"
    )
    with psycopg.connect(scene.plant.urls.admin) as conn:
        take_role(conn, APP)
        row = conn.execute(f"UPDATE {s}.position SET last = last + 1 RETURNING last".encode()).fetchone()
        assert row is not None
        conn.execute(insert.encode(), [row[0]])
        with pytest.raises(psycopg.errors.CheckViolation, match="no leaf"):
            conn.commit()
    table.tell("T7", tried=1, passed=1, judges=("PostgreSQL",))
