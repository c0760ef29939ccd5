"""The leaves of events, made from the very rows that are stored."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.persistence import StoredEvent

from domain.evidence.entries import LONGEST, Kind, instant, without_personal_text
from domain.evidence.malformed import Malformed

_encoder = msgspec.json.Encoder(order="sorted")
"""Writes what entries are made of (ASCII keys, text, integers) as RFC 8785 does; a test holds it to `canonical`."""
ISSUED = len('18014398509481984,"rec":"2026-01-01T00:00:00.000000Z"')
"""Bytes that position and moment may take in an entry."""
TOKEN = b'"sealed"'
"""Without it there is no sealed text in a stored event."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry but for its position and its moment, which are issued when it is written."""

    before: bytes
    after: bytes

    def at(self, position: int, rec: datetime) -> bytes:
        """The entry, as `domain.evidence.entries.event_entry` would write it."""
        return b'%b%d,"rec":"%b"%b' % (self.before, position, instant(rec).encode(), self.after)


def leaves(origin: str, rows: Sequence[StoredEvent]) -> Sequence[Leaf]:
    """Return the leaf of each event, ready but for what is issued to it.

    The events of one command must be given together: where it had several, each names it. Raises `Malformed` for an
    event that no leaf can hold.
    """
    read = [(row, msgspec.json.decode(row.state)) for row in rows]
    commands = [(row.originator_id, stored["meta"]["command"]) for row, stored in read]
    return [
        _leaf(origin, row, stored, command[1] if commands.count(command) > 1 else None)
        for (row, stored), command in zip(read, commands, strict=True)
    ]


def _leaf(origin: str, row: StoredEvent, stored: dict[str, Any], transaction: UUID | None) -> Leaf:
    told: dict[str, Any] = {
        "sid": str(row.originator_id),
        "st": base64.b64encode(hashlib.sha256(row.state).digest()).decode(),
        "topic": row.topic,
        "v": Kind.EVENT,
        "ver": row.originator_version,
    }
    if transaction is not None:
        told["tx"] = transaction
    data = without_personal_text(stored) if TOKEN in row.state else stored
    first = _encoder.encode({"data": data, "log": origin})
    leaf = Leaf(first[:-1] + b',"nid":', b"," + _encoder.encode(told)[1:])
    if len(leaf.before) + ISSUED + len(leaf.after) > LONGEST:
        raise Malformed("an entry is longer than 65,535 bytes")
    return leaf
