"""Checkpoints (C2SP tlog-checkpoint) and the witnesses' cosignatures on them (C2SP tlog-cosignature)."""

from dataclasses import dataclass

from domain.evidence import ed25519
from domain.evidence.malformed import Malformed, hash_of, number_of, text_of
from domain.evidence.notes import COSIGNER, LOG, Key, Note, note_of


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its origin, how many entries it has, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The signed text: three lines."""
        return f"{self.origin}\n{self.size}\n{text_of(self.root)}\n"


def checkpoint_of(note: Note) -> Checkpoint:
    """Read the text of a note. Raises `Malformed`; lines of extensions are refused, as nobody here writes them."""
    lines = note.text.split("\n")
    if len(lines) != 4 or not lines[0]:
        raise Malformed("a checkpoint has three lines")
    return Checkpoint(lines[0], number_of(lines[1]), hash_of(lines[2]))


def read(raw: bytes) -> tuple[Note, Checkpoint]:
    """Read a signed checkpoint. Raises `Malformed`."""
    note = note_of(raw)
    return note, checkpoint_of(note)


def signed_by_log(note: Note, key: Key) -> bool:
    """Whether the log's key signed; one false line by it spoils the note."""
    lines = note.by(key)
    sound = [ed25519.verify(key.public, note.text.encode(), line.raw) for line in lines]
    return key.kind == LOG and bool(sound) and all(sound)


def cosigned_text(text: str, time: int) -> bytes:
    """What a witness signs: the checkpoint's text behind a line of the time, in Unix seconds."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosigned_at(note: Note, key: Key) -> int | None:
    """When a witness signed, in Unix seconds; None without a sound line of its key. The newest counts."""
    times = []
    for line in note.by(key):
        time = int.from_bytes(line.raw[:8], "big")
        sound = ed25519.verify(key.public, cosigned_text(note.text, time), line.raw[8:])
        if not sound or key.kind != COSIGNER:
            return None
        times.append(time)
    return max(times, default=None)
