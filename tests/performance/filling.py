"""Tables that are filled by COPY: what guards and orders them is taken off for as long as that takes, and put back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

TRIGGERS = """
SELECT c.oid::regclass::text, quote_ident(t.tgname) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.oid = ANY(%s::regclass[]) AND NOT t.tgisinternal AND t.tgenabled = 'A'
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('p', 'u', 'f') ORDER BY contype <> 'f', contype
"""
"""What refers to another table goes first, and comes back last."""
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
"""


@dataclass(frozen=True, slots=True)
class Bare:
    """Statements that take everything off some tables, and those that put it back."""

    off: Sequence[str]
    on: Sequence[str]

    @classmethod
    def of(cls, conn: psycopg.Connection[Any], tables: Sequence[str]) -> "Bare":
        """What there is on these tables now."""
        asked = [list(tables)]
        triggers = conn.execute(TRIGGERS, asked).fetchall()
        constraints = conn.execute(CONSTRAINTS, asked).fetchall()
        indexes = conn.execute(INDEXES, asked).fetchall()
        return cls(
            off=[
                *(f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in triggers),
                *(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in constraints),
                *(f"DROP INDEX {name}" for name, _ in indexes),
            ],
            on=[
                *(f"ALTER TABLE {table} ADD CONSTRAINT {name} {told}" for table, name, told in reversed(constraints)),
                *(told for _, told in indexes),
                *(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in triggers),
            ],
        )


@contextmanager
def bare(conn: psycopg.Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    """Within this, the tables hold whatever is put into them; afterwards they are what they were, and analysed."""
    taken = Bare.of(conn, tables)
    for statement in taken.off:
        conn.execute(statement.encode())
    yield
    conn.execute("SET maintenance_work_mem = '1GB'")
    for statement in taken.on:
        conn.execute(statement.encode())
    conn.execute(f"VACUUM (ANALYZE) {', '.join(tables)}".encode())


def copy(conn: psycopg.Connection[Any], table: str, columns: dict[str, str], rows: Sequence[Sequence[object]]) -> None:
    """Put rows into a table, as binary; `columns` are given with their types."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(sql.SQL(table), names)
    with conn.cursor() as curs, curs.copy(statement) as out:
        out.set_types(list(columns.values()))
        for row in rows:
            out.write_row(row)
