"""What an auditor is shown of the proof: every event of a case under the newest head, and what its bundle proves."""

import io
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from application.casefile import Casefile
from application.errors import NotFound
from application.evidence import Evidence, NotSealedYet
from application.ports import Clock, EventLog, Recorded
from application.primitives import primitives
from domain.evidence.checkpoints import Checkpoint
from domain.evidence.entries import entry_of
from domain.evidence.malformed import Malformed
from domain.evidence.merkle import inclusion_proof, leaf_hash, verify_inclusion
from domain.evidence.policies import TrustPolicy, policy_of
from domain.evidence.tiles import Tiles
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor
from domain.verification import evidence as verification
from domain.verification.decoding import recorded
from domain.verification.receipts import verify_case
from domain.verification.report import Report

OLDEST = timedelta(days=30)
"""How old the newest cosignature may be."""


class Standing(StrEnum):
    """How a proof ends."""

    PROVEN = "proven"
    FAILED = "failed"
    UNSEALED = "unsealed"
    """No published head covers it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventProof:
    """One event's leaf: where it is, and whether it is in the log and says what the office's store says."""

    version: int
    position: int
    leaf: str
    """Hexadecimal."""
    entry: str
    path: int
    """How many hashes lead from the leaf to the root."""
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseProof:
    """All events of a case under one head. `at` is when the head's newest leaf was recorded."""

    events: tuple[EventProof, ...]
    head: Checkpoint | None
    at: datetime | None

    @property
    def standing(self) -> Standing:
        """One failure fails the case; one event without a head leaves it open."""
        found = {one.standing for one in self.events}
        return next((s for s in (Standing.FAILED, Standing.UNSEALED) if s in found), Standing.PROVEN)


class Proving:
    """Computes proofs here and now, from the published tiles."""

    def __init__(self, *, log: EventLog, evidence: Evidence, casefile: Casefile, clock: Clock) -> None:
        self._log, self._evidence, self._casefile, self._clock = log, evidence, casefile, clock

    def case(self, case: SuggestionId, actor: Actor) -> CaseProof:
        """Look for every event's leaf under the newest head. Raises `NotFound`."""
        if not self._casefile.within_reach(case, actor):
            raise NotFound()
        head = self.head()
        tiles = Tiles(self._evidence.published.read, head.size) if head is not None else None
        events = tuple(self._event(record, head, tiles) for record in self._log.history(case))
        return CaseProof(events=events, head=head, at=self.recorded_at(head))

    def head(self) -> Checkpoint | None:
        """The newest published head; None before there is one."""
        try:
            return self._evidence.head()[1]
        except NotSealedYet:
            return None

    def recorded_at(self, head: Checkpoint | None) -> datetime | None:
        """When the newest leaf of a head was recorded."""
        raw = self._evidence.published.entry(head.size - 1) if head is not None else None
        return entry_of(raw).rec.astimezone(self._clock.zone) if raw is not None else None

    def policy(self) -> TrustPolicy | None:
        """Whom the office trusts, where this process may know it. An outsider brings a policy of their own."""
        text = self._evidence.published.policy()
        return policy_of(text) if text is not None else None

    def bundle(self, case: SuggestionId, actor: Actor) -> tuple[bytes, Report | None]:
        """A case's bundle, and what its own verifier says of it. Raises `NotFound`, `NotSealedYet`."""
        raw, policy = self._evidence.bundle(case, actor), self.policy()
        if policy is None:
            return raw, None
        files = _files(raw)
        given = verification.Evidence(
            read=lambda name: _read(files, name),
            names=sorted(files),
            policy=policy,
            now=self._clock.now(),
            oldest=OLDEST,
        )
        return raw, verify_case(given, str(case))

    def _event(self, record: Recorded, head: Checkpoint | None, tiles: Tiles | None) -> EventProof:
        raw = self._evidence.published.entry(record.position) or b""
        leaf, path, standing = leaf_hash(raw), 0, Standing.UNSEALED
        if not _says_the_same(raw, record):
            standing = Standing.FAILED
        elif head is not None and tiles is not None and record.position < head.size:
            path, sound = _included(record.position, leaf, head, tiles)
            standing = Standing.PROVEN if sound else Standing.FAILED
        told = {"version": record.version, "position": record.position, "leaf": leaf.hex(), "entry": raw.decode()}
        return EventProof(**told, path=path, standing=standing)  # type: ignore[arg-type]


def _included(index: int, leaf: bytes, head: Checkpoint, tiles: Tiles) -> tuple[int, bool]:
    try:
        path: Sequence[bytes] = inclusion_proof(index, head.size, tiles.node)
    except (Malformed, OSError):
        return 0, False
    return len(path), verify_inclusion(index, head.size, leaf, path, head.root)


def _says_the_same(raw: bytes, record: Recorded) -> bool:
    """Whether a leaf tells of the very event the store gave us; texts are compared by their commitments."""
    try:
        event, stamp = recorded(entry_of(raw))
    except Malformed:
        return False
    times = (stamp.at, stamp.occurred_at, stamp.by) == (record.stamp.at, record.stamp.occurred_at, record.stamp.by)
    return times and type(event) is type(record.event) and _plain(event) == _plain(record.event)


def _plain(event: Any) -> Any:
    return primitives(event, lambda _, token: [token.kid, token.d])


def _read(files: Mapping[str, bytes], name: str) -> bytes:
    if name not in files:
        raise FileNotFoundError(name)
    return files[name]


def _files(raw: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        opened = ((member.name, archive.extractfile(member)) for member in archive if member.isfile())
        return {name: file.read() for name, file in opened if file is not None}
