"""A new key for the log: announced in the log under the old one, and both sign until auditors have changed over."""

from pathlib import Path

from domain.evidence import checkpoints
from domain.evidence.entries import Kind
from domain.evidence.notes import LOG, Note
from infrastructure.event_store.recorder import DensePositionRecorder
from infrastructure.evidence.files import write
from infrastructure.evidence.signing import FileSigner, Signer, log_signature

KEY = "key"


def log_signers(folder: Path, origin: str) -> list[Signer]:
    """The log's keys, the newest first; made at the first start."""
    files = sorted(folder.glob(f"{KEY}-*"), key=lambda path: int(path.name.removeprefix(f"{KEY}-")), reverse=True)
    return [FileSigner(path, origin, LOG) for path in files or [folder / f"{KEY}-1"]]


def rotate(folder: Path, origin: str, recorder: DensePositionRecorder, log: Path) -> str:
    """Announce a new key and begin to sign with it too; return the policy line auditors are to be given.

    The heads published so far are signed with it as well, so that whoever trusts the new key alone can follow them.
    """
    old = log_signers(folder, origin)[0]
    number = max(int(path.name.removeprefix(f"{KEY}-")) for path in folder.glob(f"{KEY}-*")) + 1
    new = FileSigner(folder / f"{KEY}-{number}", origin, LOG)
    recorder.insert_act(Kind.KEY, {"old": old.key.vkey, "new": new.key.vkey})
    for path in [*(log / "checkpoints").glob("*"), log / "checkpoint", log / "witnessed"]:
        if path.exists():
            note, _ = checkpoints.read(path.read_bytes())
            both = Note(note.text, (log_signature(new, note.text), *note.signatures))
            write(path, str(both).encode())
    return new.key.vkey


def retire(folder: Path, origin: str) -> int:
    """Destroy all but the newest key; return how many. Only once auditors and witnesses know the new one."""
    newest = log_signers(folder, origin)[0].key
    count = 0
    for path in folder.glob(f"{KEY}-*"):
        if FileSigner(path, origin, LOG).key != newest:
            path.unlink()
            count += 1
    return count
