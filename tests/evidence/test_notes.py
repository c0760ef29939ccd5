"""Signed notes and verifier keys (C2SP signed-note): the examples others published, and each rule broken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.evidence.checkpoints import signed_by_log
from domain.evidence.malformed import Malformed, text_of
from domain.evidence.notes import COSIGNER, LOG, MOST_SIGNATURES, Key, is_name, key_of, note_of, signature_of
from tests.evidence.signers import COURT, LOG_KEY, ORIGIN, Signer

EXAMPLES = {
    "c2sp.org/signed-note": (
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "This is an example message.\n\n"
        "— example.com/foo "
        "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
    ),
    "golang.org/x/mod/sumdb/note": (
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "— PeterNeumann "
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
    ),
}
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
"""The example at the head of c2sp.org/signed-note: its text holds an empty line."""
TEXT = "one line\n"
LINE = LOG_KEY.line(TEXT.encode())
NO_NOTES = {
    "nothing": b"",
    "a text alone": TEXT.encode(),
    "signatures alone": LINE.encode(),
    "no empty line between": (TEXT + LINE).encode(),
    "no line of signature": (TEXT + "\n").encode(),
    "no newline at the end": (TEXT + "\n" + LINE).rstrip().encode(),
    "an empty line at the end": (TEXT + "\n" + LINE + "\n").encode(),
    "a line that is no signature": (TEXT + "\n" + LINE + "hello\n").encode(),
    "a carriage return": (TEXT + "\n" + LINE).replace("\n", "\r\n").encode(),
    "a tab in the text": ("one\tline\n\n" + LINE).encode(),
    "a zero byte": ("one\0line\n\n" + LINE).encode(),
    "no UTF-8": b"\xff\n\n" + LINE.encode(),
    "a surrogate in UTF-8": b"\xed\xa0\x80\n\n" + LINE.encode(),
    "too many signatures": (TEXT + "\n" + LINE * (MOST_SIGNATURES + 1)).encode(),
}
NO_LINES = {
    "another dash": LINE.rstrip().replace("—", "-"),
    "no dash": LINE.rstrip().removeprefix("— "),
    "no space behind the dash": LINE.rstrip().replace("— ", "—"),
    "no signature": f"— {ORIGIN}",
    "an empty signature": f"— {ORIGIN} ",
    "no name": "—  AAAAAAA=",
    "a plus in the name": "— a+b AAAAAAA=",
    "two spaces": LINE.rstrip().replace(f"{ORIGIN} ", f"{ORIGIN}  "),
    "a word too many": LINE.rstrip() + " x",
    "no base64": f"— {ORIGIN} !!!!",
    "a key's id alone": f"— {ORIGIN} AAAAAA==",
    "base64 without padding": LINE.rstrip().rstrip("="),
}
VKEY = LOG_KEY.key.vkey
NO_KEYS = {
    "nothing": "",
    "a name alone": ORIGIN,
    "no key": ORIGIN + "+" + LOG_KEY.key.id.hex(),
    "no name": VKEY.removeprefix(ORIGIN),
    "a space in the name": "a " + VKEY,
    "no base64": VKEY[:-1] + "!",
    "a byte less": f"{ORIGIN}+{LOG_KEY.key.id.hex()}+{text_of(bytes([LOG]) + LOG_KEY.key.public[:-1])}",
    "a byte more": f"{ORIGIN}+{LOG_KEY.key.id.hex()}+{text_of(bytes([LOG]) + LOG_KEY.key.public + b'!')}",
    "another type": Key(ORIGIN, 0x06, LOG_KEY.key.public).vkey,
    "another name": VKEY.replace("test/1", "test/2"),
    "an id in capitals": VKEY.replace(LOG_KEY.key.id.hex(), LOG_KEY.key.id.hex().upper()),
    "another id": VKEY.replace(LOG_KEY.key.id.hex(), "00000000"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_published_example_verifies_and_a_letter_more_does_not(name: str) -> None:
    vkey, text = EXAMPLES[name]
    key, note = key_of(vkey), note_of(text.encode())
    assert key.vkey == vkey and str(note) == text
    assert signed_by_log(note, key)
    assert not signed_by_log(note_of(("!" + text).encode()), key)
    assert not signed_by_log(note, LOG_KEY.key)


def test_the_last_empty_line_divides_text_and_signatures() -> None:
    note = note_of(POEM.encode())
    assert note.text.endswith("\n\ned è subito sera.\n")
    assert [one.name for one in note.signatures] == ["quasimodo.example/salvatore"]
    assert note.signatures[0].key_id.hex() == "367ba04b" and len(note.signatures[0].raw) == 64
    assert str(note) == POEM


def test_sixteen_signatures_and_more_may_stand_under_a_note() -> None:
    for count in (1, 16, MOST_SIGNATURES):
        assert len(note_of((TEXT + "\n" + LINE * count).encode()).signatures) == count


def test_lines_belong_to_a_key_by_its_name_and_its_id_together() -> None:
    stranger = Signer(ORIGIN, LOG, "s")
    namesake = Signer("huying.example/else", LOG, "l")
    lines = [LINE, stranger.line(TEXT.encode()), namesake.line(TEXT.encode()), COURT.line(TEXT.encode())]
    note = note_of((TEXT + "\n" + "".join(lines)).encode())
    assert [one.line for one in note.by(LOG_KEY.key)] == [LINE]
    assert note.by(Signer("nobody", LOG, "n").key) == []


@pytest.mark.parametrize("name", NO_NOTES)
def test_what_breaks_a_rule_of_notes_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        note_of(NO_NOTES[name])


@pytest.mark.parametrize("name", NO_LINES)
def test_what_breaks_a_rule_of_signature_lines_is_refused(name: str) -> None:
    assert signature_of(LINE.rstrip()).line == LINE
    with pytest.raises(Malformed):
        signature_of(NO_LINES[name])


@pytest.mark.parametrize("name", NO_KEYS)
def test_what_breaks_a_rule_of_keys_is_refused(name: str) -> None:
    assert key_of(VKEY) == LOG_KEY.key
    with pytest.raises(Malformed):
        key_of(NO_KEYS[name])


@settings(max_examples=100)
@given(st.text(max_size=12).filter(is_name), st.sampled_from([LOG, COSIGNER]), st.binary(min_size=32, max_size=32))
def test_every_key_is_read_from_its_text(name: str, kind: int, public: bytes) -> None:
    key = Key(name, kind, public)
    assert key_of(key.vkey) == key


@pytest.mark.parametrize("name", ["", " ", "a b", "a+b", "a\u3000b", "a\u00a0b", "a\n", "a\x7fb", "\u200bx", "\ud800"])
def test_a_name_holds_no_space_no_plus_and_nothing_invisible(name: str) -> None:
    assert not is_name(name)
    assert is_name("huying.example/日志/1")
