"""Numbers and base64 have one spelling."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.malformed import MOST, Malformed, bytes_of, hash_of, number_of, text_of

TOO_LARGE = [str(MOST), "9" * 19, "1" * 20, "1" * 5000]
OTHER_NUMBERS = ["", "00", "01", "+1", "-1", "1 ", " 1", "1\n", "1.0", "1_0", "٣", "１", "0x1", "a", *TOO_LARGE]
OTHER_BASE64 = {
    "bits behind the last byte": "QR==",
    "no padding": "QQ",
    "padding where none is due": "QUJD=",
    "a space": "QU JD",
    "a newline": "QUJD\n",
    "the other alphabet": "-_-_",
    "letters of another script": "ＱＱ==",
    "one letter": "Q",
    "padding alone": "====",
}


@given(st.integers(0, MOST - 1))
def test_a_number_is_read_from_its_decimal_digits(number: int) -> None:
    assert number_of(str(number)) == number


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_a_number_in_another_spelling_or_beyond_63_bits_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        number_of(text)


@given(st.binary(max_size=70))
def test_bytes_are_read_from_their_base64(raw: bytes) -> None:
    assert bytes_of(text_of(raw)) == raw
    assert text_of(raw) == base64.b64encode(raw).decode()


@pytest.mark.parametrize("name", OTHER_BASE64)
def test_base64_in_another_spelling_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        bytes_of(OTHER_BASE64[name])


@given(st.text("QRA+/=", max_size=8))
def test_two_texts_never_stand_for_the_same_bytes(text: str) -> None:
    try:
        raw = bytes_of(text)
    except Malformed:
        return
    assert text_of(raw) == text


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_hash_has_32_bytes(length: int) -> None:
    assert hash_of(text_of(b"h" * 32)) == b"h" * 32
    with pytest.raises(Malformed):
        hash_of(text_of(b"h" * length))
