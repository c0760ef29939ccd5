"""How far each edition of each view has read, or is filled; whoever moves one on holds its row."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from application.ports import AnyRecorded
from infrastructure.postgres.pool import Pool, Row, rows
from infrastructure.views.view import View


@dataclass(frozen=True, slots=True)
class Tracked:
    """One edition of one view and how far it has read."""

    view: View
    edition: int
    position: int
    filled: int | None = None
    """While it is filled: where the last stream done was begun."""
    filling_to: int = 0
    """While it is filled: the end of the log that its rows are made for."""

    @property
    def end(self) -> int:
        """The position its rows are made for."""
        return self.position if self.filled is None else self.filling_to

    def knows(self, history: Sequence[AnyRecorded]) -> bool:
        """Whether it has rows of a stream."""
        return self.filled is None or history[0].position <= self.filled


class Tracking:
    """The table of it."""

    def __init__(self, pool: Pool, schema: str, views: Sequence[View]) -> None:
        self._pool, self._views = pool, {view.name: view for view in views}
        self._table = sql.Identifier(f"{schema}_views", "tracking")

    def editions(self, *, current: bool) -> list[Tracked]:
        """The editions in use, or those being built."""
        query = sql.SQL("SELECT * FROM {} WHERE current = %s ORDER BY view").format(self._table)
        found = rows(self._pool, query, [current])
        return [self._read(row) for row in found if row["view"] in self._views]

    def unmoved(self, conn: psycopg.Connection[Row], group: Sequence[Tracked]) -> bool:
        """Hold the editions' rows; False if another process moved one of them meanwhile."""
        return all([self.held(conn, t) == t for t in group])

    def held(self, conn: psycopg.Connection[Row], t: Tracked) -> Tracked | None:
        """Hold an edition's row and say how far it has read; None where the edition was thrown away meanwhile."""
        query = sql.SQL("SELECT * FROM {} WHERE view = %s AND edition = %s FOR UPDATE").format(self._table)
        row = conn.execute(query, [t.view.name, t.edition]).fetchone()
        return None if row is None else self._read(row)

    def filled_to(self, conn: psycopg.Connection[Row], group: Sequence[Tracked], up_to: int | None) -> None:
        """Note how far the editions are filled; None: all the way, so that they follow the log from there."""
        further = sql.SQL("filled = %(to)s")
        done = sql.SQL("position = filling_to, filled = NULL, filling_to = NULL")
        query = sql.SQL("UPDATE {} SET {} WHERE view = %(view)s AND edition = %(edition)s").format(
            self._table, done if up_to is None else further
        )
        for t in group:
            conn.execute(query, {"to": up_to, "view": t.view.name, "edition": t.edition})

    def move(self, conn: psycopg.Connection[Row], group: Sequence[Tracked], position: int) -> None:
        """Note how far the editions have read."""
        query = sql.SQL("UPDATE {} SET position = %s WHERE view = %s AND edition = %s").format(self._table)
        for t in group:
            conn.execute(query, [position, t.view.name, t.edition])

    def _read(self, row: Row) -> Tracked:
        view = self._views[row["view"]]
        return Tracked(view, row["edition"], row["position"], row["filled"], row["filling_to"] or 0)
