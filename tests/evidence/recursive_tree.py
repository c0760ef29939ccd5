"""RFC 6962 §2.1 written down as it stands there: the judge of the project's own tree."""

import hashlib
from collections.abc import Sequence


def leaf(data: bytes) -> bytes:
    """MTH({d(0)}) = SHA-256(0x00 || d(0))."""
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """MTH over leaf hashes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return node(root(leaves[:k]), root(leaves[k:]))


def path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), root(leaves[k:])]
    return [*path(index - k, leaves[k:]), root(leaves[:k])]


def proof(old: int, leaves: Sequence[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF(m, D[n], b); PROOF(m, D[n]) where `whole`."""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*proof(old, leaves[:k], whole), root(leaves[k:])]
    return [*proof(old - k, leaves[k:], False), root(leaves[:k])]


def split(count: int) -> int:
    """The largest power of two smaller than a count."""
    k = 1
    while 2 * k < count:
        k *= 2
    return k


def some_leaves(count: int) -> list[bytes]:
    """The leaf hashes of the entries "0", "1", "2" …"""
    return [leaf(str(n).encode()) for n in range(count)]


def sides(index: int, size: int) -> str:
    """On which side the siblings of a leaf stand, from the leaf up: the form of its proof."""
    if size == 1:
        return ""
    k = split(size)
    return sides(index, k) + "r" if index < k else sides(index - k, size - k) + "l"


def form(old: int, size: int, whole: bool = True) -> str:
    """The form of a consistency proof: where it starts, and on which side each hash stands."""
    if old == size:
        return "whole" if whole else "part"
    k = split(size)
    return form(old, k, whole) + "r" if old <= k else form(old - k, size - k, False) + "l"
