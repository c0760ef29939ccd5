"""The projector: reads the log in order and keeps every view up with it, position and rows in one transaction."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from application.desk import case_number, state_of
from application.errors import Unavailable
from application.ports import AnyRecorded, ContactRecorded, EventLog, Recorded
from domain.shared.identity import SuggestionId
from domain.suggestion.evolve import evolve
from domain.suggestion.state import INITIAL, Suggestion
from infrastructure.postgres.pool import Pool, Row
from infrastructure.views.view import Batch, Case, View

log = logging.getLogger("huying.projector")
POLL = 0.2
AWAY = 0.5
BATCH = 1000
"""Events per transaction."""
REMEMBERED = 20_000
"""Cases whose folded state is kept at hand."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """One edition of one view and how far it has read."""

    view: View
    edition: int
    position: int


@dataclass(slots=True)
class _Known:
    position: int
    number: str
    state: Suggestion


class Projector:
    """Applies events to the current editions of all views, or to one new edition while it is being built."""

    def __init__(self, *, pool: Pool, schema: str, log: EventLog, views: Sequence[View], batch: int = BATCH) -> None:
        self._pool, self._schema, self._log, self._size = pool, schema, log, batch
        self._views = {view.name: view for view in views}
        self._known: OrderedDict[SuggestionId, _Known] = OrderedDict()
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def tracked(self, *, current: bool = True) -> list[Tracked]:
        """The editions in use, or those being built."""
        query = sql.SQL("SELECT view, edition, position FROM {} WHERE current = %s ORDER BY view").format(
            self._tracking
        )
        with self._pool.connection() as conn:
            rows = conn.execute(query, [current]).fetchall()
        return [Tracked(self._views[r["view"]], r["edition"], r["position"]) for r in rows if r["view"] in self._views]

    def advance(self) -> int:
        """Bring the views furthest behind one batch forward; return how many events that was."""
        tracked = self.tracked()
        if not tracked:
            return 0
        behind = min(t.position for t in tracked)
        return self.apply([t for t in tracked if t.position == behind], behind)

    def apply(self, group: Sequence[Tracked], position: int) -> int:
        """Apply the events after a position to editions that all stand there, in one transaction."""
        records = self._log.after(position, self._size)
        if not records:
            return 0
        batch = self._batch(records)
        with self._pool.connection() as conn, conn.transaction():
            if self._still_at(conn, group, position):
                for t in group:
                    t.view.write(conn, self._schema, t.edition, batch)
                self._move(conn, group, records[-1].position)
        return len(records)

    def rewrite(self, cases: Sequence[SuggestionId]) -> None:
        """Make the rows of some cases anew where each edition stands, as after a key was destroyed."""
        for t in self.tracked() + self.tracked(current=False):
            with self._pool.connection() as conn, conn.transaction():
                if not self._still_at(conn, [t], t.position):
                    raise Unavailable()
                histories = self._log.histories(cases, t.position)
                if histories:
                    found = {case: _whole(case, history) for case, history in histories.items()}
                    records = sorted((r for h in histories.values() for r in h), key=lambda r: r.position)
                    t.view.write(conn, self._schema, t.edition, Batch(records, found))

    def _still_at(self, conn: psycopg.Connection[Row], group: Sequence[Tracked], position: int) -> bool:
        """Hold the editions' rows; False if another projector moved one of them meanwhile."""
        query = sql.SQL("SELECT position FROM {} WHERE view = %s AND edition = %s FOR UPDATE").format(self._tracking)
        rows = [conn.execute(query, [t.view.name, t.edition]).fetchone() for t in group]
        return all(row is not None and row["position"] == position for row in rows)

    def _move(self, conn: psycopg.Connection[Row], group: Sequence[Tracked], position: int) -> None:
        query = sql.SQL("UPDATE {} SET position = %s WHERE view = %s AND edition = %s").format(self._tracking)
        for t in group:
            conn.execute(query, [position, t.view.name, t.edition])

    def _batch(self, records: Sequence[AnyRecorded]) -> Batch:
        new: dict[SuggestionId, list[Recorded]] = {}
        for record in records:
            if isinstance(record, Recorded):
                new.setdefault(record.case, []).append(record)
        others = list(dict.fromkeys(r.stream for r in records if isinstance(r, ContactRecorded)))
        missing = [case for case, found in new.items() if not self._follows(case, found[0])]
        end = records[-1].position
        histories = self._log.histories(missing, end) if missing else {}
        contacts = self._log.contact_histories(others, end) if others else {}
        cases = {case: self._case(case, found, histories.get(case)) for case, found in new.items()}
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return Batch(records, cases, contacts)

    def _follows(self, case: SuggestionId, first: Recorded) -> bool:
        known = self._known.get(case)
        return first.version == 1 or (known is not None and known.state.version == first.version - 1)

    def _case(self, case: SuggestionId, new: Sequence[Recorded], history: Sequence[Recorded] | None) -> Case:
        if history is not None:
            known = _Known(history[0].position, case_number(history[0]), state_of(history))
        else:
            known = self._continued(case, new)
        self._known[case] = known
        self._known.move_to_end(case)
        return Case(case, known.position, known.number, known.state, tuple(new))

    def _continued(self, case: SuggestionId, new: Sequence[Recorded]) -> _Known:
        fresh = _Known(new[0].position, case_number(new[0]), INITIAL)
        known = fresh if new[0].version == 1 else self._known[case]
        state = known.state
        for record in new:
            state = evolve(state, record.event, record.stamp)
        return _Known(known.position, known.number, state)


def _whole(case: SuggestionId, history: Sequence[Recorded]) -> Case:
    return Case(case, history[0].position, case_number(history[0]), state_of(history), tuple(history))


def keep_up(projector: Projector, stop: threading.Event) -> None:
    """Advance until told to stop, looking at the log every `POLL` seconds when there is nothing new.

    A store that is away is waited for. Any other fault ends the process: a view must never drift in silence.
    """
    away = False
    while not stop.is_set():
        try:
            moved = projector.advance()
            if away:
                log.warning("projector.store_back")
                away = False
            if moved == 0:
                stop.wait(POLL)
        except (Unavailable, psycopg.OperationalError, psycopg.InterfaceError):
            if not away:
                log.warning("projector.store_away")
                away = True
            stop.wait(AWAY)
