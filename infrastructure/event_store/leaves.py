"""The leaves of events, made from the very rows that are stored."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

import msgspec
from eventsourcing.persistence import StoredEvent

from domain.evidence.entries import Row, event_entry


def leaves(origin: str, rec: datetime, rows: Iterable[tuple[int, StoredEvent]]) -> Sequence[bytes]:
    """Return the leaf of each event, given with its position.

    The events of one command must be given together: where it had several, each names it.
    """
    read = [(position, row, msgspec.json.decode(row.state)) for position, row in rows]
    commands = [(row.originator_id, stored["meta"]["command"]) for _, row, stored in read]
    count = Counter(commands)
    return [
        event_entry(origin, _row(position, row, rec), stored, command[1] if count[command] > 1 else None)
        for (position, row, stored), command in zip(read, commands, strict=True)
    ]


def _row(position: int, row: StoredEvent, rec: datetime) -> Row:
    return Row(
        position=position,
        case=cast(UUID, row.originator_id),
        version=row.originator_version,
        topic=row.topic,
        state=row.state,
        rec=rec,
    )
