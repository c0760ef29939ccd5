"""What a history does not say: stretches in which nothing was recorded though somebody had the case on the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from application.calendars import Calendars
from application.ports import Recorded
from domain.suggestion.evolve import evolve
from domain.suggestion.lifecycle import OPEN
from domain.suggestion.state import INITIAL

LONGEST = 5
"""Working days without a record that pass without remark."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was recorded behind an event for so many working days."""

    after: int
    """The version before it."""
    days: int
    since: date
    until: date


def silences(history: Sequence[Recorded], calendars: Calendars, at: datetime) -> list[Silence]:
    """The silent gaps of an open case up to a moment, the one that lasts still among them."""
    found, state = [], INITIAL
    for n, record in enumerate(history):
        state = evolve(state, record.event, record.stamp)
        following = history[n + 1] if n + 1 < len(history) else None
        since = record.stamp.at.astimezone(record.stamp.zone).date()
        until = (following.stamp.at if following else at).astimezone(record.stamp.zone).date()
        days = calendars.days_left(since, until) or 0
        silent = days - 1 if following is not None else days
        if state.stage in OPEN and silent > LONGEST:
            found.append(Silence(record.version, silent, since, until))
    return found
