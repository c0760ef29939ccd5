"""Likeness of texts nobody can read: keyed shingles, compared as sets."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import ceil
from typing import TypeVar

from domain.redflags.thresholds import Thresholds
from domain.redflags.traces import Trace

K = TypeVar("K", bound=Hashable)


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared shingles out of all; 0 where either text is gone."""
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)


def alike(one: Trace, other: Trace, thresholds: Thresholds) -> bool:
    """Whether two texts say the same."""
    shorter, longer = sorted((len(one.shingles), len(other.shingles)))
    if shorter < thresholds.similar * longer:
        return False
    return jaccard(one.shingles, other.shingles) >= thresholds.similar


def groups_by(traces: Iterable[Trace], key: Callable[[Trace], K]) -> dict[K, list[Trace]]:
    """The traces by a key, in their order."""
    groups: dict[K, list[Trace]] = {}
    for trace in traces:
        groups.setdefault(key(trace), []).append(trace)
    return groups


def neighbours(traces: Sequence[Trace], thresholds: Thresholds) -> dict[int, list[Trace]]:
    """For each trace, by its position, the others that say the same.

    Two sets that are alike share one of their rarest elements (prefix filtering: Chaudhuri et al., ICDE 2006): only
    those are compared in full.
    """
    common = Counter(number for trace in traces for number in trace.shingles)
    by_rare: dict[int, list[Trace]] = {}
    found: dict[int, list[Trace]] = {trace.position: [] for trace in traces}
    for trace in traces:
        size = len(trace.shingles)
        prefix = size - ceil(thresholds.similar * size) + 1
        rare = sorted(trace.shingles, key=lambda number: (common[number], number))[:prefix]
        met: dict[int, Trace] = {}
        for number in rare:
            met.update((other.position, other) for other in by_rare.get(number, ()))
            by_rare.setdefault(number, []).append(trace)
        for other in met.values():
            if alike(trace, other, thresholds):
                found[trace.position].append(other)
                found[other.position].append(trace)
    return found
