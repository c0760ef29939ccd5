"""抽查样本: which cases are called back, so that nobody chooses them and everybody can draw them again."""

import hashlib
from collections.abc import Iterable

SHARE = 10
"""Percent of the cases answered on the spot in a month that are checked (office default)."""


def sample(numbers: Iterable[str], seed: str, share: int = SHARE) -> tuple[str, ...]:
    """Draw at least `share` percent of case numbers, one at least, by their digests under a seed."""
    drawn = sorted(set(numbers), key=lambda number: hashlib.sha256(f"{seed} {number}".encode()).digest())
    return tuple(drawn[: -(-len(drawn) * share // 100)])
