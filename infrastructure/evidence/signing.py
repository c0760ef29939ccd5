"""Keys that sign, outside every database."""

import secrets
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.evidence.checkpoints import cosigned_text
from domain.evidence.notes import Key, Signature
from infrastructure.evidence.files import write

SEED = 32


class Signer(Protocol):
    """Signs as one key; a file by default, an agent or a hardware module elsewhere."""

    @property
    def key(self) -> Key:
        """The public side."""

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature."""


class FileSigner:
    """A key in a file that its user alone can read; made where there is none."""

    def __init__(self, path: Path, name: str, kind: int) -> None:
        if not path.exists():
            write(path, secrets.token_bytes(SEED), 0o400)
        self._private = Ed25519PrivateKey.from_private_bytes(path.read_bytes())
        self._key = Key(name, kind, self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @property
    def key(self) -> Key:
        """See the protocol."""
        return self._key

    def sign(self, message: bytes) -> bytes:
        """See the protocol."""
        return self._private.sign(message)


def log_signature(signer: Signer, text: str) -> Signature:
    """Sign a checkpoint as its log."""
    return Signature(signer.key.name, signer.key.id, signer.sign(text.encode()))


def cosignature(signer: Signer, text: str, time: int) -> Signature:
    """Sign a checkpoint as a witness, at a time in Unix seconds."""
    raw = time.to_bytes(8, "big") + signer.sign(cosigned_text(text, time))
    return Signature(signer.key.name, signer.key.id, raw)
