"""How far each edition of each view has read, or is filled; whoever moves one on holds its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from application.ports import AnyRecorded
from infrastructure.postgres.pool import Pool, Row, rows
from infrastructure.views.view import View

Key = tuple[str, int]
"""A view's name and an edition."""
STATEMENTS = {
    "editions": "SELECT * FROM {tracking} WHERE current = %s ORDER BY view",
    "unfilled": "SELECT * FROM {unfilled}",
    "hold": "SELECT * FROM {tracking} WHERE view = %s AND edition = %s FOR UPDATE",
    "hold_unfilled": "SELECT * FROM {unfilled} WHERE view = %s AND edition = %s ORDER BY up_to FOR UPDATE",
    "move": "UPDATE {tracking} SET position = %s WHERE view = %s AND edition = %s",
    "hold_stretch": "SELECT u.*, t.position, t.filling_to FROM {unfilled} u JOIN {tracking} t USING (view, edition) "
    "WHERE u.up_to = %s AND u.view = ANY(%s) ORDER BY u.view, u.edition FOR UPDATE OF u",
    "filled_so_far": "UPDATE {unfilled} SET after = %s WHERE up_to = %s AND view = %s AND edition = %s",
    "filled": "DELETE FROM {unfilled} WHERE up_to = %s AND view = %s AND edition = %s",
    "follow": "UPDATE {tracking} AS t SET position = filling_to, filling_to = NULL "
    "WHERE view = ANY(%s) AND filling_to IS NOT NULL "
    "AND NOT EXISTS (SELECT FROM {unfilled} AS u WHERE u.view = t.view AND u.edition = t.edition)",
}


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Streams that an edition has still to be filled with: those begun behind one position and not behind another."""

    up_to: int
    after: int


@dataclass(frozen=True, slots=True)
class Tracked:
    """One edition of one view and how far it has read."""

    view: View
    edition: int
    position: int
    filling_to: int | None = None
    """While it is filled: the end of the log that its rows are made for."""
    unfilled: tuple[Stretch, ...] = ()

    @property
    def end(self) -> int:
        """The position its rows are made for."""
        return self.position if self.filling_to is None else self.filling_to

    @property
    def left(self) -> int:
        """Positions that it has still to be filled with."""
        return sum(stretch.up_to - stretch.after for stretch in self.unfilled)

    def knows(self, history: Sequence[AnyRecorded]) -> bool:
        """Whether it has rows of a stream."""
        first = history[0].position
        return first <= self.end and not any(s.after < first <= s.up_to for s in self.unfilled)


class Tracking:
    """The tables of it."""

    def __init__(self, pool: Pool, schema: str, views: Sequence[View]) -> None:
        self._pool, self._views = pool, {view.name: view for view in views}
        tables = {name: sql.Identifier(f"{schema}_views", name) for name in ("tracking", "unfilled")}
        self._sql = {name: sql.SQL(text).format(**tables) for name, text in STATEMENTS.items()}

    def editions(self, *, current: bool) -> list[Tracked]:
        """The editions in use, or those being built."""
        found = rows(self._pool, self._sql["editions"], [current])
        left = {} if current else _by_edition(rows(self._pool, self._sql["unfilled"]))
        return [self._read(row, left) for row in found if row["view"] in self._views]

    def unmoved(self, conn: psycopg.Connection[Row], group: Sequence[Tracked]) -> bool:
        """Hold the editions' rows; False if another process moved one of them meanwhile."""
        return all([self.held(conn, t) == t for t in group])

    def held(self, conn: psycopg.Connection[Row], t: Tracked) -> Tracked | None:
        """Hold an edition's rows and say how far it has read; None where the edition was thrown away meanwhile."""
        row = conn.execute(self._sql["hold"], [t.view.name, t.edition]).fetchone()
        if row is None:
            return None
        left = () if row["current"] else conn.execute(self._sql["hold_unfilled"], [t.view.name, t.edition]).fetchall()
        return self._read(row, _by_edition(left))

    def move(self, conn: psycopg.Connection[Row], group: Sequence[Tracked], position: int) -> None:
        """Note how far the editions have read."""
        for t in group:
            conn.execute(self._sql["move"], [position, t.view.name, t.edition])

    def furthest_behind(self, conn: psycopg.Connection[Row], up_to: int) -> tuple[list[Tracked], int]:
        """Hold one stretch of all editions; return those in which least of it is filled, and as far as where."""
        found = conn.execute(self._sql["hold_stretch"], [up_to, list(self._views)]).fetchall()
        least = min(((row["after"], row["filling_to"]) for row in found), default=(up_to, up_to))
        return [self._read(row, {}) for row in found if (row["after"], row["filling_to"]) == least], least[0]

    def filled(self, conn: psycopg.Connection[Row], group: Sequence[Tracked], up_to: int, after: int | None) -> None:
        """Note as far as where one stretch of some editions is filled; None: all the way."""
        name, told = ("filled", [up_to]) if after is None else ("filled_so_far", [after, up_to])
        for t in group:
            conn.execute(self._sql[name], [*told, t.view.name, t.edition])

    def follow(self, conn: psycopg.Connection[Any]) -> None:
        """Let the editions that are filled to the end follow the log from there."""
        conn.execute(self._sql["follow"], [list(self._views)])

    def _read(self, row: Row, left: dict[Key, list[Stretch]]) -> Tracked:
        unfilled = tuple(sorted(left.get((row["view"], row["edition"]), ())))
        return Tracked(self._views[row["view"]], row["edition"], row["position"], row["filling_to"], unfilled)


def _by_edition(found: Sequence[Row]) -> dict[Key, list[Stretch]]:
    left: dict[Key, list[Stretch]] = {}
    for row in found:
        left.setdefault((row["view"], row["edition"]), []).append(Stretch(row["up_to"], row["after"]))
    return left
