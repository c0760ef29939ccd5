"""Files beside a case: kept sealed, named by the digest that events and the log hold, forgotten with their voter."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from application.access_log import AccessLog
from application.casefile import Casefile
from application.errors import NotFound
from application.ports import LATEST, EventLog
from application.primitives import primitives
from domain.contact.reading import READERS
from domain.shared.identity import ContactId, Digest, SuggestionId
from domain.shared.people import Actor
from domain.shared.refusal import Unacceptable

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest attachment."""
BEGINNINGS = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "audio/mpeg": (b"ID3", b"\xff\xfb", b"\xff\xf3"),
    "audio/wav": (b"RIFF",),
    "video/mp4": (b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x1cftyp", b"\x00\x00\x00\x20ftyp"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (b"PK\x03\x04",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (b"PK\x03\x04",),
}
"""Kinds of files that are taken, and how each begins: a name is not believed."""


class AttachmentUnusable(Unacceptable):
    """An attachment is a PDF, picture, recording or Office file of at most 10 MB, and what it says it is."""

    slug = "attachment-unusable"
    zh = "附件须为不超过10MB的PDF、图片、录音录像或Office文件，且内容与类型相符。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as it was stored: its digest is over the sealed bytes, so that it tells nothing of the words in it."""

    sha256: Digest
    size: int
    mime: str


class AttachmentStore(Protocol):
    """Sealed files, by digest."""

    def put(self, content: bytes, mime: str, by: str) -> Attachment:
        """Seal and keep a file; durable when this returns."""

    def get(self, sha256: Digest) -> tuple[bytes, str] | None:
        """A file and its kind; None where there is none, or its key was destroyed."""

    def kept(self, digests: Collection[str]) -> Collection[str]:
        """Those of some digests whose files are kept here."""

    def forget(self, digests: Collection[Digest]) -> None:
        """Destroy the keys of files, and the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """Takes files in, and gives them to those who see their case."""

    store: AttachmentStore
    log: EventLog
    casefile: Casefile
    access: AccessLog

    def add(self, content: bytes, mime: str, by: Actor) -> Attachment:
        """Keep a file. Raises `AttachmentUnusable`."""
        if not 0 < len(content) <= LARGEST or not content.startswith(BEGINNINGS.get(mime, ())):
            raise AttachmentUnusable("file")
        return self.store.put(content, mime, by.id)

    def read(self, case: SuggestionId, sha256: Digest, by: Actor) -> tuple[bytes, str]:
        """A file of a case. Raises `NotFound`, also where the case does not name it."""
        self.casefile.read(case, by)
        if sha256 not in named_in(self.log, case):
            raise NotFound()
        self.access.note(by, case, ["attachment"], "attachment")
        found = self.store.get(sha256)
        if found is None:
            raise NotFound()
        return found

    def of_contact(self, stream: ContactId, sha256: Digest, by: Actor) -> tuple[bytes, str]:
        """A proof that a place, a selection or an activity names. Raises `NotFound`, also where it is not kept here."""
        history = self.log.contact_histories([stream], LATEST).get(stream, ())
        told = [primitives(record.event, lambda *_: None) for record in history]
        found = self.store.get(sha256) if sha256 in proofs_in(told) and by.role in READERS else None
        if found is None:
            raise NotFound()
        self.access.note(by, stream, ["attachment"], "attachment")
        return found


def proofs_in(told: object) -> set[str]:
    """The digests of files that facts of the contact work name."""
    if isinstance(told, dict):
        named = {one for name, one in told.items() if name in ("proof", "sha256") and isinstance(one, str)}
        return named.union(*(proofs_in(one) for one in told.values()))
    if isinstance(told, list | tuple):
        return set[str]().union(*(proofs_in(one) for one in told))
    return set()


def named_in(log: EventLog, case: SuggestionId) -> set[Digest]:
    """The digests that a case's events name."""
    found: set[Digest] = set()
    for record in log.history(case):
        found |= digests_in(primitives(record.event, lambda *_: None))
    return found


def digests_in(told: object) -> set[Digest]:
    """The digests that an event in primitives names."""
    found: set[Digest] = set()
    _collect(told, found)
    return found


def _collect(value: object, found: set[Digest]) -> None:
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "sha256" and isinstance(one, str):
                found.add(Digest(one))
            elif name == "attachments" and isinstance(one, list | tuple):
                found |= {Digest(str(digest)) for digest in one}
            else:
                _collect(one, found)
    elif isinstance(value, list | tuple):
        for one in value:
            _collect(one, found)
