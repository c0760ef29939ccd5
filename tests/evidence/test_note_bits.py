"""T5: no bit of a signed and cosigned checkpoint can be turned round unnoticed."""

import pytest

from domain.evidence.policies import policy_of
from domain.verification.heads import read_head
from domain.verification.report import Report
from tests.evidence import recursive_tree
from tests.evidence.signers import COURT, ORIGIN, checkpoint_text, policy_text, signed, witness_line

TEXT = checkpoint_text(70_000, recursive_tree.leaf(b"a root"))
LONE = signed(TEXT)
WITNESSED = signed(TEXT, (COURT, 1_800_000_000))
POLICY = policy_of(policy_text(witness_line("court", COURT), quorum="court"))


def holds(raw: bytes) -> bool:
    """Whether the log signed, whatever witnesses say."""
    return read_head(raw, POLICY, Report(), ("", "")) is not None


def holds_with_its_witness(raw: bytes) -> bool:
    """Whether the log signed, and the quorum is there."""
    head = read_head(raw, POLICY, Report(), ("", ""))
    return head is not None and POLICY.enough(set(head.cosigned))


def flips(raw: bytes, bit: int) -> list[bytes]:
    """The note once per byte, with that bit of it turned round."""
    return [raw[:at] + bytes([byte ^ (1 << bit)]) + raw[at + 1 :] for at, byte in enumerate(raw)]


def test_the_note_itself_holds() -> None:
    assert LONE.decode().startswith(f"{ORIGIN}\n70000\n")
    assert holds(LONE) and not holds_with_its_witness(LONE)
    assert holds(WITNESSED) and holds_with_its_witness(WITNESSED)


@pytest.mark.parametrize("bit", range(8))
def test_a_note_with_one_bit_turned_round_is_refused(bit: int) -> None:
    assert [raw for raw in flips(LONE, bit) if holds(raw)] == []


@pytest.mark.parametrize("bit", range(8))
def test_a_witnessed_note_with_one_bit_turned_round_lacks_a_signature(bit: int) -> None:
    assert [raw for raw in flips(WITNESSED, bit) if holds_with_its_witness(raw)] == []
