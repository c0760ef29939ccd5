"""Bundles and tiles (C2SP tlog-tiles): round trips, cut files, and the tree read back from its tiles."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.malformed import Malformed
from domain.evidence.merkle import consistency_proof, inclusion_proof, range_hash, verify_consistency, verify_inclusion
from domain.evidence.tiles import Tiles, bundle, tile_path, unbundled
from tests.evidence import recursive_tree
from tests.evidence.logbook import Files, files_of

SIZES = (1, 2, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 65_800)
ENTRIES = [str(n).encode() for n in range(max(SIZES))]
LEAVES = recursive_tree.some_leaves(max(SIZES))


@cache
def files(size: int) -> Files:
    """The tiles of a tree of that size."""
    return files_of(ENTRIES[:size])


@cache
def root(size: int) -> bytes:
    """Its root."""
    return recursive_tree.root(LEAVES[:size])


def tiles(size: int, of: Files | None = None) -> Tiles:
    """The tree as its tiles tell it."""
    held = files(size) if of is None else of

    def read(path: str) -> bytes:
        if path not in held:
            raise FileNotFoundError(path)
        return held[path]

    return Tiles(read, size)


def cuts(entries: list[bytes]) -> set[int]:
    """Where a bundle may end."""
    return {len(bundle(entries[:count])) for count in range(len(entries) + 1)}


@given(st.lists(st.binary(max_size=300), max_size=10))
def test_a_bundle_is_read_as_it_was_written(entries: list[bytes]) -> None:
    assert unbundled(bundle(entries)) == entries


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=6), st.data())
def test_a_bundle_that_ends_inside_an_entry_is_refused(entries: list[bytes], data: st.DataObject) -> None:
    raw = bundle(entries)
    at = data.draw(st.sampled_from(sorted(set(range(len(raw))) - cuts(entries))))
    with pytest.raises(Malformed):
        unbundled(raw[:at])


def test_an_entry_stands_behind_its_length_in_two_bytes() -> None:
    assert bundle([b"", b"abc", b"x" * 256]) == b"\0\0" + b"\0\3abc" + b"\1\0" + b"x" * 256
    assert unbundled(b"") == []


def test_the_longest_entry_fits_and_one_byte_more_does_not() -> None:
    longest = b"x" * 65_535
    assert unbundled(bundle([longest, b""])) == [longest, b""]
    with pytest.raises(Malformed):
        bundle([longest + b"x"])


@pytest.mark.parametrize("size", SIZES)
def test_every_complete_subtree_is_read_from_the_tiles(size: int) -> None:
    held = tiles(size)
    for level in range(size.bit_length()):
        count = size >> level
        for index in {0, count // 2, count - 1}:
            part = LEAVES[index << level : (index + 1) << level]
            assert held.node(level, index) == recursive_tree.root(part)


@pytest.mark.parametrize("size", SIZES)
def test_proofs_made_from_tiles_verify(size: int) -> None:
    node = tiles(size).node
    assert range_hash(0, size, node) == root(size)
    for index in {0, size // 3, size - 1}:
        assert verify_inclusion(index, size, LEAVES[index], inclusion_proof(index, size, node), root(size))
    for old in [old for old in SIZES if old <= size]:
        assert verify_consistency(old, size, root(old), root(size), consistency_proof(old, size, node))


def test_a_full_tile_stands_in_for_a_narrower_one_that_was_taken_away() -> None:
    grown = {name: raw for name, raw in files(513).items() if ".p/" not in name}
    assert range_hash(0, 300, tiles(300, grown | {tile_path(1, 0, 1): files(256)[tile_path(1, 0, 1)]}).node) == root(
        300
    )


def test_a_tile_is_read_once() -> None:
    asked: list[str] = []

    def read(path: str) -> bytes:
        asked.append(path)
        return files(256)[path]

    held = Tiles(read, 256)
    assert held.node(0, 0) == LEAVES[0] and held.node(3, 31) == recursive_tree.root(LEAVES[248:256])
    assert asked == ["tile/0/000"]


@pytest.mark.parametrize("wrong", [b"", b"x" * 31, b"x" * 32 * 9, b"x" * 32 * 11])
def test_a_tile_of_the_wrong_length_is_refused(wrong: bytes) -> None:
    with pytest.raises(Malformed):
        tiles(10, {"tile/0/000.p/10": wrong}).node(0, 0)


@pytest.mark.parametrize(("level", "index"), [(3, 1), (4, 0), (0, 10), (0, 2560), (0, 256 * 300)])
def test_no_subtree_is_read_from_beyond_the_tree(level: int, index: int) -> None:
    with pytest.raises((Malformed, FileNotFoundError)):
        tiles(10).node(level, index)


def test_a_tile_that_is_not_there_is_not_made_up() -> None:
    with pytest.raises(FileNotFoundError):
        tiles(300, {}).node(0, 0)
