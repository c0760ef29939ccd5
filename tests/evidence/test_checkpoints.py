"""Checkpoints and cosignatures (C2SP tlog-checkpoint, tlog-cosignature)."""

import base64

import pytest

from domain.evidence.checkpoints import Checkpoint, checkpoint_of, cosigned_at, cosigned_text, read, signed_by_log
from domain.evidence.malformed import Malformed
from domain.evidence.notes import COSIGNER, LOG, Key, note_of
from tests.evidence import recursive_tree
from tests.evidence.signers import (
    COURT,
    LOG_KEY,
    ORIGIN,
    UNI,
    Signer,
    checkpoint_text,
    cosigned_line,
    signed,
)

ROOT = recursive_tree.leaf(b"a root")
TEXT = checkpoint_text(7, ROOT)
B64 = base64.b64encode(ROOT).decode()
NO_CHECKPOINTS = {
    "no origin": f"\n7\n{B64}\n",
    "no root": f"{ORIGIN}\n7\n",
    "a line more": f"{ORIGIN}\n7\n{B64}\nextension\n",
    "an empty line more": f"{ORIGIN}\n7\n{B64}\n\n",
    "a size with a zero in front": f"{ORIGIN}\n07\n{B64}\n",
    "a size below zero": f"{ORIGIN}\n-7\n{B64}\n",
    "no size": f"{ORIGIN}\n\n{B64}\n",
    "a size beyond 63 bits": f"{ORIGIN}\n{2**63}\n{B64}\n",
    "a root of 31 bytes": f"{ORIGIN}\n7\n{base64.b64encode(ROOT[:31]).decode()}\n",
    "a root in another spelling": f"{ORIGIN}\n7\n{B64.rstrip('=')}\n",
}
SPEC = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
"""The example of c2sp.org/tlog-cosignature; it is given without its keys."""


def test_the_example_of_the_specification_is_read_as_it_stands() -> None:
    note, checkpoint = read(SPEC.encode())
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert str(note) == SPEC and checkpoint.text == note.text
    assert int.from_bytes(note.signatures[1].raw[:8], "big") == 1_679_315_147
    assert cosigned_text(note.text, 1_679_315_147).decode() == "cosignature/v1\ntime 1679315147\n" + note.text


def test_a_checkpoint_is_three_lines() -> None:
    assert Checkpoint(ORIGIN, 7, ROOT).text == TEXT
    assert read(signed(TEXT))[1] == Checkpoint(ORIGIN, 7, ROOT)


@pytest.mark.parametrize("name", NO_CHECKPOINTS)
def test_what_is_not_three_lines_of_their_form_is_refused(name: str) -> None:
    note = note_of(signed(NO_CHECKPOINTS[name]))
    assert signed_by_log(note, LOG_KEY.key)
    with pytest.raises(Malformed):
        checkpoint_of(note)


def test_one_false_line_by_the_log_spoils_the_note() -> None:
    false = LOG_KEY.line(b"something else")
    assert signed_by_log(note_of(signed(TEXT)), LOG_KEY.key)
    for raw in (signed(TEXT) + false.encode(), f"{TEXT}\n{false}{LOG_KEY.line(TEXT.encode())}".encode()):
        assert not signed_by_log(note_of(raw), LOG_KEY.key)


def test_lines_of_unknown_keys_change_nothing() -> None:
    unknown = Signer(ORIGIN, LOG, "u")
    raw = signed(TEXT, (UNI, 1)) + unknown.line(b"something else").encode()
    assert signed_by_log(note_of(raw), LOG_KEY.key)
    assert cosigned_at(note_of(raw), COURT.key) is None


def test_a_log_does_not_sign_with_a_witness_key() -> None:
    signer = Signer("witness.example", COSIGNER, "w")
    raw = signed(TEXT, by=signer)
    assert not signed_by_log(note_of(raw), signer.key)


@pytest.mark.parametrize("time", [0, 1, 1_800_000_000, 2**63 - 1])
def test_a_witness_signs_the_text_behind_its_time(time: int) -> None:
    assert cosigned_at(note_of(signed(TEXT, (COURT, time))), COURT.key) == time


def test_of_several_cosignatures_the_newest_counts() -> None:
    note = note_of(signed(TEXT, (COURT, 5), (COURT, 9), (COURT, 7)))
    assert cosigned_at(note, COURT.key) == 9


def test_one_false_line_by_a_witness_spoils_its_cosignature() -> None:
    other = cosigned_line(COURT, checkpoint_text(8, ROOT), 9)
    assert cosigned_at(note_of(signed(TEXT, (COURT, 5)) + other.encode()), COURT.key) is None


def test_a_cosignature_says_nothing_for_another_time() -> None:
    line = COURT.line(cosigned_text(TEXT, 5), (6).to_bytes(8, "big"))
    assert cosigned_at(note_of(signed(TEXT) + line.encode()), COURT.key) is None


def test_a_plain_signature_by_a_witness_is_no_cosignature() -> None:
    line = COURT.line(TEXT.encode())
    assert cosigned_at(note_of(signed(TEXT) + line.encode()), COURT.key) is None


def test_a_key_of_a_log_cosigns_nothing() -> None:
    key = Signer("both.example", LOG, "b")
    assert cosigned_at(note_of(signed(TEXT, (key, 5))), key.key) is None
    assert Key(key.name, COSIGNER, key.key.public).id != key.key.id
