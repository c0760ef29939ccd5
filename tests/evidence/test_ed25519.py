"""Ed25519: the vectors of RFC 8032, agreement with `cryptography`, and refusal of every second spelling."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.evidence.ed25519 import L, P, verify

RFC_8032 = {
    "TEST 1": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    "TEST 2": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "TEST 3": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
}
"""Key, message and signature (RFC 8032 §7.1)."""
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
KEY = PRIVATE.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
MESSAGE = b"what was signed"
SIGNATURE = PRIVATE.sign(MESSAGE)
NEUTRAL = (1).to_bytes(32, "little")
SECOND_SPELLINGS = {
    "y is one, written as p + 1": (P + 1).to_bytes(32, "little"),
    "x is zero, and said to be odd": (1 | 1 << 255).to_bytes(32, "little"),
}
NOT_ON_THE_CURVE = (2).to_bytes(32, "little")


def judged(key: bytes, message: bytes, signature: bytes) -> bool:
    """What `cryptography` says."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize("name", RFC_8032)
def test_a_vector_of_rfc_8032_verifies(name: str) -> None:
    key, message, signature = (bytes.fromhex(text) for text in RFC_8032[name])
    assert verify(key, message, signature) and judged(key, message, signature)
    assert not verify(key, message + b"!", signature)


@settings(max_examples=60)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300))
def test_what_cryptography_signs_verifies_under_its_own_key_alone(seed: bytes, message: bytes) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signature = private.sign(message)
    assert verify(key, message, signature)
    assert verify(KEY, message, signature) is (key == KEY)


@settings(max_examples=150)
@given(st.binary(max_size=40), st.integers(0, 96 * 8 - 1))
def test_no_flipped_bit_of_key_or_signature_goes_unnoticed(message: bytes, bit: int) -> None:
    raw = bytearray(KEY + PRIVATE.sign(message))
    raw[bit // 8] ^= 1 << bit % 8
    key, signature = bytes(raw[:32]), bytes(raw[32:])
    assert not verify(key, message, signature)
    assert not judged(key, message, signature)


def test_a_signature_over_another_message_is_refused() -> None:
    assert verify(KEY, MESSAGE, SIGNATURE)
    assert not verify(KEY, MESSAGE[:-1], SIGNATURE)


@pytest.mark.parametrize("times", [1, 2, 15])
def test_s_at_or_above_the_order_is_refused(times: int) -> None:
    """Without this rule everybody could make a second valid signature from a first."""
    s = int.from_bytes(SIGNATURE[32:], "little") + times * L
    forged = SIGNATURE[:32] + s.to_bytes(32, "little")
    assert not verify(KEY, MESSAGE, forged)
    assert not judged(KEY, MESSAGE, forged)


def test_the_order_itself_is_refused_where_zero_is_right() -> None:
    assert verify(NEUTRAL, MESSAGE, NEUTRAL + bytes(32))
    assert not verify(NEUTRAL, MESSAGE, NEUTRAL + L.to_bytes(32, "little"))


@pytest.mark.parametrize("name", SECOND_SPELLINGS)
def test_a_point_in_a_second_spelling_is_refused_as_key_and_in_the_signature(name: str) -> None:
    """The neutral point as key and R, with s = 0, satisfies the equation for every message."""
    again = SECOND_SPELLINGS[name]
    assert verify(NEUTRAL, MESSAGE, NEUTRAL + bytes(32))
    assert not verify(again, MESSAGE, NEUTRAL + bytes(32))
    assert not verify(NEUTRAL, MESSAGE, again + bytes(32))


def test_what_is_no_point_of_the_curve_is_refused() -> None:
    assert not verify(NOT_ON_THE_CURVE, MESSAGE, SIGNATURE)
    assert not verify(KEY, MESSAGE, NOT_ON_THE_CURVE + SIGNATURE[32:])


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    assert not verify((KEY * 2)[:length], MESSAGE, SIGNATURE)


@pytest.mark.parametrize("length", [0, 32, 63, 65, 128])
def test_a_signature_of_another_length_is_refused(length: int) -> None:
    assert not verify(KEY, MESSAGE, (SIGNATURE * 2)[:length])
