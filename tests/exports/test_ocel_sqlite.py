"""The SQLite form: keys as the specification asks for, and checks that do not trust them."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from application.exports.validating import Counts
from infrastructure.exports.ocel_sqlite import type_map, write_ocel_sqlite
from infrastructure.exports.ocel_sqlite_checks import sqlite_faults
from tests.exports.logs import AUDITOR, demo_year, document, everything, source_of
from tests.exports.logs_read import read_json, read_sqlite

FIRST = "00000000-0000-4000-8000-000000000001"
WHOLE = Counts(events=12, objects=13, e2o=39, o2o=9)
DOUBLED = """CREATE TABLE copy AS SELECT * FROM {table}; DROP TABLE {table};
ALTER TABLE copy RENAME TO {table}; INSERT INTO {table} SELECT * FROM {table} LIMIT 1"""
DEFECTS = {
    "an event id stands twice": (DOUBLED.format(table="event"), "The event id"),
    "an object id stands twice": (DOUBLED.format(table="object"), "The object id"),
    "a relation of an event stands twice": (DOUBLED.format(table="event_object"), "A relation of event"),
    "a relation of an object stands twice": (DOUBLED.format(table="object_object"), "A relation of object"),
    "an event type is undeclared": ("DELETE FROM event_map_type WHERE ocel_type = 'merged'", "of an undeclared type"),
    "an object type is undeclared": ("DELETE FROM object_map_type WHERE ocel_type = 'unit'", "of an undeclared type"),
    "an event has no object": (f"DELETE FROM event_object WHERE ocel_event_id = '{FIRST}/1'", "has no object"),
    "a relation is of an event that does not exist": (
        "INSERT INTO event_object VALUES ('nothing/1', 'unit:roads', 'unit')",
        "the event nothing/1, which does not exist",
    ),
    "an event is related to nothing": (
        f"INSERT INTO event_object VALUES ('{FIRST}/1', 'unit:nowhere', 'unit')",
        "related to unit:nowhere, which does not exist",
    ),
    "an object is related to nothing": (
        "INSERT INTO object_object VALUES ('unit:roads', 'unit:nowhere', 'unit')",
        "related to unit:nowhere, which does not exist",
    ),
    "a relation is of an object that does not exist": (
        "INSERT INTO object_object VALUES ('unit:nowhere', 'unit:roads', 'unit')",
        "the object unit:nowhere, which does not exist",
    ),
    "a relation has an empty qualifier": (
        "UPDATE event_object SET ocel_qualifier = '' WHERE ocel_qualifier = 'case'",
        "has no qualifier",
    ),
    "an object's relation has an empty qualifier": (
        "UPDATE object_object SET ocel_qualifier = ''",
        "has no qualifier",
    ),
    "an event is not in its type's table": ("DELETE FROM event_SignedFor", "stands not just once"),
    "an object is not in its type's table": ("DELETE FROM object_Unit", "stands not just once"),
    "an event stands in another type's table": (
        "UPDATE event SET ocel_type = 'closed' WHERE ocel_type = 'merged'",
        "not of the type whose table it stands in",
    ),
    "a time has no zone": ("UPDATE event_SignedFor SET ocel_time = '2026-03-02 09:00:00'", "no instant with an offset"),
    "a number is written as text": ("UPDATE event_SignedFor SET leaf_index = 'one'", "is no integer"),
    "a recording time has no zone": ("UPDATE event_SignedFor SET recorded_at = '2026-03-02'", "is no time"),
    "yes or no is something else": ("UPDATE event_AnswerDelivered SET reached = 7", "is no boolean"),
    "an event does not tell its leaf": ("UPDATE event_SignedFor SET leaf_hash = NULL", "does not tell its leaf"),
    "two events claim one leaf": ("UPDATE event_SignedFor SET leaf_index = 1", "2 events claim the leaf 1"),
    "an object has two values at one instant": (
        "INSERT INTO object_Case SELECT * FROM object_Case WHERE ocel_changed_field = 'status' LIMIT 1",
        "two values of an attribute at one instant",
    ),
    "an object changed before it was": (
        "UPDATE object_Case SET ocel_time = '2020-01-01T00:00:00+08:00' WHERE ocel_changed_field = 'track'",
        "changed before or as it was first so",
    ),
    "an object changed in a field that is not there": (
        "UPDATE object_Case SET ocel_changed_field = 'mood' WHERE ocel_changed_field = 'track'",
        "a field that its table does not have",
    ),
    "a table is missing": ("DROP TABLE object_object", "of a table object_object"),
    "a type's table is missing": ("DROP TABLE event_SignedFor", "of a table event_SignedFor"),
    "a column is missing": ("ALTER TABLE event_SignedFor DROP COLUMN leaf_hash", "no column leaf_hash"),
    "a column is of a type OCEL does not know": (
        "ALTER TABLE event_SignedFor ADD COLUMN colour COLOUR",
        "of the type COLOUR, which OCEL does not know",
    ),
    "a relation is missing": ("DELETE FROM object_object WHERE ocel_qualifier = 'merged into'", "8 o2o, not 9"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of acts that speak of everything."""
    path = tmp_path_factory.mktemp("sqlite") / "sound.sqlite"
    assert write_ocel_sqlite(path, source_of(everything()), AUDITOR) == WHOLE
    return path


def test_acts_that_speak_of_everything_are_sound(sound: Path) -> None:
    assert sqlite_faults(sound, WHOLE) == []


def test_a_demo_year_is_the_same_in_both_forms(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    write_ocel_sqlite(path, source_of(demo_year()), AUDITOR)
    assert sqlite_faults(path) == []
    assert read_sqlite(path) == read_json(document(demo_year()))


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_refused_by_name(sound: Path, tmp_path: Path, defect: str) -> None:
    script, told = DEFECTS[defect]
    path = tmp_path / "spoiled.sqlite"
    shutil.copy(sound, path)
    with closing(sqlite3.connect(path)) as base:
        base.executescript(script)
    found = sqlite_faults(path, WHOLE)
    assert any(told in fault for fault in found), found


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    path.write_bytes(b"{}" * 1000)
    assert "cannot be read" in sqlite_faults(path)[0]


def test_an_export_never_writes_over_another(sound: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        write_ocel_sqlite(sound, source_of(everything()), AUDITOR)
    assert sqlite_faults(sound, WHOLE) == []


def test_every_reference_is_a_key_and_holds(sound: Path) -> None:
    with closing(sqlite3.connect(sound)) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        keys = {table: base.execute(f'PRAGMA foreign_key_list("{table}")').fetchall() for table in tables}
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert {table for table, found in keys.items() if not found} == {"event_map_type", "object_map_type"}
    assert {table for table, found in keys.items() if len(found) == 2} == {"event_object", "object_object"}


def test_a_table_is_named_after_its_type_without_signs() -> None:
    assert type_map("return_requested") == "ReturnRequested"
