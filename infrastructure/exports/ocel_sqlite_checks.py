"""What is wrong with an OCEL 2.0 SQLite file: the rules for JSON, asked of the tables themselves.

The keys a file declares are not trusted: SQLite lets anybody write with them switched off.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from application.exports.validating import LEAF, NOTHING_KNOWN, OCEL_TYPES, Counts
from infrastructure.exports.ocel_sqlite import COLUMN_TYPES, counts_in

COLUMNS = {
    "event": {"ocel_id", "ocel_type"},
    "object": {"ocel_id", "ocel_type"},
    "event_object": {"ocel_event_id", "ocel_object_id", "ocel_qualifier"},
    "object_object": {"ocel_source_id", "ocel_target_id", "ocel_qualifier"},
    "event_map_type": {"ocel_type", "ocel_type_map"},
    "object_map_type": {"ocel_type", "ocel_type_map"},
}
OF_A_TYPE = {"event": {"ocel_id", "ocel_time", *LEAF}, "object": {"ocel_id", "ocel_time", "ocel_changed_field"}}
OCEL_OF_COLUMN = {column: ocel for ocel, column in COLUMN_TYPES.items()}
RULES = {
    "The event id {} stands more than once.": "SELECT ocel_id FROM event GROUP BY 1 HAVING count(*) > 1",
    "The object id {} stands more than once.": "SELECT ocel_id FROM object GROUP BY 1 HAVING count(*) > 1",
    "The event {} is of an undeclared type.": """SELECT ocel_id FROM event e
        WHERE NOT EXISTS (SELECT 1 FROM event_map_type m WHERE m.ocel_type = e.ocel_type)""",
    "The object {} is of an undeclared type.": """SELECT ocel_id FROM object o
        WHERE NOT EXISTS (SELECT 1 FROM object_map_type m WHERE m.ocel_type = o.ocel_type)""",
    "The event {} has no object.": """SELECT ocel_id FROM event e
        WHERE NOT EXISTS (SELECT 1 FROM event_object r WHERE r.ocel_event_id = e.ocel_id)""",
    "A relation is of the event {}, which does not exist.": """SELECT ocel_event_id FROM event_object r
        WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.ocel_id = r.ocel_event_id)""",
    "An event is related to {}, which does not exist.": """SELECT ocel_object_id FROM event_object r
        WHERE NOT EXISTS (SELECT 1 FROM object o WHERE o.ocel_id = r.ocel_object_id)""",
    "A relation is of the object {}, which does not exist.": """SELECT ocel_source_id FROM object_object r
        WHERE NOT EXISTS (SELECT 1 FROM object o WHERE o.ocel_id = r.ocel_source_id)""",
    "An object is related to {}, which does not exist.": """SELECT ocel_target_id FROM object_object r
        WHERE NOT EXISTS (SELECT 1 FROM object o WHERE o.ocel_id = r.ocel_target_id)""",
    "A relation of event {} has no qualifier.": """SELECT ocel_event_id FROM event_object
        WHERE coalesce(ocel_qualifier, '') = ''""",
    "A relation of object {} has no qualifier.": """SELECT ocel_source_id FROM object_object
        WHERE coalesce(ocel_qualifier, '') = ''""",
    "A relation of event {} stands more than once.": """SELECT ocel_event_id FROM event_object
        GROUP BY 1, ocel_object_id, ocel_qualifier HAVING count(*) > 1""",
    "A relation of object {} stands more than once.": """SELECT ocel_source_id FROM object_object
        GROUP BY 1, ocel_target_id, ocel_qualifier HAVING count(*) > 1""",
}
OF_EVERY_TYPE = {
    "The time of {id} is no instant with an offset.": "SELECT ocel_id FROM {table} WHERE NOT is_of('time', ocel_time)",
    "The {kind} {id} is not of the type whose table it stands in.": """SELECT ocel_id FROM {table} t WHERE NOT EXISTS
        (SELECT 1 FROM {kind} e WHERE e.ocel_id = t.ocel_id AND e.ocel_type = :type)""",
}
OF_EVENT_TYPES = OF_EVERY_TYPE | {
    "The event {id} stands not just once in its type's table.": """SELECT ocel_id FROM event e
        WHERE ocel_type = :type AND (SELECT count(*) FROM {table} t WHERE t.ocel_id = e.ocel_id) <> 1""",
    "The event {id} does not tell its leaf.": """SELECT ocel_id FROM {table}
        WHERE leaf_index IS NULL OR leaf_hash IS NULL OR recorded_at IS NULL""",
}
OF_OBJECT_TYPES = OF_EVERY_TYPE | {
    "The object {id} stands not just once as it was at first.": """SELECT ocel_id FROM object o
        WHERE ocel_type = :type AND (SELECT count(*) FROM {table} t
            WHERE t.ocel_id = o.ocel_id AND t.ocel_changed_field IS NULL) <> 1""",
    "The object {id} has two values of an attribute at one instant.": """SELECT ocel_id FROM {table}
        GROUP BY 1, ocel_changed_field, ocel_time HAVING count(*) > 1""",
    "The object {id} changed before or as it was first so.": """SELECT ocel_id FROM {table} c
        WHERE ocel_changed_field IS NOT NULL AND EXISTS (SELECT 1 FROM {table} f WHERE f.ocel_id = c.ocel_id
            AND f.ocel_changed_field IS NULL AND julianday(f.ocel_time) >= julianday(c.ocel_time))""",
    "The object {id} changed in a field that its table does not have.": """SELECT ocel_id FROM {table}
        WHERE ocel_changed_field NOT IN (SELECT name FROM pragma_table_info(:name))""",
}


def sqlite_faults(path: Path, counts: Counts = NOTHING_KNOWN) -> list[str]:
    """Everything wrong with a file, as sentences; none where it is sound and as long as it should be."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
        base.create_function("is_of", 2, _is_of)
        try:
            return list(_missing(base)) or list(_unsound(base, counts))
        except sqlite3.DatabaseError as error:
            return [f"The file cannot be read: {error}."]


