"""C04: every bundle and tile made anew from the entries alone."""

from collections.abc import Iterator

from domain.evidence.malformed import Malformed
from domain.evidence.merkle import Frontier, leaf_hash, node_hash
from domain.evidence.tiles import WIDTH, Read, entries_path, tile_path, unbundled
from domain.verification.evidence import Evidence, Head
from domain.verification.heads import compare_root
from domain.verification.report import Report


def entries_of(read: Read, size: int) -> Iterator[tuple[int, bytes]]:
    """All entries of a tree, with their indexes. Raises `Malformed` or `FileNotFoundError`."""
    for index in range(-(-size // WIDTH)):
        width = min(WIDTH, size - index * WIDTH)
        found = unbundled(_grown(read, index, width))
        if len(found) < width:
            raise Malformed(f"bundle {index} holds {len(found)} entries instead of {width}")
        for place, entry in enumerate(found[:width]):
            yield index * WIDTH + place, entry


class Recomputation:
    """Takes entries in order and holds what follows from them against tiles and heads."""

    def __init__(self, evidence: Evidence, head: Head, older: dict[int, list[Head]], report: Report) -> None:
        self._evidence, self._head, self._older, self._report = evidence, head, older, report
        self._frontier = Frontier()
        self._rows: list[list[bytes]] = []
        self._tiles = 0

    def take(self, entry: bytes) -> None:
        """The next entry."""
        leaf = leaf_hash(entry)
        self._frontier.append(leaf)
        self._grow(0, leaf)
        size = self._frontier.size
        if size in self._older:
            compare_root(size, self._frontier.root(), self._older[size], self._report)

    def finish(self) -> bool:
        """Hold the root against the head; False where they differ."""
        for level, row in enumerate(self._rows):
            if row:
                self._compare(level, self._frontier.size >> (8 * level) >> 8, row)
        head = self._head.checkpoint
        if self._frontier.root() != head.root:
            zh, en = "由记录重算的根与签署的根不同", "the root over the entries is not the one that was signed"
            self._report.tampered("C04", zh, en)
            return False
        told = f"{head.size} 条记录、{self._tiles} 个数据块"
        self._report.sound("C04", told + "重算相符", f"{head.size} entries and {self._tiles} tiles agree with the root")
        if self._older:
            count = sum(len(heads) for heads in self._older.values())
            if not any(line.verdict for line in self._report.told("C03")):
                self._report.sound("C03", f"与 {count} 个早先检查点一致", f"{count} older checkpoints agree")
        return True

    def _grow(self, level: int, leaf: bytes) -> None:
        if level == len(self._rows):
            self._rows.append([])
        row = self._rows[level]
        row.append(leaf)
        if len(row) == WIDTH:
            self._compare(level, (self._frontier.size >> (8 * (level + 1))) - 1, row)
            self._rows[level] = []
            self._grow(level + 1, _root(row))

    def _compare(self, level: int, index: int, row: list[bytes]) -> None:
        path = tile_path(level, index, len(row))
        self._tiles += 1
        try:
            found = self._evidence.read(path)
        except FileNotFoundError:
            self._report.missing("C04", f"缺少 {path}", f"{path} is missing")
            return
        if found != b"".join(row):
            self._report.tampered("C04", f"{path} 与记录不符", f"{path} does not follow from the entries")


def _grown(read: Read, index: int, width: int) -> bytes:
    try:
        return read(entries_path(index, width))
    except FileNotFoundError:
        return read(entries_path(index))


def _root(row: list[bytes]) -> bytes:
    while len(row) > 1:
        row = [node_hash(row[n], row[n + 1]) for n in range(0, len(row), 2)]
    return row[0]
