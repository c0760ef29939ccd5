"""A proof in one text file (C2SP tlog-proof): an entry's place, its path to the root, and the checkpoint."""

from dataclasses import dataclass

from domain.evidence.malformed import Malformed, bytes_of, hash_of, number_of, text_of

HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class LogProof:
    """What the file holds. `extra` is what its reader may not trust before comparing it with the leaf."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def __str__(self) -> str:
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {text_of(self.extra)}")
        lines += [f"index {self.index}", *(text_of(one) for one in self.hashes), "", self.checkpoint.decode()]
        return "\n".join(lines)


def log_proof_of(raw: bytes) -> LogProof:
    """Read the file. Raises `Malformed`."""
    head, gap, checkpoint = raw.partition(b"\n\n")
    try:
        lines = head.decode().split("\n")
    except UnicodeDecodeError:
        raise Malformed("a proof is UTF-8") from None
    if not gap or lines[0] != HEADER:
        raise Malformed("not a tlog-proof")
    extra = None
    if len(lines) > 1 and lines[1].startswith("extra "):
        extra = bytes_of(lines.pop(1).removeprefix("extra "))
    if len(lines) < 2 or not lines[1].startswith("index ") or len(lines) > 2 + MOST_HASHES:
        raise Malformed("a proof names its index")
    hashes = tuple(hash_of(line) for line in lines[2:])
    return LogProof(number_of(lines[1].removeprefix("index ")), hashes, checkpoint, extra)
