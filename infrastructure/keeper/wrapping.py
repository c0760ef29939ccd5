"""The key-encryption key outside PostgreSQL, and two keys derived from it for digests and tracking codes."""

import os
import secrets
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12


class KeyWrapper(Protocol):
    """Wraps data keys; a file by default, a key service or hardware module elsewhere."""

    epoch: int

    def wrap(self, kid: str, key: bytes) -> bytes:
        """Return the key, encrypted and bound to its name and the epoch."""

    def unwrap(self, kid: str, epoch: int, wrapped: bytes) -> bytes:
        """Return the key. Raises `cryptography.exceptions.InvalidTag`."""

    def derive(self, purpose: str) -> bytes:
        """Return a key for another purpose, from which this one cannot be found."""


class FileKeyWrapper:
    """The key-encryption key in a file readable by the service alone."""

    epoch = 1

    def __init__(self, folder: Path) -> None:
        self._key = _key_in(folder / f"kek-{self.epoch}")

    def wrap(self, kid: str, key: bytes) -> bytes:
        """See the protocol."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self._key).encrypt(nonce, key, _bound(kid, self.epoch))

    def unwrap(self, kid: str, epoch: int, wrapped: bytes) -> bytes:
        """See the protocol."""
        return AESGCM(self._key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _bound(kid, epoch))

    def derive(self, purpose: str) -> bytes:
        """See the protocol."""
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(self._key)


def _bound(kid: str, epoch: int) -> bytes:
    return f"{kid}|{epoch}".encode()


def _key_in(path: Path) -> bytes:
    """Read the key, making it first where there is none; two processes at once agree on one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    if not path.exists():
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()
