"""The key-encryption keys outside PostgreSQL, and the root of the keys for digests and tracking codes."""

import os
import secrets
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
KEK = "kek-"
NONCE_BYTES = 12


class KeyWrapper(Protocol):
    """Wraps data keys; a file by default, a key service or hardware module elsewhere."""

    @property
    def epoch(self) -> int:
        """The newest epoch."""

    def wrap(self, kid: str, epoch: int, key: bytes) -> bytes:
        """Return the key, encrypted and bound to its name and the epoch."""

    def unwrap(self, kid: str, epoch: int, wrapped: bytes) -> bytes:
        """Return the key. Raises `cryptography.exceptions.InvalidTag`, also where the epoch's key was destroyed."""

    def begin_epoch(self) -> int:
        """Make a new key-encryption key; it wraps from now on."""

    def end_epochs_before(self, epoch: int) -> None:
        """Destroy the older key-encryption keys: whatever a backup holds wrapped under them is lost for good."""

    def derive(self, purpose: str) -> bytes:
        """Return a key for another purpose, from which this one cannot be found."""


class FileKeyWrapper:
    """Key-encryption keys in files readable by the service alone, one per epoch; the newest wraps.

    Keys for other purposes come from a root of their own, so that an epoch's key can be destroyed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[int, bytes] = {}
        self._root = _key_in(folder / "root")
        if not self._epochs():
            _key_in(folder / f"{KEK}1")

    @property
    def epoch(self) -> int:
        """The newest epoch: looked up each time, as another process may have begun it."""
        return max(self._epochs())

    def wrap(self, kid: str, epoch: int, key: bytes) -> bytes:
        """See the protocol."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self._key(epoch)).encrypt(nonce, key, _bound(kid, epoch))

    def unwrap(self, kid: str, epoch: int, wrapped: bytes) -> bytes:
        """See the protocol."""
        return AESGCM(self._key(epoch)).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _bound(kid, epoch))

    def derive(self, purpose: str) -> bytes:
        """See the protocol."""
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(self._root)

    def begin_epoch(self) -> int:
        """See the protocol."""
        epoch = self.epoch + 1
        _key_in(self._folder / f"{KEK}{epoch}")
        return epoch

    def end_epochs_before(self, epoch: int) -> None:
        """See the protocol."""
        for old in self._epochs():
            if old < epoch:
                path = self._folder / f"{KEK}{old}"
                path.chmod(0o600)
                path.write_bytes(secrets.token_bytes(KEY_BYTES))
                path.unlink()
                self._known.pop(old, None)

    def _epochs(self) -> list[int]:
        return [int(path.name.removeprefix(KEK)) for path in self._folder.glob(f"{KEK}*") if path.name[4:].isdigit()]

    def _key(self, epoch: int) -> bytes:
        if epoch not in self._known:
            path = self._folder / f"{KEK}{epoch}"
            if not path.exists():
                raise InvalidTag
            self._known[epoch] = path.read_bytes()
        return self._known[epoch]


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
