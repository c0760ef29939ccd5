"""What the rules say of one case through time: from when to when each finding and each trace stood, as then known."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from domain.redflags import catalogue
from domain.redflags.finding import Finding
from domain.redflags.thresholds import Thresholds
from domain.redflags.traces import Trace, traces
from domain.redflags.trail import Trail, stretches

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stood(Generic[T]):
    """Something that was so from what was recorded at `begins` until what was recorded at `ends`; None while it is."""

    what: T
    begins: datetime
    ends: datetime | None


def findings_through_time(trail: Trail, thresholds: Thresholds) -> Iterator[Stood[Finding]]:
    """Whatever the rules would have found in a case at any moment."""
    found = _through_time(trail, lambda known: catalogue.of_case(known, thresholds), _same)
    yield from (one for one in found if one.ends is None or one.what.since < one.ends)


def traces_through_time(trail: Trail) -> Iterator[Stood[Trace]]:
    """Whatever the case would have left for comparison at any moment."""
    yield from _through_time(trail, traces, lambda trace: trace)


def _same(finding: Finding) -> Hashable:
    return (*finding.key, finding.severity, finding.positions, tuple(sorted(finding.facts.items())))


def _through_time(
    trail: Trail, look: Callable[[Trail], Iterable[T]], same: Callable[[T], Hashable]
) -> Iterator[Stood[T]]:
    standing: dict[Hashable, tuple[T, datetime]] = {}
    for known, begins, _ in stretches(trail):
        now = {same(one): one for one in look(known)}
        for gone in [key for key in standing if key not in now]:
            what, since = standing.pop(gone)
            yield Stood(what, since, begins)
        for key, one in now.items():
            standing.setdefault(key, (one, begins))
    yield from (Stood(what, since, None) for what, since in standing.values())
