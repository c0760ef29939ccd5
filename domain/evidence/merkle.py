"""The RFC 6962 tree: hashes, a frontier that grows, proofs, and their verification (RFC 9162 §2.1.3.2, §2.1.4.2)."""

import hashlib
from collections.abc import Callable, Sequence

from domain.evidence.malformed import MOST

EMPTY = hashlib.sha256(b"").digest()
HASH = 32
Node = Callable[[int, int], bytes]
"""Gives the hash of a complete subtree: of level l (2^l leaves), the i-th of its level."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: enough to append and to know the root."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """Start empty, or from the roots of the complete subtrees of a size, largest first."""
        if size.bit_count() != len(peaks) or any(len(peak) != HASH for peak in peaks):
            raise ValueError("peaks do not fit the size")
        self.size, self._peaks = size, list(peaks)

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The roots of the complete subtrees, largest first."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Take in the hash of the next leaf."""
        size = self.size
        while size & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            size >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self._peaks:
            return EMPTY
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def range_hash(low: int, high: int, node: Node) -> bytes:
    """The hash of the subtree over the leaves low … high-1 that stands in a tree."""
    count = high - low
    if count & (count - 1) == 0 and low % count == 0:
        level = count.bit_length() - 1
        return node(level, low >> level)
    middle = low + _split(count)
    return node_hash(range_hash(low, middle, node), range_hash(middle, high, node))


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """PATH (RFC 6962 §2.1.1): the siblings from the leaf up to the root's child."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    proof, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(range_hash(middle, high, node))
            high = middle
        else:
            proof.append(range_hash(low, middle, node))
            low = middle
    return proof[::-1]


def consistency_proof(old: int, size: int, node: Node) -> list[bytes]:
    """PROOF (RFC 6962 §2.1.2) from an older size; empty from 0 and from the size itself."""
    if not 0 <= old <= size:
        raise ValueError("no such size")
    proof, low, high, whole = [], 0, size, True
    while old not in (0, high):
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(range_hash(middle, high, node))
            high = middle
        else:
            proof.append(range_hash(low, middle, node))
            low, whole = middle, False
    if not whole:
        proof.append(range_hash(low, high, node))
    return proof[::-1]


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf stands at the index of the tree with that size and root."""
    if not (0 <= index < size < MOST) or any(len(h) != HASH for h in (leaf, root, *proof)):
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of that size begins with the older one; from size 0 nothing is proven, so False."""
    if not (0 < old <= size < MOST) or any(len(h) != HASH for h in (old_root, root, *proof)):
        return False
    if old == size:
        return not proof and old_root == root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    return _climb(old - 1, size - 1, path) == (old_root, root)


def _climb(place: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """RFC 9162 §2.1.4.2, steps 4 to 8: the two roots a path leads to."""
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        place, last = place >> 1, last >> 1
    return (first, second) if last == 0 else None


def _split(count: int) -> int:
    """The largest power of two below a count above one."""
    return 1 << ((count - 1).bit_length() - 1)
