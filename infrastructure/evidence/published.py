"""The published log and the leaves behind it, for the application."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from psycopg import sql

from application.errors import Unavailable
from domain.evidence.entries import Kind, entry_of
from domain.evidence.tiles import is_path
from infrastructure.event_store.patience import UNCLEAR
from infrastructure.event_store.recorder import DensePositionRecorder
from infrastructure.evidence.verifier_file import verifier_file
from infrastructure.postgres.pool import Pool, rows

HEADS = frozenset({"checkpoint", "witnessed"})


class PostgresPublishedLog:
    """Implements `application.evidence.PublishedLog`."""

    def __init__(self, pool: Pool, schema: str, recorder: DensePositionRecorder, folder: Path, policy: Path) -> None:
        self._pool, self._recorder, self._folder, self._policy = pool, recorder, folder, policy
        names = {"schema": sql.Identifier(schema)}
        self._entry = sql.SQL("SELECT entry FROM {schema}.log_entry WHERE leaf_index = %s").format(**names)
        self._size = sql.SQL("SELECT last + 1 AS size FROM {schema}.position").format(**names)
        self._hashes = sql.SQL(
            "SELECT leaf_index, leaf_hash FROM {schema}.log_entry WHERE leaf_index = ANY(%s)"
        ).format(**names)
        self._last = sql.SQL(
            "SELECT originator_id, max(originator_version) AS version, max(notification_id) AS leaf "
            "FROM {schema}.stored_events WHERE notification_id < %s GROUP BY originator_id"
        ).format(**names)
        self._erasures = sql.SQL(
            'SELECT entry FROM {schema}.log_entry WHERE position(\'"v":"tlog-event/1"\'::bytea IN entry) = 0 '
            "AND position(%s::bytea IN entry) > 0"
        ).format(**names)
        self._acts = sql.SQL(
            'SELECT entry FROM {schema}.log_entry WHERE position(\'"v":"tlog-event/1"\'::bytea IN entry) = 0 '
            "AND position(%s::bytea IN entry) > 0 ORDER BY leaf_index DESC LIMIT 1"
        ).format(**names)

    def read(self, path: str) -> bytes:
        """See the port. Nothing but the log's own files is read, whatever the path."""
        if path not in HEADS and not is_path(path):
            raise FileNotFoundError(path)
        return (self._folder / path).read_bytes()

    def entry(self, index: int) -> bytes | None:
        """See the port."""
        found = rows(self._pool, self._entry, [index])
        return bytes(found[0]["entry"]) if found else None

    def last_of_cases(self, size: int) -> Mapping[str, tuple[int, int]]:
        """See the port."""
        found = rows(self._pool, self._last, [size])
        return {str(r["originator_id"]): (int(r["version"]), int(r["leaf"])) for r in found}

    def leaf_hashes(self, positions: Sequence[int]) -> Mapping[int, str]:
        """The leaf hash of each position, for exports; see `application.exports.exporting.LeafHashes`."""
        found = rows(self._pool, self._hashes, [list(positions)])
        return {int(r["leaf_index"]): bytes(r["leaf_hash"]).hex() for r in found}

    def last_act(self, kind: Kind) -> bytes | None:
        """See the port."""
        found = rows(self._pool, self._acts, [f'"v":"{kind}"'.encode()])
        return bytes(found[0]["entry"]) if found else None

    def append_act(self, kind: Kind, data: Mapping[str, Any], only_at: int | None = None) -> int | None:
        """See the port."""
        try:
            return self._recorder.insert_act(kind, data, only_at)
        except UNCLEAR:
            raise Unavailable() from None

    def size(self) -> int:
        """See the port."""
        return int(rows(self._pool, self._size)[0]["size"])

    def erased(self) -> Collection[str]:
        """See the port."""
        found = rows(self._pool, self._erasures, [f'"v":"{Kind.ERASURE}"'.encode()])
        return {str(entry_of(bytes(r["entry"])).data["kid"]) for r in found}

    def policy(self) -> str | None:
        """See the port."""
        try:
            return self._policy.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return None

    def verifier(self) -> bytes:
        """See the port."""
        return verifier_file()
