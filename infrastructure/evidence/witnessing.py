"""Asks witnesses to cosign (C2SP tlog-witness): whoever holds an older head sees whether the new one begins with it."""

import http.client
import logging
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from domain.evidence import checkpoints
from domain.evidence.checkpoints import Checkpoint, cosigned_at
from domain.evidence.malformed import Malformed, number_of, text_of
from domain.evidence.merkle import consistency_proof
from domain.evidence.notes import Note, Signature, signature_of
from domain.evidence.policies import TrustPolicy
from domain.evidence.tiles import Read, Tiles

log = logging.getLogger("huying.sealer")
BUDGET = 2.0
"""Seconds a witness has to answer."""
LONGEST = 64 * 1024
Post = Callable[[str, bytes], tuple[int, bytes]]


class Witnesses:
    """The witnesses of a policy that have a URL. Whatever is not a 200 is a refusal."""

    def __init__(self, policy: TrustPolicy, read: Read) -> None:
        self._policy, self._read = policy, read
        self._seen = dict.fromkeys(policy.urls, 0)

    def ask(self, note: Note, head: Checkpoint) -> tuple[Note, bool]:
        """Return the note with the cosignatures that could be had, and whether they make the quorum."""
        wanting = [name for name in self._policy.urls if cosigned_at(note, self._policy.witnesses[name]) is None]
        if wanting:
            with ThreadPoolExecutor(len(wanting)) as pool:
                lines = pool.map(lambda name: self._cosigned(name, note, head), wanting)
                note = Note(note.text, note.signatures + tuple(line for found in lines for line in found))
        return note, self._quorum(note)

    def enough(self, published: str) -> bool:
        """Whether a published head has the quorum, or nobody to ask for it."""
        return not self._policy.urls or self._quorum(self.read(published)[0])

    def read(self, text: str) -> tuple[Note, Checkpoint]:
        """Read a head."""
        return checkpoints.read(text.encode())

    def _quorum(self, note: Note) -> bool:
        signed = {name for name, key in self._policy.witnesses.items() if cosigned_at(note, key) is not None}
        return self._policy.enough(signed)

    def _cosigned(self, name: str, note: Note, head: Checkpoint) -> tuple[Signature, ...]:
        try:
            status, body = self._send(name, note, head)
            if status == 409 and self._seen[name] != (known := number_of(body.decode().strip())):
                self._seen[name] = known
                status, body = self._send(name, note, head)
            if status != 200:
                log.warning("witness.refused", extra={"witness": name, "status": status, "size": head.size})
                return ()
            return self._sound(name, note, body, head)
        except (OSError, http.client.HTTPException, Malformed, UnicodeDecodeError) as fault:
            log.warning("witness.away", extra={"witness": name, "fault": type(fault).__name__})
            return ()

    def _send(self, name: str, note: Note, head: Checkpoint) -> tuple[int, bytes]:
        old = min(self._seen[name], head.size)
        body = request_body(old, head, str(note).encode(), self._read)
        return post(self._policy.urls[name] + "/add-checkpoint", body)

    def _sound(self, name: str, note: Note, body: bytes, head: Checkpoint) -> tuple[Signature, ...]:
        key = self._policy.witnesses[name]
        lines = [signature_of(line) for line in body.decode().splitlines()]
        mine = tuple(line for line in lines if (line.name, line.key_id) == (key.name, key.id))
        if cosigned_at(Note(note.text, mine), key) is None:
            raise Malformed("the witness's signature does not verify")
        self._seen[name] = head.size
        return mine


def request_body(old: int, head: Checkpoint, note: bytes, read: Read) -> bytes:
    """The body of `add-checkpoint`: the old size, the proof from it, and the head."""
    proof = consistency_proof(old, head.size, Tiles(read, head.size).node)
    lines = "".join([f"old {old}\n", *(text_of(one) + "\n" for one in proof), "\n"])
    return lines.encode() + note


def post(url: str, body: bytes) -> tuple[int, bytes]:
    """Send a body; return the status and the beginning of the answer."""
    request = urllib.request.Request(url, data=body, method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=BUDGET) as answer:  # noqa: S310
            return answer.status, answer.read(LONGEST)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(LONGEST)
