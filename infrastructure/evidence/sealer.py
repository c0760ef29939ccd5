"""The sealer: cuts the log into tiles, signs its head, has it witnessed, and publishes it.

It never signs a head that does not begin with the last one it signed. What it signed lies in a file outside the
database and its backups, so that a restored or rewritten database is refused.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import sql

from domain.evidence.checkpoints import Checkpoint
from domain.evidence.malformed import text_of
from domain.evidence.notes import Note
from infrastructure.evidence.files import write
from infrastructure.evidence.signing import Signer, log_signature
from infrastructure.evidence.tile_files import TileFiles
from infrastructure.evidence.time_stamps import TimeStamps
from infrastructure.evidence.witnessing import Witnesses
from infrastructure.postgres.pool import Pool, rows, run

log = logging.getLogger("huying.sealer")
PAGE = 2048
SCRUB_SECONDS = 86_400.0
"""Seconds between two readings of the whole log."""
ASK_AGAIN = 30.0
"""Seconds until witnesses that did not sign are asked again."""
Progress = Callable[[int, int], None]
Signers = Callable[[], Sequence[Signer]]
"""The log's keys, the newest first: asked each time, as a new one may have been announced."""


class RefusedToSign(RuntimeError):
    """The database no longer holds what was signed: rolled back, or rewritten. Nothing more is signed."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The last head signed."""

    size: int
    root: str
    note: str


class Sealer:
    """One at a time per log; the caller holds the lock."""

    def __init__(
        self,
        *,
        pool: Pool,
        schema: str,
        folder: Path,
        state: Path,
        signers: Signers,
        witnesses: Witnesses,
        stamps: TimeStamps,
    ) -> None:
        self._pool, self._folder, self._state, self._signers = pool, folder, state, signers
        self._witnesses, self._stamps = witnesses, stamps
        names = {"schema": sql.Identifier(schema)}
        self._read = sql.SQL(
            "SELECT leaf_index, entry FROM {schema}.log_entry WHERE leaf_index >= %s ORDER BY leaf_index LIMIT %s"
        ).format(**names)
        self._count = sql.SQL("SELECT coalesce(max(leaf_index) + 1, 0) AS size FROM {schema}.log_entry").format(**names)
        self._remember = sql.SQL(
            "INSERT INTO {schema}.checkpoint (size, root, note) VALUES (%s, %s, %s) ON CONFLICT (size) DO NOTHING"
        ).format(**names)
        self._tiles: TileFiles | None = None
        self._checked_at = 0.0
        self._asked_at = 0.0

    def step(self, progress: Progress = lambda done, of: None) -> int:
        """Seal what is new; return how many leaves that was. Raises `RefusedToSign`, `Unavailable`."""
        if self._tiles is None or time.monotonic() > self._checked_at + SCRUB_SECONDS:
            self._tiles = self._from_the_start(progress)
            self._checked_at = time.monotonic()
        tiles, signed = self._tiles, self.signed()
        before = tiles.frontier.size
        for entries in self._entries(before):
            tiles.append(entries)
        if tiles.frontier.size == before and signed is not None and signed.size == before:
            self._catch_up(signed)
            return 0
        self._sign(tiles)
        return tiles.frontier.size - before

    def signed(self) -> Signed | None:
        """The last head signed, as remembered outside the database."""
        if not self._state.exists():
            return None
        return Signed(**json.loads(self._state.read_text(encoding="utf-8")))

    def _from_the_start(self, progress: Progress) -> TileFiles:
        """Read the whole log, and hold it against the last head signed."""
        tiles, signed = TileFiles(self._folder), self.signed()
        size = int(rows(self._pool, self._count)[0]["size"])
        if signed is not None and size < signed.size:
            raise RefusedToSign(f"the log has {size} leaves, and {signed.size} were signed: it was rolled back")
        for entries in self._entries(0):
            for entry in entries:
                tiles.append([entry], anew=False)
                if signed is not None and tiles.frontier.size == signed.size:
                    self._compare(tiles, signed)
            progress(tiles.frontier.size, size)
        return tiles

    def _compare(self, tiles: TileFiles, signed: Signed) -> None:
        if text_of(tiles.frontier.root()) != signed.root:
            raise RefusedToSign(f"the first {signed.size} leaves are not those that were signed: they were rewritten")

    def _entries(self, start: int) -> Iterator[Sequence[bytes]]:
        while True:
            found = rows(self._pool, self._read, [start, PAGE])
            if [row["leaf_index"] for row in found] != list(range(start, start + len(found))):
                raise RefusedToSign(f"leaf {start} or one behind it is missing")
            if found:
                yield [bytes(row["entry"]) for row in found]
            start += len(found)
            if len(found) < PAGE:
                return

    def _sign(self, tiles: TileFiles) -> None:
        signers = self._signers()
        head = Checkpoint(signers[0].key.name, tiles.frontier.size, tiles.frontier.root())
        tiles.publish()
        note = Note(head.text, tuple(log_signature(signer, head.text) for signer in signers))
        state = {"size": head.size, "root": text_of(head.root), "note": str(note)}
        write(self._state, json.dumps(state, ensure_ascii=False).encode(), 0o600)
        self._publish(note, head)

    def _publish(self, note: Note, head: Checkpoint) -> None:
        self._asked_at = time.monotonic()
        note, enough = self._witnesses.ask(note, head)
        raw = str(note).encode()
        write(self._folder / "checkpoints" / str(head.size), raw)
        write(self._folder / "checkpoint", raw)
        if enough:
            write(self._folder / "witnessed", raw)
        self._stamps.ask(head.size, raw)
        values: list[Any] = [head.size, head.root, str(note)]
        run(self._pool, self._remember, values)

    def _catch_up(self, signed: Signed) -> None:
        """Publish a head that a crash left unpublished, and ask again where the quorum is missing."""
        path = self._folder / "checkpoint"
        published = path.read_text(encoding="utf-8") if path.exists() else ""
        late = not published.startswith(signed.note.partition("\n\n")[0] + "\n")
        if late or (time.monotonic() > self._asked_at + ASK_AGAIN and not self._witnesses.enough(published)):
            note, head = self._witnesses.read(signed.note if late else published)
            self._publish(note, head)
