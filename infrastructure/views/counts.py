"""Small rows that say how many rows of a view are alike, so that counting does not read the rows themselves.

They are kept in the transaction that changes the view's rows, which are counted before and after it: what is counted is
said once. Transactions of one edition follow one another, so that none ever waits for another's counts. A new edition
is counted whole when it has been filled.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from infrastructure.views.view import Batch, table

# Space for a row's next count beside it: the counts in use are changed by every batch.
COUNTS = """
CREATE TABLE IF NOT EXISTS {table} ({columns}, n bigint NOT NULL, UNIQUE NULLS NOT DISTINCT ({keys}))
WITH (fillfactor = 50)
"""
ADD = """
INSERT INTO {table} AS t ({keys}, n) SELECT * FROM unnest({changes}, %s::bigint[])
ON CONFLICT ({keys}) DO UPDATE SET n = t.n + excluded.n RETURNING n
"""
WHOLE = "INSERT INTO {table} ({keys}, n) {counted}"
Key = tuple[object, ...]
OF_BATCH, OF_ALL = sql.SQL("case_id = ANY(%(cases)s)"), sql.SQL("true")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows of a view have the same keys."""

    view: str
    name: str
    keys: Mapping[str, str]
    """Each key's column and its type."""
    query: str
    """Counts the rows of the table `rows` for which `which` is true: the keys, and how many rows have them."""

    def tables(self, schema: str, edition: int) -> list[sql.Composed]:
        """The statement that makes the table of an edition, where it is not there."""
        columns = [sql.SQL("{} {}").format(sql.Identifier(key), sql.SQL(kind)) for key, kind in self.keys.items()]
        target = table(schema, self.name, edition)
        return [sql.SQL(COUNTS).format(table=target, columns=sql.SQL(", ").join(columns), keys=self._names())]

    @contextmanager
    def kept(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> Iterator[None]:
        """Within this the view's rows of a batch's cases are changed; afterwards the counts are right again."""
        if batch.fresh:
            yield
            return
        query, cases = self._query(schema, edition, OF_BATCH), list(batch.cases)
        before = self._counted(conn, query, cases)
        yield
        change = self._counted(conn, query, cases)
        change.subtract(before)
        changed = {key: n for key, n in change.items() if n}
        if changed:
            self._add(conn, table(schema, self.name, edition), changed)

    def count(self, conn: psycopg.Connection[Any], schema: str, edition: int) -> None:
        """Count all rows of an edition that has been filled, whatever was counted of it before."""
        target, counted = table(schema, self.name, edition), self._query(schema, edition, OF_ALL)
        conn.execute(sql.SQL("TRUNCATE {}").format(target))
        conn.execute(sql.SQL(WHOLE).format(table=target, keys=self._names(), counted=counted))

    def _query(self, schema: str, edition: int, which: sql.SQL) -> sql.Composed:
        return sql.SQL(self.query).format(rows=table(schema, self.view, edition), which=which)

    def _counted(self, conn: psycopg.Connection[Any], query: sql.Composed, cases: list[Any]) -> "Counter[Key]":
        with conn.cursor(row_factory=tuple_row) as curs:
            return Counter({tuple(key): n for *key, n in curs.execute(query, {"cases": cases}).fetchall()})

    def _add(self, conn: psycopg.Connection[Any], target: sql.Identifier, changed: Mapping[Key, int]) -> None:
        changes = sql.SQL(", ").join(sql.SQL(f"%s::{kind}[]") for kind in self.keys.values())
        statement = sql.SQL(ADD).format(table=target, keys=self._names(), changes=changes)
        columns = [list(column) for column in zip(*changed, strict=True)]
        with conn.cursor(row_factory=tuple_row) as curs:
            left = curs.execute(statement, [*columns, list(changed.values())]).fetchall()
        if (0,) in left:
            conn.execute(sql.SQL("DELETE FROM {} WHERE n = 0").format(target))

    def _names(self) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, self.keys))
