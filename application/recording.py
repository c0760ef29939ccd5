"""From a decision to its record: its texts are sealed, and it is appended unless its moment has passed."""

from collections.abc import Sequence

from application import sealing
from application.deciding import FRESH, decided_too_long_ago, lost
from application.ports import Append, Appended, Clock, EventLog, Keeper


class Recording:
    """Seals and appends decisions: for a thread, which waits for it, or for a task, which must not hold up its loop."""

    def __init__(self, *, log: EventLog, keeper: Keeper, clock: Clock) -> None:
        self._log, self._keeper, self._clock = log, keeper, clock

    def sealed(self, decided: Sequence[Append]) -> Sequence[Append]:
        """Return decisions with their texts sealed."""
        return sealing.sealed(decided, self._keeper)

    async def sealed_soon(self, decided: Sequence[Append]) -> Sequence[Append]:
        """The same for a task."""
        texts = sealing.texts(decided)
        return sealing.with_tokens(decided, texts, await self._keeper.seal_soon(texts)) if texts else decided

    def appended(self, decided: Sequence[Append]) -> Sequence[Appended]:
        """Append decisions, each for itself; one that is too old to be recorded as of its moment lost its race."""
        fresh = self._fresh(decided)
        return _of_all(decided, fresh, self._log.append_each(_each(fresh), within=FRESH) if fresh else ())

    async def appended_soon(self, decided: Sequence[Append]) -> Sequence[Appended]:
        """The same for a task."""
        fresh = self._fresh(decided)
        return _of_all(decided, fresh, await self._log.append_soon(_each(fresh), within=FRESH) if fresh else ())

    def _fresh(self, decided: Sequence[Append]) -> Sequence[Append]:
        now = self._clock.now()
        return [append for append in decided if not decided_too_long_ago(append.entries[0][1], now)]


def _each(decided: Sequence[Append]) -> Sequence[Sequence[Append]]:
    return [[append] for append in decided]


def _of_all(decided: Sequence[Append], fresh: Sequence[Append], appended: Sequence[Appended]) -> Sequence[Appended]:
    """What became of each decision; those that were not fresh any more are to be made anew."""
    if len(fresh) == len(decided):
        return appended
    told = {id(append): one for append, one in zip(fresh, appended, strict=True)}
    return [told.get(id(append), lost) for append in decided]
