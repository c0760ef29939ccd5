"""canonical(): the one spelling of a value (RFC 8785), judged by `rfc8785`; everything else is refused."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.evidence.canonical import LARGEST, canonical, parsed
from domain.evidence.malformed import Malformed

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
KEYS = st.text(st.characters(max_codepoint=0x7F), max_size=8)
PLAIN = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))
NO_SPELLING: dict[str, Any] = {
    "a fraction": 1.5,
    "a whole number as a fraction": 1.0,
    "not a number": float("nan"),
    "infinity": float("inf"),
    "two to the 53rd": 2**53,
    "its negative": -(2**53),
    "a key that is not ASCII": {"ключ": 1},
    "a key that is no text": {1: 1},
    "a lone surrogate": "\ud800",
    "a lone surrogate deep inside": [{"a": ["\udfff"]}],
    "bytes": b"raw",
    "a set": {1},
    "a fraction deep inside": {"a": [{"b": 0.5}]},
}
OTHER_SPELLINGS = {
    "a space": b'{"a": 1}',
    "a newline behind": b'{"a":1}\n',
    "keys in another order": b'{"b":1,"a":2}',
    "a key twice": b'{"a":1,"a":1}',
    "a key twice, deep inside": b'[{"a":{"b":1,"b":2}}]',
    "an escape that is not needed": b'"\\u0061"',
    "an escape in capitals": b'"\\u001F"',
    "an escaped slash": b'"\\/"',
    "an escaped letter of another script": b'"\\u4e2d"',
    "minus zero": b"-0",
    "a fraction": b"1.0",
    "an exponent": b"1e2",
    "not a number": b"NaN",
    "infinity": b"[Infinity]",
    "a number too large": b"9007199254740992",
    "a number with thousands of digits": b"1" * 5000,
    "a lone surrogate, escaped": b'"\\ud800"',
    "a key that is not ASCII": '{"é":1}'.encode(),
    "a byte order mark": b"\xef\xbb\xbf1",
    "Latin-1": b'"\xe9"',
    "UTF-16": '"a"'.encode("utf-16"),
    "nothing": b"",
    "half of it": b'{"a":',
    "two values": b"1 2",
    "brackets without end": b"[" * 100_000,
    "brackets a hundred thousand deep": b"[" * 100_000 + b"]" * 100_000,
}


@settings(max_examples=500)
@given(VALUES)
def test_a_value_is_spelled_as_rfc_8785_spells_it(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@settings(max_examples=300)
@given(VALUES)
def test_what_was_spelled_is_read_as_it_was(value: Any) -> None:
    assert parsed(canonical(value)) == value


@settings(max_examples=300)
@given(VALUES, st.sampled_from([{"indent": 1}, {"separators": (", ", ": ")}, {"ensure_ascii": True}]))
def test_every_other_spelling_of_a_value_is_refused(value: Any, style: dict[str, Any]) -> None:
    usual: dict[str, Any] = {"separators": (",", ":"), "ensure_ascii": False, "sort_keys": True}
    raw = json.dumps(value, **(usual | style)).encode()
    if raw == canonical(value):
        assert parsed(raw) == value
    else:
        with pytest.raises(Malformed):
            parsed(raw)


@pytest.mark.parametrize("number", [LARGEST, -LARGEST, 0, True, False])
def test_whole_numbers_up_to_two_to_the_53rd_have_a_spelling(number: int) -> None:
    assert canonical(number) == rfc8785.dumps(number) == json.dumps(number).encode()


def test_a_tuple_is_spelled_as_a_list() -> None:
    assert canonical((1, ("a",))) == b'[1,["a"]]'


@pytest.mark.parametrize("name", NO_SPELLING)
def test_what_has_no_place_in_an_entry_has_no_spelling(name: str) -> None:
    with pytest.raises(Malformed):
        canonical(NO_SPELLING[name])


@pytest.mark.parametrize("name", OTHER_SPELLINGS)
def test_what_is_not_canonical_is_not_read(name: str) -> None:
    with pytest.raises(Malformed):
        parsed(OTHER_SPELLINGS[name])
