"""Connections for tasks: what is asked over them holds up no thread and no event loop."""

import asyncio
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from infrastructure.postgres.pool import AWAY, Pool, Row, connection_settings, first_statements, rows

Cursor = psycopg.AsyncCursor[Row]


@dataclass(slots=True)
class _Line:
    """The connection of one event loop, and who may use it now: tasks take turns, in the order they came."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    cursor: Cursor | None = None
    """One for all: to make one for each statement takes a third of the statement's time."""

    def drop(self) -> None:
        if self.cursor is not None:
            self.cursor.connection.pgconn.finish()
            self.cursor = None


class LoopConnections:
    """One connection per event loop, opened when it is first wanted and anew after it was lost."""

    def __init__(self, url: str, *, role: str) -> None:
        self._url, self._role = url, role
        self._lines: dict[asyncio.AbstractEventLoop, _Line] = {}
        self._lock = threading.Lock()

    async def rows(self, query: bytes | sql.Composed, values: Sequence[Any], by: float = float("inf")) -> list[Row]:
        """Run one statement and return its rows; `by` is a moment of `time.monotonic`.

        Raises psycopg's errors; after one of `pool.AWAY` it may have been done or not. Raises `TimeoutError`, and
        nothing was done, where its turn came too late.
        """
        line = self._line()
        async with line.turn:
            try:
                if line.cursor is None:
                    line.cursor = (await self._connected()).cursor(binary=True)
                if time.monotonic() > by:
                    raise TimeoutError
                return await (await line.cursor.execute(query, values)).fetchall()
            except AWAY:
                line.drop()  # a server that takes no writes any more keeps its connections
                raise

    def close(self) -> None:
        """Leave nothing open, in whatever loop it was."""
        for line in self._lines.values():
            line.drop()
        self._lines.clear()

    def _line(self) -> _Line:
        loop = asyncio.get_running_loop()
        line = self._lines.get(loop)
        if line is None:
            with self._lock:  # loops are of different threads
                for ended in [other for other in self._lines if other.is_closed()]:
                    self._lines.pop(ended).drop()
                line = self._lines[loop] = _Line()
        return line

    async def _connected(self) -> psycopg.AsyncConnection[Row]:
        told = connection_settings(self._url)
        conn = await psycopg.AsyncConnection[Row].connect(**told, autocommit=True, row_factory=dict_row)
        try:
            for statement in first_statements(conn.info.user, self._role):
                await conn.execute(statement)
        except BaseException:
            conn.pgconn.finish()
            raise
        return conn


async def rows_soon(
    of_tasks: LoopConnections, pool: Pool, query: sql.Composed, values: Sequence[Any] = ()
) -> list[Row]:
    """Run one query that reads, for a task; a store that is away is waited for on a thread. Raises `Unavailable`."""
    try:
        return await of_tasks.rows(query, values)
    except psycopg.Error:
        return await asyncio.to_thread(rows, pool, query, values)