def _is_of(ocel: str, value: object) -> bool:
    """SQLite has no truth values of its own: yes is 1."""
    return value in (0, 1) if ocel == "boolean" else OCEL_TYPES[ocel](value)


def _columns(base: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table with their types; none where there is no such table."""
    return dict(base.execute("SELECT name, type FROM pragma_table_info(?)", [table]))


def _types(base: sqlite3.Connection, kind: str) -> dict[str, str]:
    """The declared types, each with its table."""
    found = base.execute(f"SELECT ocel_type, ocel_type_map FROM {kind}_map_type")  # noqa: S608
    return {name: f"{kind}_{mapped}" for name, mapped in found}


def _missing(base: sqlite3.Connection) -> Iterator[str]:
    wanted = dict(COLUMNS)
    for kind, columns in OF_A_TYPE.items():
        known = _columns(base, f"{kind}_map_type")
        wanted |= {table: columns for table in _types(base, kind).values()} if known else {}
    for table, columns in wanted.items():
        for column in sorted(columns - _columns(base, table).keys()):
            yield f"There is no column {column} of a table {table}."


def _unsound(base: sqlite3.Connection, counts: Counts) -> Iterator[str]:
    for sentence, query in RULES.items():
        yield from (sentence.format(row[0]) for row in base.execute(query))
    for kind, rules in (("event", OF_EVENT_TYPES), ("object", OF_OBJECT_TYPES)):
        for name, table in _types(base, kind).items():
            for sentence, query in rules.items():
                rows = base.execute(query.format(table=f'"{table}"', kind=kind), {"type": name, "name": table})
                yield from (sentence.format(kind=kind, id=row[0]) for row in rows)
            yield from _mistyped(base, table)
    yield from _leaves_claimed_twice(base)
    yield from counts_in(base).faults(counts)


def _mistyped(base: sqlite3.Connection, table: str) -> Iterator[str]:
    for column, declared in _columns(base, table).items():
        ocel = OCEL_OF_COLUMN.get(declared)
        if ocel is None:
            yield f"The column {column} of {table} is of the type {declared}, which OCEL does not know."
            continue
        name = f'"{column}"'
        query = f'SELECT ocel_id FROM "{table}" WHERE {name} IS NOT NULL AND NOT is_of(?, {name})'  # noqa: S608
        for (one,) in base.execute(query, [ocel]):
            yield f"The {column} of {one} is no {ocel}."


def _leaves_claimed_twice(base: sqlite3.Connection) -> Iterator[str]:
    tables = [f'SELECT leaf_index FROM "{table}"' for table in _types(base, "event").values()]  # noqa: S608
    query = f"SELECT leaf_index, count(*) FROM ({' UNION ALL '.join(tables)}) GROUP BY 1 HAVING count(*) > 1"  # noqa: S608
    yield from (f"{n} events claim the leaf {index}." for index, n in base.execute(query))
