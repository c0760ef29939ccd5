"""What codes stand for, in a table of editions; the latest of each is the one that holds."""

import threading
import time
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from psycopg import sql

from application.codebook import CodeEntry, CodeList, Names
from domain.shared.identity import ActorId
from infrastructure.postgres.pool import Pool, Row, rows, using

FRESH = 2.0
"""Seconds names are used before the table is asked again."""
COLUMNS = sql.SQL("list, code, name_zh, name_en, kind, within, place, retired")
LATEST = sql.SQL(
    "SELECT {columns} FROM (SELECT DISTINCT ON (list, code) * FROM {table} ORDER BY list, code, edition DESC) latest "
    "WHERE (%(list)s::text IS NULL OR list = %(list)s) ORDER BY list, place, code"
)
ENTER = sql.SQL(
    "INSERT INTO {table} ({columns}, entered_by, edition) "
    "SELECT %(list)s, %(code)s, %(name_zh)s, %(name_en)s, %(kind)s, %(within)s, %(place)s, %(retired)s, %(by)s, "
    "coalesce((SELECT max(edition) FROM {table} WHERE list = %(list)s AND code = %(code)s), 0) + 1"
)


class PostgresCodebook:
    """Implements `application.codebook.Codebook`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._schema = pool, schema
        self._names, self._read_at = Names(), float("-inf")
        self._lock = threading.Lock()

    def entries(self, list: CodeList) -> Sequence[CodeEntry]:
        """See the port."""
        return [_entry(row) for row in rows(self._pool, _filled(LATEST, self._schema), {"list": list.value})]

    def names(self) -> Names:
        """See the port."""
        with self._lock:
            if time.monotonic() - self._read_at > FRESH:
                found = [_entry(row) for row in rows(self._pool, _filled(LATEST, self._schema), {"list": None})]
                self._names = Names({(one.list, one.code): (one.name_zh, one.name_en) for one in found})
                self._read_at = time.monotonic()
            return self._names

    def enter(self, entries: Sequence[CodeEntry], by: ActorId) -> int:
        """See the port."""
        with using(self._pool) as conn, conn.transaction():
            count = enter(conn, self._schema, [entry.checked() for entry in entries], by)
        with self._lock:
            self._read_at = float("-inf")
        return count


def enter(conn: psycopg.Connection[Any], schema: str, entries: Iterable[CodeEntry], by: str) -> int:
    """Write the entries that do not already read so, each as the next edition of its code; return how many."""
    with conn.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        known = {_entry(row) for row in cursor.execute(_filled(LATEST, schema), {"list": None}).fetchall()}
        new = [entry for entry in entries if entry not in known]
        for entry in new:
            cursor.execute(_filled(ENTER, schema), _values(entry, by))
    return len(new)


def seed(conn: psycopg.Connection[Any], schema: str, entries: Iterable[CodeEntry]) -> None:
    """Give every code that has no entry its first one."""
    with conn.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        known = {(row["list"], row["code"]) for row in cursor.execute(_filled(LATEST, schema), {"list": None})}
        new = [_values(one, "system") for one in entries if (one.list.value, one.code) not in known]
        cursor.executemany(_filled(ENTER, schema), new)


def _filled(query: sql.SQL, schema: str) -> sql.Composed:
    return query.format(columns=COLUMNS, table=sql.Identifier(schema, "code_entry"))


def _values(entry: CodeEntry, by: str) -> dict[str, object]:
    told = {name: getattr(entry, name) for name in CodeEntry.__slots__}
    return told | {"list": entry.list.value, "by": by}


def _entry(row: Row) -> CodeEntry:
    return CodeEntry(**{**row, "list": CodeList(row["list"])})
