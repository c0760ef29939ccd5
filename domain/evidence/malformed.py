"""The one way in which evidence is unreadable, and strict reading of what it is written in."""

import base64
import binascii
import re

MOST = 2**63
"""Sizes and indexes stay below this."""


class Malformed(ValueError):
    """A piece of evidence is not in its format; the message says which rule it breaks."""


def bytes_of(text: str) -> bytes:
    """Decode standard base64 (RFC 4648 §4), refusing every second spelling of the same bytes."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("not base64") from None
    if base64.b64encode(raw).decode() != text:
        raise Malformed("base64 is not canonical")
    return raw


def text_of(raw: bytes) -> str:
    """Encode as standard base64."""
    return base64.b64encode(raw).decode()


def hash_of(text: str) -> bytes:
    """Decode a base64 SHA-256 hash."""
    raw = bytes_of(text)
    if len(raw) != 32:
        raise Malformed("a hash has 32 bytes")
    return raw


def number_of(text: str) -> int:
    """Read an ASCII decimal without leading zeros."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text, re.ASCII) or int(text) >= MOST:
        raise Malformed("not a number")
    return int(text)
