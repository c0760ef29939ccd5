"""What a case is in the store, made without asking the store: its rows, its leaves, and the keys to its texts."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from application import sealing
from application.demo.life import Life
from application.ports import Append, StreamId, ToSeal
from infrastructure.event_store.leaves import Leaf, leaves
from infrastructure.event_store.mapper import to_stored
from infrastructure.keeper.keeper import PostgresKeeper
from infrastructure.keeper.persons import SEARCHED, blind
from infrastructure.keeper.wrapping import KEY_BYTES, KeyWrapper
from infrastructure.postgres.in_loop import LoopConnections
from infrastructure.postgres.pool import Pool


@dataclass(slots=True)
class KeyRows:
    """Rows of the keeper's two tables."""

    keys: list[tuple[str, UUID, str, bytes, int]] = field(default_factory=list)
    blind: list[tuple[bytes, str]] = field(default_factory=list)


class BulkKeeper(PostgresKeeper):
    """The real keeper, but that every case is new to it: a key is made where one is asked for, and its row kept."""

    def __init__(self, pool: Pool, schema: str, wrapper: KeyWrapper, of_tasks: LoopConnections) -> None:
        super().__init__(pool, schema, wrapper, of_tasks)
        self._epoch = wrapper.epoch
        self._made = KeyRows()

    def taken(self) -> KeyRows:
        """The rows made since this was asked last."""
        taken, self._made = self._made, KeyRows()
        return taken

    def _keys_for(self, whose: set[tuple[StreamId, str]]) -> dict[tuple[StreamId, str], tuple[str, bytes]]:
        found = {}
        for case, subject in whose:
            kid, key = f"k-{secrets.token_hex(16)}", secrets.token_bytes(KEY_BYTES)
            wrapped = self._wrapper.wrap(kid, self._epoch, key)
            self._made.keys.append((kid, case, subject, wrapped, self._epoch))
            found[case, subject] = (kid, key)
        return found

    def _index(self, wanted: Sequence[tuple[ToSeal, str]]) -> None:
        lines = {(blind(self._blind_key, SEARCHED[w.field], w.text.text), kid) for w, kid in wanted}
        self._made.blind.extend(lines)


@dataclass(frozen=True, slots=True)
class Written:
    """What one command of a case left behind, ready but for its positions."""

    at: datetime
    rows: Sequence[StoredEvent]
    leaves: Sequence[Leaf]


@dataclass(slots=True)
class Ahead:
    """What the lives begun so far will have done, by the day on which it is recorded."""

    keeper: BulkKeeper
    origin: str
    days: dict[date, list[Written]] = field(default_factory=dict)

    def begin(self, lives: Iterable[Life]) -> None:
        """Seal what these lives say, and put what they do into their days."""
        for life in lives:
            for append in sealing.sealed(life.appends, self.keeper):
                written = _written(append, self.origin)
                self.days.setdefault(written.at.date(), []).append(written)

    def done(self, day: date) -> list[Written]:
        """Everything of a day, in the order of time."""
        return sorted(self.days.pop(day, ()), key=attrgetter("at"))


def _written(append: Append, origin: str) -> Written:
    rows = [
        to_stored(append.case, version, event, stamp, append.fingerprint)
        for version, (event, stamp) in enumerate(append.entries, start=append.after_version + 1)
    ]
    return Written(append.entries[0][1].at, rows, leaves(origin, rows))
