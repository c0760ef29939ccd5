"""Running the sealer: where its files lie, whom it asks, and that there is only one."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg

from domain.evidence import checkpoints
from domain.evidence.checkpoints import cosigned_at
from domain.evidence.malformed import Malformed
from domain.evidence.notes import Note, signature_of
from domain.evidence.policies import TrustPolicy, policy_of
from domain.verification.report import Report
from infrastructure.evidence.files import write
from infrastructure.evidence.rotating import log_signers, retire
from infrastructure.evidence.sealer import Progress, Sealer
from infrastructure.evidence.signing import Signer
from infrastructure.evidence.time_stamps import TimeStamps, check_time_stamps
from infrastructure.evidence.witnessing import Witnesses, request_body
from infrastructure.postgres.migrate import SEALER
from infrastructure.postgres.pool import STORE_AWAY, connection_settings, open_pool, take_role
from infrastructure.settings import Settings, SettingsError

log = logging.getLogger("huying.sealer")
SECONDS = 1.0
"""Seconds between two looks at the log: a head is out well within two seconds of a commit."""
LOCK = 0x5EA1
OWN_POLICY = Path("sealer") / "policy"
"""Below `var`: the policy that trusts the own log alone."""


def log_signer(settings: Settings) -> Signer:
    """The log's own key; made at the first start. Keep it, and `sealed.json` beside it, out of database backups."""
    return log_signers(settings.var / "sealer", settings.origin)[0]


def trust_policy(settings: Settings) -> TrustPolicy:
    """Whom the office trusts: its file, or its own log alone. Raises `SettingsError`."""
    if settings.trust_policy is None:
        return policy_of(own_policy(settings))
    try:
        return policy_of(settings.trust_policy.read_text(encoding="utf-8", errors="surrogateescape"))
    except (OSError, Malformed) as fault:
        raise SettingsError([f"HUYING_TRUST_POLICY: {fault}"]) from None


def log_folder(settings: Settings) -> Path:
    """Where the log is published as files."""
    return settings.var / "log"


def policy_file(settings: Settings) -> Path:
    """The policy the office goes by; without one of its own, a file with its log alone."""
    if settings.trust_policy is not None:
        return settings.trust_policy
    path, text = settings.var / OWN_POLICY, own_policy(settings).encode()
    if not path.exists() or path.read_bytes() != text:
        write(path, text)
    return path


def own_policy(settings: Settings) -> str:
    """The policy to hand to auditors who know of no witness: the log's key, and nobody else."""
    return f"log {log_signer(settings).key.vkey}\nquorum none\n"


@contextmanager
def opened_sealer(settings: Settings, url: str) -> Iterator[Sealer]:
    """A sealer on connections of its own."""
    folder = log_folder(settings)
    policy_file(settings)  # for whoever verifies beside the sealer, without its key
    pool = open_pool(url, role=SEALER, max_size=2)
    try:
        yield Sealer(
            pool=pool,
            schema=settings.schema,
            folder=folder,
            state=settings.var / "sealer" / "sealed.json",
            signers=lambda: log_signers(settings.var / "sealer", settings.origin),
            witnesses=Witnesses(trust_policy(settings), lambda path: (folder / path).read_bytes()),
            stamps=TimeStamps(settings.tsa_url, folder),
        )
    finally:
        pool.close()


def seal_once(settings: Settings, url: str, progress: Progress) -> int:
    """Seal what is new and return the size sealed. Raises `RefusedToSign`, `Unavailable`."""
    with _alone(settings, url), opened_sealer(settings, url) as sealer:
        sealer.step(progress)
        signed = sealer.signed()
        return signed.size if signed is not None else 0


def keep_sealing(settings: Settings, url: str, stop: threading.Event) -> None:
    """Seal until told to stop. Raises `RefusedToSign`; a store that is away is tried again."""
    while not stop.is_set():
        try:
            with _alone(settings, url) as held, opened_sealer(settings, url) as sealer:
                while not stop.is_set():
                    held.execute("SELECT 1")
                    sealer.step()
                    stop.wait(SECONDS)
        except STORE_AWAY:
            log.warning("sealer.store_away")
            stop.wait(SECONDS)


def cosign_request(settings: Settings, old: int) -> bytes:
    """What a witness without a network is carried: the newest head, and the proof from the size it signed last."""
    folder = log_folder(settings)
    if not (folder / "checkpoint").exists():
        raise Malformed("nothing is sealed yet")
    raw = (folder / "checkpoint").read_bytes()
    return request_body(old, checkpoints.read(raw)[1], raw, lambda path: (folder / path).read_bytes())


def take_cosignature(settings: Settings, lines: str) -> tuple[int, bool]:
    """Add a witness's signature that was carried back; return the size it is for, and whether the quorum is reached.

    Raises `Malformed` where it is no signature of a witness of the policy over a head that was published.
    """
    folder, policy = log_folder(settings), trust_policy(settings)
    heads = sorted((folder / "checkpoints").iterdir(), key=lambda file: int(file.name), reverse=True)
    found = [signature_of(line) for line in lines.splitlines()]
    for file in heads:
        note, head = checkpoints.read(file.read_bytes())
        added = tuple(line for line in found if line not in note.signatures)
        signed = {name for name, key in policy.witnesses.items() if cosigned_at(Note(note.text, added), key)}
        if signed:
            note = Note(note.text, note.signatures + added)
            enough = policy.enough({name for name, key in policy.witnesses.items() if cosigned_at(note, key)})
            write(file, str(note).encode())
            if (folder / "checkpoint").read_text(encoding="utf-8").startswith(note.text + "\n"):
                write(folder / "checkpoint", str(note).encode())
            if enough:
                write(folder / "witnessed", str(note).encode())
            return head.size, enough
    raise Malformed("not a witness of the policy, or not over a head of this log")


@contextmanager
def _alone(settings: Settings, url: str) -> Iterator[psycopg.Connection]:
    """Hold the log's lock: two sealers would sign past each other.

    The lock is a transaction's, held open: behind a pooler in transaction mode a session's would outlive its holder.
    """
    with psycopg.connect(**connection_settings(url)) as conn:
        take_role(conn, SEALER)
        key = [LOCK, int(settings.jurisdiction) % 2**31]
        while conn.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", key).fetchone() != (True,):
            time.sleep(SECONDS)
        yield conn


def retire_keys(settings: Settings) -> int:
    """Destroy the log's older keys; return how many."""
    return retire(settings.var / "sealer", settings.origin)


def check_stamps(log: Path, authorities: bytes, now: datetime, report: Report) -> None:
    """C09 over a published log in a folder."""
    names = [f"tsr/{path.name}" for path in (log / "tsr").glob("*")]
    check_time_stamps(lambda name: (log / name).read_bytes(), names, authorities, now, report)
