"""T1: inclusion and consistency proofs, for all sizes up to 64, against RFC 6962's recursion; and against pymerkle."""

import pytest
from pymerkle import InmemoryTree

from domain.evidence.malformed import MOST
from domain.evidence.merkle import (
    Node,
    consistency_proof,
    inclusion_proof,
    range_hash,
    verify_consistency,
    verify_inclusion,
)
from tests.evidence import recursive_tree

LEAVES = recursive_tree.some_leaves(64)
ROOTS = [recursive_tree.root(LEAVES[:size]) for size in range(65)]
SIZES = range(65)


def node_of(leaves: list[bytes]) -> Node:
    """Complete subtrees, by RFC 6962's recursion."""

    def node(level: int, index: int) -> bytes:
        assert (index + 1) << level <= len(leaves), "a prover asked for a subtree that is not complete"
        return recursive_tree.root(leaves[index << level : (index + 1) << level])

    return node


@pytest.mark.parametrize("size", SIZES)
def test_an_inclusion_proof_is_the_one_of_rfc_6962_and_verifies(size: int) -> None:
    leaves = LEAVES[:size]
    for index in range(size):
        proof = inclusion_proof(index, size, node_of(leaves))
        assert proof == recursive_tree.path(index, leaves)
        assert verify_inclusion(index, size, leaves[index], proof, ROOTS[size])


@pytest.mark.parametrize("size", SIZES)
def test_a_consistency_proof_is_the_one_of_rfc_6962_and_verifies(size: int) -> None:
    for old in range(1, size + 1):
        proof = consistency_proof(old, size, node_of(LEAVES[:size]))
        assert proof == recursive_tree.proof(old, LEAVES[:size])
        assert verify_consistency(old, size, ROOTS[old], ROOTS[size], proof)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_proven_from_the_empty_tree(size: int) -> None:
    proof = consistency_proof(0, size, node_of(LEAVES[:size]))
    assert proof == []
    assert not verify_consistency(0, size, ROOTS[0], ROOTS[size], proof)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 64])
def test_the_hash_of_a_range_is_that_of_its_leaves(size: int) -> None:
    assert range_hash(0, size, node_of(LEAVES)) == ROOTS[size]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100, 255, 256, 257, 299, 300])
def test_an_inclusion_proof_is_pymerkles(size: int) -> None:
    judge, leaves = InmemoryTree(algorithm="sha256"), recursive_tree.some_leaves(size)
    for number in range(size):
        judge.append_entry(str(number).encode())
    for index in range(0, size, 1 if size < 100 else 17):
        found = judge.prove_inclusion(index + 1, size)
        assert found.path == [leaves[index], *inclusion_proof(index, size, node_of(leaves))]


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 0), (5, 4)])
def test_no_path_leads_to_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError):
        inclusion_proof(index, size, node_of(LEAVES))


@pytest.mark.parametrize(("old", "size"), [(-1, 4), (5, 4)])
def test_no_proof_leads_from_a_size_outside_the_tree(old: int, size: int) -> None:
    with pytest.raises(ValueError):
        consistency_proof(old, size, node_of(LEAVES))


def test_a_tree_of_one_leaf_needs_no_proof() -> None:
    assert verify_inclusion(0, 1, LEAVES[0], [], LEAVES[0])
    assert not verify_inclusion(0, 1, LEAVES[0], [LEAVES[1]], ROOTS[2])


def test_sizes_beyond_two_to_the_63rd_are_refused() -> None:
    proof = [LEAVES[0]] * 63
    root = LEAVES[0]
    for _ in proof:
        root = recursive_tree.node(root, LEAVES[0])
    assert verify_inclusion(0, MOST - 1, LEAVES[0], proof, root)
    assert not verify_inclusion(0, MOST, LEAVES[0], proof, root)
    assert not verify_consistency(MOST, MOST, root, root, [])


def test_hashes_of_another_length_are_refused_wherever_they_stand() -> None:
    leaf, other, root = LEAVES[0], LEAVES[1], ROOTS[2]
    short = recursive_tree.leaf(b"0")[:31]
    assert not verify_inclusion(0, 2, short, [other], recursive_tree.node(short, other))
    assert not verify_inclusion(0, 2, leaf, [short], recursive_tree.node(leaf, short))
    assert not verify_inclusion(0, 1, short, [], short)
    assert not verify_consistency(2, 2, short, short, [])
    assert not verify_consistency(1, 2, leaf, recursive_tree.node(leaf, short), [short])
    assert verify_consistency(1, 2, leaf, root, [other])


def test_a_proof_of_consistency_is_as_long_as_its_sizes_ask() -> None:
    proof = recursive_tree.proof(3, LEAVES[:7])
    assert verify_consistency(3, 7, ROOTS[3], ROOTS[7], proof)
    assert not verify_consistency(3, 7, ROOTS[3], ROOTS[7], [])
    assert not verify_consistency(3, 7, ROOTS[3], ROOTS[7], [*proof, LEAVES[0]])
    assert not verify_consistency(4, 4, ROOTS[4], ROOTS[4], [LEAVES[0]])
    assert not verify_consistency(4, 4, ROOTS[4], ROOTS[5], [])
