"""The log as files (C2SP tlog-tiles), written as it grows."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from domain.evidence.merkle import Frontier, leaf_hash, node_hash
from domain.evidence.tiles import WIDTH, bundle, entries_path, tile_path
from infrastructure.evidence.files import write


class TileFiles:
    """Writes full tiles at once, and what is not full yet when asked to publish."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.frontier = Frontier()
        self._entries: list[bytes] = []
        self._rows: list[list[bytes]] = []
        """Of each level, the hashes of its last tile."""

    def append(self, entries: Sequence[bytes], *, anew: bool = True) -> None:
        """Take in the next entries. Where not `anew`, full tiles already on disk stay as they are."""
        for entry in entries:
            leaf = leaf_hash(entry)
            self.frontier.append(leaf)
            self._entries.append(entry)
            if len(self._entries) == WIDTH:
                self._keep(entries_path(self.frontier.size // WIDTH - 1), bundle(self._entries), anew)
                self._entries = []
            self._grow(0, leaf, anew)

    def publish(self) -> None:
        """Write the tiles that are not full."""
        size = self.frontier.size
        if self._entries:
            write(self._folder / entries_path(size // WIDTH, len(self._entries)), bundle(self._entries))
        for level, row in enumerate(self._rows):
            if row:
                index = size >> (8 * level) >> 8
                write(self._folder / tile_path(level, index, len(row)), b"".join(row))

    def _grow(self, level: int, leaf: bytes, anew: bool) -> None:
        if level == len(self._rows):
            self._rows.append([])
        row = self._rows[level]
        row.append(leaf)
        if len(row) == WIDTH:
            index = (self.frontier.size >> (8 * (level + 1))) - 1
            self._keep(tile_path(level, index), b"".join(row), anew)
            self._rows[level] = []
            self._grow(level + 1, _root(row), anew)

    def _keep(self, path: str, content: bytes, anew: bool) -> None:
        file = self._folder / path
        if anew or not file.exists():
            write(file, content)
        shutil.rmtree(self._folder / f"{path}.p", ignore_errors=True)


def _root(row: Sequence[bytes]) -> bytes:
    while len(row) > 1:
        row = [node_hash(row[n], row[n + 1]) for n in range(0, len(row), 2)]
    return row[0]
