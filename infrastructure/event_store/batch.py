"""Groups of events on their way into the log, all in one round trip."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple, cast
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from psycopg import sql

from infrastructure.event_store import packing
from infrastructure.event_store.leaves import Leaf
from infrastructure.event_store.packing import Packed


class Together(NamedTuple):
    """Events that are appended all or none, each with its leaf but for what is issued to it."""

    rows: Sequence[StoredEvent]
    leaves: Sequence[Leaf]


def append_statement(schema: str) -> bytes:
    """The call of the schema's own function, which returns the first position; null, where one does not follow."""
    call = sql.SQL("SELECT {}(%b::uuid[], %b::bigint[], %b::text[], %b::bytea[], %b::bytea[], %b::bytea[])")
    return call.format(sql.Identifier(schema, "append")).as_bytes()


def values_of(groups: Sequence[Together]) -> Sequence[Packed]:
    """What that function is given."""
    rows = [row for group in groups for row in group.rows]
    made = [leaf for group in groups for leaf in group.leaves]
    return (
        Packed(packing.UUID, [cast(UUID, row.originator_id).bytes for row in rows]),
        Packed(packing.BIGINT, [packing.bigint(row.originator_version) for row in rows]),
        Packed(packing.TEXT, [row.topic.encode() for row in rows]),
        Packed(packing.BYTEA, [row.state for row in rows]),
        Packed(packing.BYTEA, [leaf.before for leaf in made]),
        Packed(packing.BYTEA, [leaf.after for leaf in made]),
    )


def positions_of(first: int, groups: Sequence[Together]) -> Sequence[range]:
    """The positions of each group, where they were issued from `first` on."""
    ends = list(accumulate((len(group.rows) for group in groups), initial=first))
    return [range(begin, end) for begin, end in pairwise(ends)]
