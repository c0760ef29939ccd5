"""Leaf 0, and the leaves of events that were stored before there was a log."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

import psycopg
from eventsourcing.persistence import StoredEvent
from psycopg import sql

from domain.evidence.entries import Kind, act_entry
from infrastructure.event_store.leaves import leaves


class AnotherLog(RuntimeError):
    """The store belongs to a log of another origin than the settings say."""


def found_log(conn: psycopg.Connection[Any], schema: str, origin: str, facts: Mapping[str, Any]) -> None:
    """Begin the log of a store where it has none. Raises `AnotherLog`. Idempotent.

    Events that are there already are taken into the log as they stand; leaf 0 says how many they were, as nobody can
    prove what they were before.
    """
    names = {"schema": sql.Identifier(schema)}
    with conn.transaction():
        find = sql.SQL("SELECT last, origin, greatest(rec, clock_timestamp()) FROM {schema}.position FOR UPDATE")
        row = conn.execute(find.format(**names)).fetchone()
        assert row is not None
        last, known, rec = row
        if known == origin:
            return
        if known is not None:
            raise AnotherLog(f"the store's log is {known}, not {origin}")
        name = sql.SQL("UPDATE {schema}.position SET origin = %s, rec = %s").format(**names)
        conn.execute(name, [origin, rec])
        genesis = act_entry(origin, Kind.GENESIS, 0, rec, {**facts, "adopted": last})
        copy = sql.SQL("COPY {schema}.log_entry (leaf_index, entry, rec) FROM STDIN").format(**names)
        with conn.cursor() as curs, curs.copy(copy) as out:
            out.write_row((0, genesis, rec))
            for index, entry in _adopted(conn, schema, origin, rec, last):
                out.write_row((index, entry, rec))


def _adopted(
    conn: psycopg.Connection[Any], schema: str, origin: str, rec: datetime, last: int
) -> Iterator[tuple[int, bytes]]:
    if last == 0:
        return
    query = sql.SQL(
        "SELECT notification_id, originator_id, originator_version, topic, state FROM {}.stored_events "
        "ORDER BY notification_id"
    ).format(sql.Identifier(schema))
    with psycopg.connect(conn.info.dsn, password=conn.info.password) as reading, reading.cursor("adopted") as curs:
        reading.execute(sql.SQL("SET ROLE {}").format(sql.Identifier("huying_owner")))
        curs.execute(query)
        rows = ((row[0], StoredEvent(row[1], row[2], row[3], bytes(row[4]))) for row in curs)
        for _, one in groupby(rows, key=lambda row: row[1].originator_id):
            events = list(one)
            made = leaves(origin, [row for _, row in events])
            yield from ((at, leaf.at(at, rec)) for (at, _), leaf in zip(events, made, strict=True))
