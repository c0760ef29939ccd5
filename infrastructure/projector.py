"""The projector: reads the log in order and keeps every view up with it, position and rows in one transaction."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from application.desk import case_number, state_of
from application.ports import AnyRecorded, ContactRecorded, EventLog, Recorded
from domain.shared.identity import ContactId, SuggestionId
from domain.suggestion.evolve import evolve
from domain.suggestion.state import INITIAL, Suggestion
from infrastructure.postgres.pool import STORE_AWAY, Pool, using
from infrastructure.tracking import Tracked, Tracking
from infrastructure.views.view import Batch, Case, View

log = logging.getLogger("huying.projector")
POLL = 0.2
AWAY = 0.5
BATCH = 1000
"""Events per transaction."""
REMEMBERED = 20_000
"""Cases whose folded state is kept at hand."""


@dataclass(slots=True)
class _Known:
    position: int
    number: str
    state: Suggestion


class Projector:
    """Applies events to the current editions of all views, or to one new edition while it is being built."""

    def __init__(self, *, pool: Pool, schema: str, log: EventLog, views: Sequence[View], batch: int = BATCH) -> None:
        self._pool, self._schema, self._log, self._size, self.views = pool, schema, log, batch, views
        self._known: OrderedDict[SuggestionId, _Known] = OrderedDict()
        self._tracking = Tracking(pool, schema, views)

    def tracked(self, *, current: bool = True) -> list[Tracked]:
        """The editions in use, or those being built."""
        return self._tracking.editions(current=current)

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
        with using(self._pool) as conn, conn.transaction():
            if self._tracking.unmoved(conn, group):
                for t in group:
                    t.view.write(conn, self._schema, t.edition, batch)
                self._tracking.move(conn, group, records[-1].position)
        return len(records)

    def fill(self, up_to: int, streams: int) -> bool:
        """Make the rows of so many streams more of one stretch, each once from all that happened to it.

        That is one transaction. A row depends on its stream alone, so that the order of the log does not matter to a
        new edition. False where the stretch is filled.
        """
        with using(self._pool) as conn, conn.transaction():
            conn.execute("SET LOCAL synchronous_commit = off")  # what a crash takes back is made again
            group, after = self._tracking.furthest_behind(conn, up_to)
            if not group:
                return False
            histories = self._log.begun(after, up_to, streams, group[0].end)
            if histories:
                batch = _all_of(histories, fresh=True)
                for t in group:
                    t.view.write(conn, self._schema, t.edition, batch)
            whole = len(histories) < streams
            self._tracking.filled(conn, group, up_to, None if whole else histories[-1][0].position)
        return True

    def follow(self, conn: Connection[Any]) -> None:
        """Let the editions that are filled to the end follow the log from there."""
        self._tracking.follow(conn)

    def rewrite(self, cases: Sequence[SuggestionId]) -> None:
        """Make the rows of some cases anew where each edition stands, as after a key was destroyed.

        Those being built are looked up first: one that is put in use meanwhile is met twice and not missed.
        """
        for t in self.tracked(current=False) + self.tracked():
            with using(self._pool) as conn, conn.transaction():
                held = self._tracking.held(conn, t)
                known = [h for h in self._log.histories(cases, held.end).values() if held.knows(h)] if held else []
                if known:
                    t.view.write(conn, self._schema, t.edition, _all_of(known))

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


def _all_of(histories: Sequence[Sequence[AnyRecorded]], *, fresh: bool = False) -> Batch:
    """Whole streams as a batch."""
    cases: dict[SuggestionId, Case] = {}
    contacts: dict[ContactId, tuple[ContactRecorded, ...]] = {}
    for history in histories:
        of_case = tuple(record for record in history if isinstance(record, Recorded))
        if of_case:
            first = of_case[0]
            cases[first.case] = Case(first.case, first.position, case_number(first), state_of(of_case), of_case)
        else:
            others = tuple(record for record in history if isinstance(record, ContactRecorded))
            contacts[others[0].stream] = others
    records = sorted((record for history in histories for record in history), key=lambda record: record.position)
    return Batch(records, cases, contacts, whole=True, fresh=fresh)


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
        except STORE_AWAY:
            if not away:
                log.warning("projector.store_away")
                away = True
            stop.wait(AWAY)
