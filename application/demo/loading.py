"""Puts the demo's year into a store: what each life did, in the order of time, a first slice before the rest."""

import heapq
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from application import sealing
from application.contact_desk import reference_of
from application.demo.contact_life import ContactLife
from application.demo.life import Life
from application.ports import Append, EventLog, Keeper
from application.queries import Views
from domain.shared.identity import BeneficiaryRef
from domain.shared.sealed import plain

FIRST = 400
"""Cases of the first slice: what is in the store within seconds."""
BATCH = 400
"""Appends per transaction."""
BEHIND = 5_000
"""Events the lists may be behind before the load waits for them."""
PATIENCE = 3.0
"""Seconds without any movement after which nobody seems to keep the lists up, and the load goes on alone."""
Lived = Life | ContactLife
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is in the store afterwards, and how much of it was added now."""

    cases: int
    events: int
    added: int


class Loading:
    """Appends a year; run again after an interruption, it goes on where it stopped."""

    def __init__(self, *, log: EventLog, keeper: Keeper, views: Views) -> None:
        self._log, self._keeper, self._views = log, keeper, views
        self._patience = PATIENCE

    def load(self, lives: Sequence[Life], progress: Progress, contact: Sequence[ContactLife] = ()) -> Loaded:
        """Append what the lives did. The first slice holds the contact work and every kind of life.

        Lists keep up with the rest.
        """
        step = max(len(lives) // FIRST, 1)
        first: list[Lived] = [*contact, *lives[::step]]
        slices: list[list[Lived]] = [first, [life for n, life in enumerate(lives) if n % step]]
        total = sum(len(a.entries) for part in slices for life in part for a in life.appends)
        done = added = 0
        for part in slices:
            for batch in _batches(in_order(part)):
                added += self._append(batch)
                done += sum(len(a.entries) for a in batch)
                progress(done, total)
                self._let_lists_keep_up()
        return Loaded(len(lives), total, added)

    def reference(self, who: str) -> BeneficiaryRef:
        """The keyed reference of whoever is visited or helped."""
        return reference_of(plain(who), self._keeper)

    def _let_lists_keep_up(self) -> None:
        """Pages stay usable while the rest comes in: no list falls far behind the log while somebody keeps it up."""
        best = self._views.position()
        give_up = time.monotonic() + self._patience
        while self._log.head() - best > BEHIND and time.monotonic() < give_up:
            time.sleep(0.05)
            if self._views.position() > best:
                best, give_up = self._views.position(), time.monotonic() + PATIENCE
        if time.monotonic() >= give_up:
            self._patience = 0.0

    def _append(self, batch: Sequence[Append]) -> int:
        known = self._log.versions(list({a.case for a in batch}))
        new = [a for a in batch if known.get(a.case, 0) <= a.after_version]
        if new:
            self._log.append(sealing.sealed(new, self._keeper))
        return sum(len(a.entries) for a in new)


def in_order(lives: Iterable[Lived]) -> Iterator[Append]:
    """Everything that happened to some cases and to the contact work, in the order of time."""
    return heapq.merge(*(life.appends for life in lives), key=lambda append: append.entries[0][1].at)


def _batches(appends: Iterator[Append]) -> Iterator[list[Append]]:
    batch: list[Append] = []
    for append in appends:
        batch.append(append)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
