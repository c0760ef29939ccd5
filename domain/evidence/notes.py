"""Signed notes and their keys (C2SP signed-note)."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.evidence.malformed import Malformed, bytes_of, text_of

LOG, COSIGNER = 0x01, 0x04
"""Types of signatures: Ed25519 of a log, and Ed25519 of a witness with its time."""
MOST_SIGNATURES = 64
DASH = "\u2014 "


@dataclass(frozen=True, slots=True)
class Key:
    """Who may sign: a name, the type of its signatures, and the public key."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """SHA-256(name || 0x0A || type || key), the first four bytes."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as text, to be handed over out of band."""
        return f"{self.name}+{self.id.hex()}+{text_of(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    raw: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note."""
        return f"{DASH}{self.name} {text_of(self.key_id + self.raw)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signatures. `text` includes the final newline."""

    text: str
    signatures: tuple[Signature, ...]

    def by(self, key: Key) -> Sequence[Signature]:
        """The lines that claim to be by a key."""
        return [one for one in self.signatures if (one.name, one.key_id) == (key.name, key.id)]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(one.line for one in self.signatures)


def is_name(name: str) -> bool:
    """Whether a key may be called so: not empty, no space, no plus."""
    return bool(name) and "+" not in name and not re.search(r"\s", name) and name.isprintable()


def key_of(vkey: str) -> Key:
    """Read a verifier key. Raises `Malformed`."""
    parts = vkey.split("+", 2)
    if len(parts) != 3 or not is_name(parts[0]):
        raise Malformed("a key is name+id+base64")
    raw = bytes_of(parts[2])
    if len(raw) != 33 or raw[0] not in (LOG, COSIGNER):
        raise Malformed("a key of an unknown type")
    key = Key(parts[0], raw[0], raw[1:])
    if key.id.hex() != parts[1]:
        raise Malformed("the key's id is not its own")
    return key


def note_of(raw: bytes) -> Note:
    """Read a signed note, strictly. Raises `Malformed`."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Malformed("a note is UTF-8") from None
    if any(ord(c) < 0x20 and c != "\n" for c in text):
        raise Malformed("a note has no control characters")
    head, gap, tail = text.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise Malformed("a note has a text and signatures")
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise Malformed("too many signatures")
    return Note(head + "\n", tuple(signature_of(line) for line in lines))


def signature_of(line: str) -> Signature:
    """Read one signature line, without its newline. Raises `Malformed`."""
    name, gap, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not gap or not is_name(name):
        raise Malformed("not a signature line")
    raw = bytes_of(encoded)
    if len(raw) < 5:
        raise Malformed("signature too short")
    return Signature(name, raw[:4], raw[4:])
