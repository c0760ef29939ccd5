"""OCEL 2.0 as a SQLite file, with every key the specification asks for; and what is wrong with such a file."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from application.exports.manner import Manner
from application.exports.objects import EVENT_TYPES, OBJECT_TYPES, ExportedEvent, exported_events, exported_objects
from application.exports.source import BLOCK, PAGE, Source, pages
from application.exports.things import ExportedObject
from application.exports.validating import Counts

COLUMN_TYPES = {"string": "TEXT", "time": "TIMESTAMP", "integer": "INTEGER", "boolean": "BOOLEAN"}
TABLES = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL UNIQUE);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL UNIQUE);
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL REFERENCES event_map_type (ocel_type));
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL REFERENCES object_map_type (ocel_type));
CREATE TABLE event_object (
    ocel_event_id TEXT REFERENCES event (ocel_id), ocel_object_id TEXT REFERENCES object (ocel_id),
    ocel_qualifier TEXT NOT NULL, PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier));
CREATE TABLE object_object (
    ocel_source_id TEXT REFERENCES object (ocel_id), ocel_target_id TEXT REFERENCES object (ocel_id),
    ocel_qualifier TEXT NOT NULL, PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier));
"""
EVENT_TABLE = "CREATE TABLE {table} (ocel_id TEXT PRIMARY KEY REFERENCES event (ocel_id), ocel_time TIMESTAMP{columns})"
OBJECT_TABLE = (
    "CREATE TABLE {table} (ocel_id TEXT REFERENCES object (ocel_id), ocel_time TIMESTAMP, "
    "ocel_changed_field TEXT{columns})"
)
Row = Sequence[object]


def type_map(name: str) -> str:
    """What stands for a type in its table's name, such as `ReturnRequested` for `return_requested`."""
    return "".join(word.capitalize() for word in name.split("_"))


def write_ocel_sqlite(path: Path, source: Source, manner: Manner) -> Counts:
    """Write a new file, and say how much is in it. What is written while it is read is thrown away by a crash."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
        _declare(base, "event", EVENT_TABLE, EVENT_TYPES)
        _declare(base, "object", OBJECT_TABLE, OBJECT_TYPES)
        base.execute("BEGIN")
        for events in pages(exported_events(source, manner), PAGE):
            _write_events(base, events)
        for objects in pages(exported_objects(source, manner), PAGE):
            _write_objects(base, objects)
        base.execute("COMMIT")
        return counts_in(base)


def ocel_sqlite(source: Source, manner: Manner) -> Iterator[bytes]:
    """The file's bytes; it lies in a folder of its own until they are read."""
    with TemporaryDirectory(prefix="huying-export-") as folder:
        path = Path(folder) / "log.sqlite"
        write_ocel_sqlite(path, source, manner)
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


def counts_in(base: sqlite3.Connection) -> Counts:
    """How much a file holds."""
    query = """SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM object),
        (SELECT count(*) FROM event_object), (SELECT count(*) FROM object_object)"""
    events, objects, e2o, o2o = base.execute(query).fetchone()
    return Counts(events=events, objects=objects, e2o=e2o, o2o=o2o)


def _declare(base: sqlite3.Connection, kind: str, create: str, types: Mapping[str, Mapping[str, str]]) -> None:
    for name, attributes in types.items():
        columns = "".join(f', "{one}" {COLUMN_TYPES[ocel]}' for one, ocel in attributes.items())
        base.execute(create.format(table=f'"{kind}_{type_map(name)}"', columns=columns))
        _insert(base, f"{kind}_map_type", [(name, type_map(name))])


def _write_events(base: sqlite3.Connection, events: Sequence[ExportedEvent]) -> None:
    _insert(base, "event", ((one.id, one.type) for one in events))
    _insert(base, "event_object", ((one.id, link.object, link.qualifier) for one in events for link in one.links))
    for name in {one.type for one in events}:
        rows = (
            (one.id, one.time, *(one.attributes.get(column) for column in EVENT_TYPES[name]))
            for one in events
            if one.type == name
        )
        _insert(base, f"event_{type_map(name)}", rows)


def _write_objects(base: sqlite3.Connection, objects: Sequence[ExportedObject]) -> None:
    _insert(base, "object", ((one.id, one.type) for one in objects))
    _insert(base, "object_object", ((one.id, link.object, link.qualifier) for one in objects for link in one.links))
    for name in {one.type for one in objects}:
        rows = chain.from_iterable(_object_rows(one) for one in objects if one.type == name)
        _insert(base, f"object_{type_map(name)}", rows)


def _object_rows(one: ExportedObject) -> Iterator[Row]:
    columns = OBJECT_TYPES[one.type]
    yield one.id, one.since, None, *(one.attributes.get(column) for column in columns)
    for change in one.changes:
        values = (change.value if column == change.name else None for column in columns)
        yield one.id, change.time, change.name, *values


def _insert(base: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """All tables are ours and all names are our own types'."""
    left = iter(rows)
    first = next(left, None)
    if first is not None:
        marks = ", ".join("?" * len(first))
        base.executemany(f'INSERT INTO "{table}" VALUES ({marks})', chain([first], left))  # noqa: S608
