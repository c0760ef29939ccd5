"""Keys made in the test, and what a log and its witnesses sign with them (through `cryptography`)."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.evidence.malformed import text_of
from domain.evidence.notes import COSIGNER, LOG, Key, Signature

ORIGIN = "huying.example/test/1"
Cosigned = tuple["Signer", int]


@dataclass(frozen=True)
class Signer:
    """A key with its private half, made from one letter."""

    name: str
    kind: int
    letter: str

    @property
    def private(self) -> Ed25519PrivateKey:
        """The private half."""
        return Ed25519PrivateKey.from_private_bytes(self.letter.encode() * 32)

    @property
    def key(self) -> Key:
        """The public half."""
        return Key(self.name, self.kind, self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def line(self, message: bytes, before: bytes = b"") -> str:
        """A line of signature over a message, with what stands before the signature itself."""
        return Signature(self.name, self.key.id, before + self.private.sign(message)).line


LOG_KEY = Signer(ORIGIN, LOG, "l")
OTHER_LOG = Signer("huying.example/test/2", LOG, "o")
COURT, UNI, PRESS = (Signer(f"{name}.example/w", COSIGNER, name[0]) for name in ("court", "university", "press"))


def checkpoint_text(size: int, root: bytes, origin: str = ORIGIN) -> str:
    """The three lines a log signs."""
    return f"{origin}\n{size}\n{text_of(root)}\n"


def cosigned_line(witness: Signer, text: str, time: int) -> str:
    """A witness's line (C2SP tlog-cosignature)."""
    return witness.line(f"cosignature/v1\ntime {time}\n{text}".encode(), time.to_bytes(8, "big"))


def signed(text: str, *cosigners: Cosigned, by: Signer = LOG_KEY) -> bytes:
    """A checkpoint as it is published, by its log and by witnesses with their times."""
    lines = [by.line(text.encode()), *(cosigned_line(witness, text, time) for witness, time in cosigners)]
    return (text + "\n" + "".join(lines)).encode()


def policy_text(*lines: str, log: Signer = LOG_KEY, quorum: str = "none") -> str:
    """A policy that trusts one log."""
    return "\n".join([f"log {log.key.vkey}", *lines, f"quorum {quorum}", ""])


def witness_line(name: str, witness: Signer, url: str = "") -> str:
    """A line of a policy that names a witness."""
    return f"witness {name} {witness.key.vkey} {url}".rstrip()
