"""T2 and T4: every honest proof verifies, and none that was changed does."""

from collections.abc import Iterator, Sequence

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from domain.evidence.merkle import verify_consistency, verify_inclusion
from tests.evidence import recursive_tree
from tests.evidence.recursive_tree import form, sides, some_leaves

LEAVES = some_leaves(200)
ROOTS = [recursive_tree.root(LEAVES[:size]) for size in range(201)]
FOREIGN = recursive_tree.leaf(b"not in the tree")
Proof = list[bytes]


@st.composite
def places(draw: st.DrawFn, least: int = 1) -> tuple[int, int]:
    """A leaf and the size of a tree that holds it."""
    size = draw(st.integers(least, 200))
    return draw(st.integers(0, size - 1)), size


def flipped(raw: bytes, bit: int) -> bytes:
    """The bytes with one bit turned round."""
    at, of = divmod(bit % (len(raw) * 8), 8)
    return raw[:at] + bytes([raw[at] ^ (1 << of)]) + raw[at + 1 :]


def mutations(proof: Sequence[bytes], number: int) -> Iterator[Proof]:
    """The proof with a bit flipped, a hash dropped, added, repeated, cut, or in another order."""
    for at, one in enumerate(proof):
        rest = [*proof[:at], *proof[at + 1 :]]
        yield [*proof[:at], flipped(one, number), *proof[at + 1 :]]
        yield rest
        yield [*proof[: at + 1], *proof[at:]]
        yield [*proof[:at], one[:31], *proof[at + 1 :]]
        yield [*proof[:at], one + b"\0", *proof[at + 1 :]]
        yield from ([*rest[:to], one, *rest[to:]] for to in range(len(proof)) if to != at)
    yield from ([*proof[:at], FOREIGN, *proof[at:]] for at in range(len(proof) + 1))


@settings(max_examples=300)
@given(places(), st.integers(0, 255))
@example((0, 1), 0)
def test_no_changed_proof_of_inclusion_verifies(place: tuple[int, int], number: int) -> None:
    index, size = place
    proof = recursive_tree.path(index, LEAVES[:size])
    assert verify_inclusion(index, size, LEAVES[index], proof, ROOTS[size])
    for changed in mutations(proof, number):
        assert not verify_inclusion(index, size, LEAVES[index], changed, ROOTS[size])


@settings(max_examples=200)
@given(places(), st.integers(-2, 260), st.integers(0, 255))
def test_a_proof_of_inclusion_holds_for_one_index_one_leaf_and_one_root(
    place: tuple[int, int], other: int, number: int
) -> None:
    index, size = place
    assume(other != index)
    proof = recursive_tree.path(index, LEAVES[:size])
    assert not verify_inclusion(other, size, LEAVES[index], proof, ROOTS[size])
    assert not verify_inclusion(index, size, flipped(LEAVES[index], number), proof, ROOTS[size])
    assert not verify_inclusion(index, size, LEAVES[index], proof, flipped(ROOTS[size], number))
    for strange in {LEAVES[other % size], FOREIGN} - {LEAVES[index]}:
        assert not verify_inclusion(index, size, strange, proof, ROOTS[size])


@settings(max_examples=300)
@given(places(), st.integers(0, 400))
def test_a_proof_of_inclusion_holds_for_no_size_that_puts_the_leaf_elsewhere(
    place: tuple[int, int], other: int
) -> None:
    """Sizes that leave the path's form as it is are told apart by the checkpoint alone, which is signed."""
    index, size = place
    assume(other <= index or sides(index, other) != sides(index, size))
    assert not verify_inclusion(index, other, LEAVES[index], recursive_tree.path(index, LEAVES[:size]), ROOTS[size])


@settings(max_examples=300)
@given(places(), st.integers(0, 255))
def test_no_changed_proof_of_consistency_verifies(place: tuple[int, int], number: int) -> None:
    old, size = place[0] + 1, place[1]
    proof = recursive_tree.proof(old, LEAVES[:size])
    assert verify_consistency(old, size, ROOTS[old], ROOTS[size], proof)
    for changed in mutations(proof, number):
        assert not verify_consistency(old, size, ROOTS[old], ROOTS[size], changed)
    assert not verify_consistency(old, size, flipped(ROOTS[old], number), ROOTS[size], proof)
    assert not verify_consistency(old, size, ROOTS[old], flipped(ROOTS[size], number), proof)


@settings(max_examples=300)
@given(places(least=2), st.integers(0, 400), st.integers(0, 400))
def test_a_proof_of_consistency_holds_for_no_sizes_of_another_form(place: tuple[int, int], old: int, size: int) -> None:
    true_old, true_size = place[0] + 1, place[1]
    assume(not 0 < old <= size or form(old, size) != form(true_old, true_size))
    proof = recursive_tree.proof(true_old, LEAVES[:true_size])
    assert not verify_consistency(old, size, ROOTS[true_old], ROOTS[true_size], proof)


@settings(max_examples=200)
@given(places(least=2), st.integers(0, 199))
def test_a_tree_whose_past_was_changed_is_not_consistent_with_it(place: tuple[int, int], at: int) -> None:
    old, size = place[0] + 1, place[1]
    at %= old
    forged = [*LEAVES[:at], FOREIGN, *LEAVES[at + 1 : size]]
    proof = recursive_tree.proof(old, forged)
    assert not verify_consistency(old, size, ROOTS[old], recursive_tree.root(forged), proof)
