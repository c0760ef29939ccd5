"""What a figure of the contact work is: a number, what it was counted from, and what is printed beside it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.contact.book import Stream
from domain.contact.happened import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A period, both days counted."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `positions` are the events it was counted from, `streams` what they happened to.

    `beside` are the numbers that are printed with it, `items` the titles where it is a list. A `value` of None says
    that there is nothing to count.
    """

    name: str
    value: int | None
    positions: tuple[int, ...]
    streams: tuple[UUID, ...] = ()
    beside: Mapping[str, int] = field(default_factory=dict)
    items: tuple[str, ...] = ()


def of_streams(name: str, found: Collection[Stream], beside: Mapping[str, int]) -> Figure:
    """A count of places or groups, each by its first event."""
    positions, streams = tuple(one.begun for one in found), tuple(one.id for one in found)
    return Figure(name=name, value=len(found), positions=positions, streams=streams, beside=beside)


def of_events(name: str, value: int | None, found: Iterable[Happened], beside: Mapping[str, int]) -> Figure:
    """A count that rests on single events."""
    found = list(found)
    streams = tuple(dict.fromkeys(one.stream for one in found))
    return Figure(
        name=name, value=value, positions=tuple(one.position for one in found), streams=streams, beside=beside
    )
