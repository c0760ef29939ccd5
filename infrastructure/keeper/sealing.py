"""One sealed text: AES-256-GCM under the subject's key, with a salted digest that outlives the key."""

import base64
import secrets

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.evidence.entries import commitment
from domain.shared.sealed import Sealed

SALT_BYTES = 32
NONCE_BYTES = 12
_encoder = msgspec.json.Encoder(order="sorted")


def seal(key: bytes, kid: str, case: str, field: str, text: str) -> Sealed:
    """Seal one text. The salt lies inside the ciphertext, so that d hides what it commits to."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    d = commitment(salt, case, field, text)
    ct = nonce + AESGCM(key).encrypt(nonce, salt + text.encode(), _bound(kid, case, field, d))
    return Sealed(kid, base64.b64encode(ct).decode(), d)


def unseal(key: bytes, token: Sealed, case: str, field: str) -> tuple[bytes, str]:
    """Return salt and text. Raises `InvalidTag` for a token of another case, field or key."""
    raw = base64.b64decode(token.ct, validate=True)
    plain = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(token.kid, case, field, token.d))
    salt, text = plain[:SALT_BYTES], plain[SALT_BYTES:].decode()
    if commitment(salt, case, field, text) != token.d:
        raise InvalidTag
    return salt, text


def _bound(kid: str, case: str, field: str, d: str) -> bytes:
    """What a ciphertext is bound to, in canonical JSON: text alone, which a faster writer spells the same."""
    return _encoder.encode({"v": "sealed/1", "kid": kid, "case": case, "field": field, "d": d})
