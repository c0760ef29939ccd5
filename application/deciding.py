"""What every desk does around a decision: recognise a repeat, stamp it, and decide anew when somebody was faster."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NoReturn, TypeVar

from application.errors import Conflict, KeyReused, Unavailable
from application.ports import AnyRecorded, Clock, Keeper, LostRace, Request
from domain.shared.stamp import Stamp

ATTEMPTS = 4
"""One try and at most three decided anew on the state another writer left."""
FRESH = timedelta(seconds=3)
"""A decision that was held up for longer, as by a failover, is made anew: its moment would not be the log's."""
T = TypeVar("T")
R = TypeVar("R", bound=AnyRecorded)


def persistently(attempt: Callable[[], T]) -> T:
    """Decide again on the state another writer left, or that was found once the store was back.

    Raises `Conflict` after `ATTEMPTS`, or what the last of them said.
    """
    for last in range(1, ATTEMPTS + 1):
        try:
            return attempt()
        except LostRace:
            continue
        except Unavailable:
            if last == ATTEMPTS:
                raise
    raise Conflict()


def decided_too_long_ago(stamp: Stamp, now: datetime) -> bool:
    """Whether what was decided would be recorded at a moment that is not its own."""
    return now - stamp.at > FRESH


def lost() -> NoReturn:
    """Say of a decision that it has to be made anew."""
    raise LostRace()


def repeated(history: Sequence[R], request: Request, keeper: Keeper) -> tuple[str, list[R]]:
    """The request's fingerprint, and the events it brought about already. Raises `KeyReused`."""
    fingerprint = keeper.fingerprint(request.content)
    done = [r for r in history if r.stamp.command_id == request.command_id]
    if done and (done[0].fingerprint != fingerprint or done[0].stamp.by != request.by):
        raise KeyReused("Idempotency-Key")
    return fingerprint, done


def stamped(request: Request, last_at: datetime | None, clock: Clock) -> Stamp:
    """Who asks, and when: the office's clock never runs backwards within a stream."""
    now = clock.now()
    at = max(now, last_at.astimezone(clock.zone)) if last_at else now
    occurred = request.occurred_at.astimezone(clock.zone) if request.occurred_at else at
    return Stamp(at=at, by=request.by, command_id=request.command_id, occurred_at=occurred, zone=clock.zone)
