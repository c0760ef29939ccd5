"""T1: roots by hand, by RFC 6962's own recursion, by the vectors of the CT project, and by pymerkle."""

import pytest
from pymerkle import InmemoryTree

from domain.evidence.merkle import EMPTY, Frontier, leaf_hash, node_hash, root_of
from tests.evidence import recursive_tree
from tests.evidence.recursive_tree import node as n

A, B, C, D, E, F, G, H = recursive_tree.some_leaves(8)
BY_HAND = (
    bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    A,
    n(A, B),
    n(n(A, B), C),
    n(n(A, B), n(C, D)),
    n(n(n(A, B), n(C, D)), E),
    n(n(n(A, B), n(C, D)), n(E, F)),
    n(n(n(A, B), n(C, D)), n(n(E, F), G)),
    n(n(n(A, B), n(C, D)), n(n(E, F), n(G, H))),
)
CT_INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
CT_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""Roots over the first one, two … eight inputs (certificate-transparency, merkle_tree_test)."""


@pytest.mark.parametrize("size", range(9))
def test_a_small_root_is_the_one_computed_by_hand(size: int) -> None:
    assert root_of(recursive_tree.some_leaves(size)) == BY_HAND[size]


def test_the_empty_root_is_the_hash_of_nothing() -> None:
    assert Frontier().root() == EMPTY == BY_HAND[0]


@pytest.mark.parametrize("size", range(1, 9))
def test_a_root_is_that_of_the_certificate_transparency_project(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(text)) for text in CT_INPUTS[:size]]
    assert root_of(leaves).hex() == CT_ROOTS[size - 1]


def test_leaves_and_nodes_are_hashed_apart() -> None:
    assert leaf_hash(A + B) != node_hash(A, B)
    assert leaf_hash(b"x") == recursive_tree.leaf(b"x")
    assert node_hash(A, B) == recursive_tree.node(A, B)


def test_every_root_up_to_three_hundred_is_the_recursive_one_and_pymerkles() -> None:
    judge, frontier, leaves = InmemoryTree(algorithm="sha256"), Frontier(), recursive_tree.some_leaves(300)
    for number, leaf in enumerate(leaves, start=1):
        judge.append_entry(str(number - 1).encode())
        frontier.append(leaf)
        assert frontier.size == number
        assert frontier.root() == recursive_tree.root(leaves[:number]) == judge.get_root(number)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 6, 7, 8, 100, 255, 256])
def test_a_frontier_begun_from_its_peaks_grows_as_if_it_had_never_stopped(size: int) -> None:
    leaves = recursive_tree.some_leaves(size + 5)
    before = Frontier()
    for leaf in leaves[:size]:
        before.append(leaf)
    after = Frontier(size, before.peaks)
    for leaf in leaves[size:]:
        after.append(leaf)
    assert after.root() == recursive_tree.root(leaves)


@pytest.mark.parametrize(("size", "peaks"), [(0, [A]), (1, []), (2, [A, B]), (3, [A]), (1, [A[:31]]), (1, [A + b"!"])])
def test_peaks_that_do_not_fit_the_size_are_refused(size: int, peaks: list[bytes]) -> None:
    with pytest.raises(ValueError):
        Frontier(size, peaks)
