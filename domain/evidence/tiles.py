"""Tiles (C2SP tlog-tiles): the tree cut into files of 256 hashes, and its entries into bundles of 256."""

import re
from collections.abc import Callable, Iterator, Sequence

from domain.evidence.malformed import Malformed, number_of
from domain.evidence.merkle import HASH, node_hash

WIDTH = 256
HEIGHT = 8
LONGEST = 0xFFFF
"""Bytes of the longest entry a bundle can hold."""
Read = Callable[[str], bytes]
"""Gives the content of a file of the log by its path; raises `FileNotFoundError`."""


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile lies: `tile/<L>/<N>`, with `.p/<W>` while it is not full."""
    return f"tile/{level}/{_grouped(index)}{_partial(width)}"


def entries_path(index: int, width: int = WIDTH) -> str:
    """Where a bundle of entries lies."""
    return f"tile/entries/{_grouped(index)}{_partial(width)}"


def paths(size: int) -> Iterator[tuple[str, int, int, int]]:
    """All tiles of a tree: path, level, index and width; bundles have level -1."""
    for level, hashes in [(-1, size), *_levels(size)]:
        for index in range(-(-hashes // WIDTH)):
            width = min(WIDTH, hashes - index * WIDTH)
            path = entries_path(index, width) if level < 0 else tile_path(level, index, width)
            yield path, level, index, width


def is_path(path: str) -> bool:
    """Whether a path names a tile or a bundle in its one spelling."""
    found = re.fullmatch(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([0-9]{1,3}))?", path, re.ASCII)
    if found is None:
        return False
    level, place, width = found.groups()
    index = int(place.replace("x", "").replace("/", ""))
    wide = WIDTH if width is None else int(width)
    named = entries_path(index, wide) if level == "entries" else tile_path(int(level), index, wide)
    return named == path and 0 < wide <= WIDTH


def bundle(entries: Sequence[bytes]) -> bytes:
    """Write entries one after another, each behind its length in two bytes."""
    if any(len(entry) > LONGEST for entry in entries):
        raise Malformed("entry too long")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundled(raw: bytes) -> list[bytes]:
    """Read a bundle. Raises `Malformed` where it ends in the middle of an entry."""
    entries, at = [], 0
    while at < len(raw):
        start = at + 2
        at = start + int.from_bytes(raw[at:start], "big")
        if start > len(raw) or at > len(raw):
            raise Malformed("bundle is cut off")
        entries.append(raw[start:at])
    return entries


class Tiles:
    """Reads the nodes of a tree of a given size from its tiles."""

    def __init__(self, read: Read, size: int) -> None:
        self._read, self._size = read, size
        self._kept: dict[tuple[int, int], list[bytes]] = {}

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree (see `merkle.Node`). Raises `FileNotFoundError` or `Malformed`."""
        tile_level, above = divmod(level, HEIGHT)
        first = index << above
        row = self._tile(tile_level, first // WIDTH)[first % WIDTH : first % WIDTH + (1 << above)]
        if len(row) != 1 << above:
            raise Malformed("tile is too short")
        while len(row) > 1:
            row = [node_hash(row[n], row[n + 1]) for n in range(0, len(row), 2)]
        return row[0]

    def _tile(self, level: int, index: int) -> list[bytes]:
        if (level, index) not in self._kept:
            width = min(WIDTH, (self._size >> (HEIGHT * level)) - index * WIDTH)
            raw = self._grown(level, index, width)
            if len(raw) != width * HASH:
                raise Malformed("tile has the wrong length")
            self._kept[level, index] = [raw[n : n + HASH] for n in range(0, len(raw), HASH)]
        return self._kept[level, index]

    def _grown(self, level: int, index: int, width: int) -> bytes:
        """The tile at that width; a tree that has grown since may keep the full one alone."""
        try:
            return self._read(tile_path(level, index, width))
        except FileNotFoundError:
            return self._read(tile_path(level, index))[: width * HASH]


def _levels(size: int) -> Iterator[tuple[int, int]]:
    level = 0
    while size:
        yield level, size
        level, size = level + 1, size >> HEIGHT


def _grouped(index: int) -> str:
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[n : n + 3] for n in range(0, len(digits), 3)]
    return "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])


def _partial(width: int) -> str:
    return "" if width == WIDTH else f".p/{number_of(str(width))}"
