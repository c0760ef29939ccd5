"""A witness (C2SP tlog-witness): signs a log's head only if it begins with the last head it signed.

Meant to be run by another organisation. It knows no case, no text and no person: origins, sizes and roots alone.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from domain.evidence import checkpoints
from domain.evidence.checkpoints import Checkpoint, signed_by_log
from domain.evidence.malformed import Malformed, hash_of, number_of
from domain.evidence.merkle import verify_consistency
from domain.evidence.notes import COSIGNER, LOG, Key, Note, is_name, key_of
from infrastructure.evidence.signing import FileSigner, Signer, cosignature

log = logging.getLogger("huying.witness")
LONGEST = 64 * 1024
MOST_HASHES = 63
UNREAD = (404, 405, 411, 413)
"""Answers given before the body was read: what follows on the connection would not be a request."""
SIZE_TYPE = "text/x.tlog.size"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a body, and what kind of body it is."""

    status: int
    body: str = ""
    kind: str = "text/plain; charset=utf-8"


class Witness:
    """Remembers of each log the last head it signed, in a file of its own."""

    def __init__(self, signer: Signer, logs: Mapping[str, Key], memory: Path) -> None:
        self._signer, self._logs, self._memory = signer, logs, memory
        self.key = signer.key
        self._alone = threading.Lock()
        memory.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._opened()) as held:
            held.execute("CREATE TABLE IF NOT EXISTS head (origin TEXT PRIMARY KEY, size INT, root BLOB, note TEXT)")

    def add_checkpoint(self, body: bytes) -> Answer:
        """Answer one request; see the specification for the statuses."""
        try:
            old, proof, raw = _request(body)
            note, head = checkpoints.read(raw)
        except Malformed as fault:
            return Answer(400, f"{fault}\n")
        if head.origin not in self._logs:
            return Answer(404)
        if not signed_by_log(note, self._logs[head.origin]):
            return Answer(403)
        if old > head.size:
            return Answer(400, "old size beyond the checkpoint\n")
        with self._alone, closing(self._opened()) as held:
            held.execute("BEGIN IMMEDIATE")
            return self._signed(held, old, proof, note, head)

    def _signed(self, held: sqlite3.Connection, old: int, proof: list[bytes], note: Note, head: Checkpoint) -> Answer:
        """Compare and remember in one transaction: two requests at once cannot both be the next one."""
        row = held.execute("SELECT size, root FROM head WHERE origin = ?", [head.origin]).fetchone()
        size, root = row if row is not None else (0, b"")
        if old != size:
            return Answer(409, f"{size}\n", SIZE_TYPE)
        if size == head.size and size and root != head.root:
            log.error("witness.fork", extra={"origin": head.origin, "size": size})
            return Answer(409, f"{size}\n", SIZE_TYPE)
        sound = not proof if old == 0 else verify_consistency(old, head.size, root, head.root, proof)
        if not sound:
            log.error("witness.inconsistent", extra={"origin": head.origin, "old": old, "size": head.size})
            return Answer(422)
        values = [head.origin, head.size, head.root, str(note)]
        held.execute("INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?)", values)
        held.execute("COMMIT")
        return Answer(200, cosignature(self._signer, note.text, int(time.time())).line)

    def _opened(self) -> sqlite3.Connection:
        held = sqlite3.connect(self._memory, timeout=10, isolation_level=None)
        held.execute("PRAGMA journal_mode=WAL")
        held.execute("PRAGMA synchronous=FULL")
        return held


def opened_witness(folder: Path, name: str, vkeys: Sequence[str]) -> Witness:
    """A witness with its key and its memory in a folder. Raises `Malformed` for a key that cannot be read."""
    logs = [key_of(vkey) for vkey in vkeys]
    if not is_name(name) or any(key.kind != LOG for key in logs):
        raise Malformed("a witness has a name without spaces, and is told of keys of logs")
    return Witness(FileSigner(folder / "key", name, COSIGNER), {key.name: key for key in logs}, folder / "heads.db")


def server_of(witness: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """Make the server of a witness; the caller runs it."""
    return _Server((host, port), type("Handler", (_Handler,), {"witness": witness}))


class _Server(ThreadingHTTPServer):
    """Many logs may ask at once."""

    request_queue_size = 128
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    """`POST /add-checkpoint`, and nothing else."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    witness: Witness

    def do_POST(self) -> None:
        """Answer one request."""
        length = self.headers.get("Content-Length", "")
        if self.path != "/add-checkpoint" or not length.isdigit():
            self._say(Answer(404 if length.isdigit() else 411))
        elif int(length) > LONGEST:
            self._say(Answer(413))
        else:
            self._say(self.witness.add_checkpoint(self.rfile.read(int(length))))

    def do_GET(self) -> None:
        """There is nothing to read here."""
        self._say(Answer(405 if self.path == "/add-checkpoint" else 404))

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged; refusals are, where they are decided."""

    def _say(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        if answer.status in UNREAD:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)


def _request(body: bytes) -> tuple[int, list[bytes], bytes]:
    head, gap, checkpoint = body.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise Malformed("not ASCII") from None
    if not gap or not lines[0].startswith("old ") or len(lines) > 1 + MOST_HASHES:
        raise Malformed("a request begins with the old size")
    return number_of(lines[0].removeprefix("old ")), [hash_of(line) for line in lines[1:]], checkpoint


@dataclass(frozen=True, slots=True)
class Desk:
    """A witness as the command line meets it."""

    witness: Witness

    @property
    def vkey(self) -> str:
        """Its public key, for policies."""
        return self.witness.key.vkey

    def add_checkpoint(self, body: bytes) -> tuple[int, str]:
        """Answer one request: a status and a body."""
        answer = self.witness.add_checkpoint(body)
        return answer.status, answer.body

    def serve(self, host: str, port: int) -> None:
        """Answer over HTTP until stopped."""
        with server_of(self.witness, host, port) as server:
            server.serve_forever()
