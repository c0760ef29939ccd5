"""Likeness of texts nobody can read: keyed shingles, compared as sets."""

from collections.abc import Callable, Hashable, Iterable
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
