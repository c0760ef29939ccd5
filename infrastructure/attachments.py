"""Sealed files in the service's folder: AES-256-GCM, a key each, named by the digest of the sealed bytes."""

import hashlib
import secrets
from collections.abc import Collection
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import sql

from application.attachments import Attachment
from domain.shared.identity import Digest
from infrastructure.evidence.files import write
from infrastructure.keeper.wrapping import KEY_BYTES, NONCE_BYTES, KeyWrapper
from infrastructure.postgres.pool import Pool, rows, run, using


class SealedFiles:
    """Implements `application.attachments.AttachmentStore`."""

    def __init__(self, pool: Pool, schema: str, wrapper: KeyWrapper, folder: Path) -> None:
        self._pool, self._wrapper, self._folder = pool, wrapper, folder
        self._table = sql.Identifier(f"{schema}_keeper", "attachment_key")

    def put(self, content: bytes, mime: str, by: str) -> Attachment:
        """See the port. The file is durable before its key: a key without a file would be a lie."""
        key, nonce, epoch = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES), self._wrapper.epoch
        sealed = nonce + AESGCM(key).encrypt(nonce, content, mime.encode())
        digest = hashlib.sha256(sealed).hexdigest()
        write(self._path(digest), sealed, 0o600)
        wrapped = self._wrapper.wrap(digest, epoch, key)
        query = sql.SQL(
            "INSERT INTO {} (sha256, wrapped, epoch, mime, size, added_by) VALUES (%s, %s, %s, %s, %s, %s)"
        ).format(self._table)
        with using(self._pool) as conn:
            conn.execute(query, [digest, wrapped, epoch, mime, len(content), by])
        return Attachment(sha256=Digest(digest), size=len(content), mime=mime)

    def get(self, sha256: Digest) -> tuple[bytes, str] | None:
        """See the port. Raises `cryptography.exceptions.InvalidTag` for a file that was changed."""
        query = sql.SQL("SELECT wrapped, epoch, mime FROM {} WHERE sha256 = %s").format(self._table)
        found = rows(self._pool, query, [sha256])
        path = self._path(sha256)
        if not found or not path.exists():
            return None
        key = self._wrapper.unwrap(sha256, found[0]["epoch"], bytes(found[0]["wrapped"]))
        sealed, mime = path.read_bytes(), str(found[0]["mime"])
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], mime.encode()), mime

    def kept(self, digests: Collection[str]) -> Collection[str]:
        """See the port."""
        query = sql.SQL("SELECT sha256 FROM {} WHERE sha256 = ANY(%s)").format(self._table)
        return {str(row["sha256"]) for row in rows(self._pool, query, [list(digests)])}

    def forget(self, digests: Collection[Digest]) -> None:
        """See the port."""
        query = sql.SQL("DELETE FROM {} WHERE sha256 = ANY(%s)").format(self._table)
        run(self._pool, query, [list(digests)])
        for digest in digests:
            self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest
