"""The leaves of events, made from the very rows that are stored."""

import hashlib
from binascii import b2a_base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from eventsourcing.persistence import StoredEvent

from domain.evidence.entries import LONGEST, Kind, instant, without_personal_text
from domain.evidence.malformed import Malformed

_encoder = msgspec.json.Encoder(order="sorted")
"""Writes what entries are made of (ASCII keys, text, integers) as RFC 8785 does; a test holds it to `canonical`."""
ISSUED = len('18014398509481984,"rec":"2026-01-01T00:00:00.000000Z"')
"""Bytes that position and moment may take in an entry."""
_EVENT = Kind.EVENT.value
TOKEN = b'"sealed"'
"""Without it there is no sealed text in a stored event."""


class Leaf(NamedTuple):
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
    if len(read) == 1:
        return [_leaf(origin, *read[0], None)]
    commands = [(row.originator_id, stored["meta"]["command"]) for row, stored in read]
    return [
        _leaf(origin, row, stored, command[1] if commands.count(command) > 1 else None)
        for (row, stored), command in zip(read, commands, strict=True)
    ]


def _leaf(origin: str, row: StoredEvent, stored: dict[str, Any], transaction: str | None) -> Leaf:
    digest = b2a_base64(hashlib.sha256(row.state).digest(), newline=False).decode()
    together = "" if transaction is None else f'"tx":"{transaction}",'
    data = without_personal_text(stored) if TOKEN in row.state else stored
    first = _encoder.encode({"data": data, "log": origin})
    # Nothing in these has to be escaped; spelled out, as they are half of what a leaf takes.
    last = (
        f',"sid":"{row.originator_id}","st":"{digest}","topic":"{row.topic}",{together}'
        f'"v":"{_EVENT}","ver":{row.originator_version}}}'
    )
    leaf = Leaf(first[:-1] + b',"nid":', last.encode())
    if len(leaf.before) + ISSUED + len(leaf.after) > LONGEST:
        raise Malformed("an entry is longer than 65,535 bytes")
    return leaf
