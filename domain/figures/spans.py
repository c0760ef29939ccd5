"""The lines of one case through time: which of them stood when, as far as is known until now (DOMAIN §6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.figures.counting import lines, part_limits
from domain.figures.line import Line
from domain.redflags.clocks import part_clocks
from domain.redflags.extensions import void_extensions
from domain.redflags.thresholds import DEFAULTS
from domain.redflags.trail import Trail, stretches


@dataclass(frozen=True, slots=True)
class Span:
    """A line, the moment it came to stand, and the moment from which it stood no more; None while it stands.

    `since` may lie ahead: a last day that nothing has met yet will count against its unit when it passes.
    """

    line: Line
    since: datetime
    until: datetime | None


_Told = tuple[tuple[object, ...], int]
"""What a line says, but not of which case it is; and how many that say the same came before it."""


def spans(trail: Trail) -> Iterator[Span]:
    """Every line that ever stood or, should nothing more happen, will stand.

    For any moment, the spans that hold it are the lines of the trail as it was known then: `lines(trail, at)`.
    """
    standing: dict[_Told, tuple[Line, datetime]] = {}
    for known, begins, ends in stretches(trail):
        turns = sorted(t for t in _turns(known) if begins < t and (ends is None or t < ends))
        for at in (begins, *turns):
            now = _numbered(lines(known, at))
            for gone in [one for one in standing if one not in now]:
                yield Span(*standing.pop(gone), at)
            for one, line in now.items():
                if one not in standing:
                    standing[one] = line, at
    for line, since in standing.values():
        yield Span(line, since, None)


def _turns(trail: Trail) -> Iterator[datetime]:
    """The instants at which the mere passing of time changes a line."""
    yield from (trail.office.end_of(limit) for _, _, _, limit in part_limits(trail))
    yield from (since for _, _, since in void_extensions(trail, DEFAULTS))
    for clocks in (part_clocks(trail, DEFAULTS, trail.facts[-1].at), part_clocks(trail, DEFAULTS)):
        for clock in clocks:
            missed = clock.missed(trail)
            yield from () if missed is None else (missed,)
            yield trail.office.passed(clock.due)
    yield from (trail.office.end_of(promise.due_on) for promise in trail.state.commitments)


def _numbered(found: Iterator[Line]) -> dict[_Told, Line]:
    """Lines in their order; equal ones are told apart by how many came before."""
    numbered: dict[_Told, Line] = {}
    for line in found:
        told, before = line[:-1], 0
        while (told, before) in numbered:
            before += 1
        numbered[told, before] = line
    return numbered
