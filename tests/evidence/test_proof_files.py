"""A proof in one text file (C2SP tlog-proof): its form, and each rule broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.malformed import Malformed, text_of
from domain.evidence.proofs import MOST_HASHES, LogProof, log_proof_of
from tests.evidence import recursive_tree
from tests.evidence.signers import checkpoint_text, signed

HASH = recursive_tree.leaf(b"a sibling")
CHECKPOINT = signed(checkpoint_text(9, recursive_tree.leaf(b"a root")))
HASHES = st.lists(st.binary(min_size=32, max_size=32), max_size=MOST_HASHES)
LINE = text_of(HASH)
END = "\n\n" + CHECKPOINT.decode()
HEAD = "c2sp.org/tlog-proof@v1\n"
NO_PROOFS = {
    "nothing": "",
    "another header": f"c2sp.org/tlog-proof@v2\nindex 1\n{LINE}{END}",
    "no header": f"index 1\n{LINE}{END}",
    "a space behind the header": f"c2sp.org/tlog-proof@v1 \nindex 1\n{LINE}{END}",
    "no index": f"{HEAD}{LINE}{END}",
    "a header alone": f"{HEAD.rstrip()}{END}",
    "an extra and no index": f"{HEAD}extra QUJD{END}",
    "two extras": f"{HEAD}extra QUJD\nextra QUJD\nindex 1{END}",
    "an extra behind the index": f"{HEAD}index 1\nextra QUJD{END}",
    "an extra that is no base64": f"{HEAD}extra QUJ\nindex 1{END}",
    "an index with a zero in front": f"{HEAD}index 01{END}",
    "an index below zero": f"{HEAD}index -1{END}",
    "an index beyond 63 bits": f"{HEAD}index {2**63}{END}",
    "an index without its number": f"{HEAD}index{END}",
    "a hash of 31 bytes": f"{HEAD}index 1\n{text_of(HASH[:31])}{END}",
    "a hash in another spelling": f"{HEAD}index 1\n{LINE.rstrip('=')}{END}",
    "a hash with a space": f"{HEAD}index 1\n {LINE}{END}",
    "too many hashes": f"{HEAD}index 1\n" + "\n".join([LINE] * (MOST_HASHES + 1)) + END,
    "no checkpoint": f"{HEAD}index 1\n{LINE}\n",
    "carriage returns": f"{HEAD}index 1\n{LINE}{END}".replace("\n", "\r\n"),
}


@given(st.integers(0, 2**63 - 1), HASHES, st.none() | st.binary(max_size=60))
def test_a_proof_is_read_as_it_was_written(index: int, hashes: list[bytes], extra: bytes | None) -> None:
    proof = LogProof(index, tuple(hashes), CHECKPOINT, extra)
    assert log_proof_of(str(proof).encode()) == proof


def test_a_proof_is_a_header_an_index_a_path_and_a_checkpoint() -> None:
    told = f"c2sp.org/tlog-proof@v1\nindex 5\n{LINE}\n\n{CHECKPOINT.decode()}"
    assert str(LogProof(5, (HASH,), CHECKPOINT)) == told
    assert log_proof_of(told.encode()) == LogProof(5, (HASH,), CHECKPOINT, None)


def test_what_is_extra_stands_before_the_index() -> None:
    told = f"c2sp.org/tlog-proof@v1\nextra QUJD\nindex 0\n\n{CHECKPOINT.decode()}"
    assert str(LogProof(0, (), CHECKPOINT, b"ABC")) == told
    assert log_proof_of(told.encode()).extra == b"ABC"
    assert log_proof_of(told.replace("QUJD", "").encode()).extra == b""


@pytest.mark.parametrize("name", NO_PROOFS)
def test_what_breaks_a_rule_of_proofs_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        log_proof_of(NO_PROOFS[name].encode())


def test_a_proof_is_utf_8() -> None:
    with pytest.raises(Malformed):
        log_proof_of(b"c2sp.org/tlog-proof@v1\nindex 1\n\xff\n\n" + CHECKPOINT)
