"""Canonical JSON (RFC 8785) of the subset entries are made of: ASCII keys, text, integers below 2^53, no fractions."""

import json
from typing import Any

from domain.evidence.malformed import Malformed

LARGEST = 2**53 - 1
Json = Any
_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Json) -> bytes:
    """Return the one spelling of a value. Raises `Malformed` for what has none here."""
    _check(value)
    try:
        return _encoder.encode(value).encode()
    except UnicodeEncodeError:
        raise Malformed("lone surrogate") from None


def parsed(raw: bytes) -> Json:
    """Read canonical JSON. Raises `Malformed` for any other spelling, duplicate keys and fractions included."""
    try:
        value = json.loads(raw.decode(), object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)
        same = canonical(value) == raw
    except Malformed:
        raise
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    if not same:
        raise Malformed("JSON is not canonical")
    return value


def _check(value: Json) -> None:
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise Malformed("number too large")
    elif isinstance(value, (list, tuple)):
        for one in value:
            _check(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise Malformed("key is not ASCII")
            _check(one)
    else:
        raise Malformed(f"{type(value).__name__} has no place in an entry")


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("duplicate key")
    return found


def _refuse(text: str) -> Json:
    raise Malformed("fractions have no place in an entry")
