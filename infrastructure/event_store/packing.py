"""Columns of a batch in PostgreSQL's own binary form of an array, which is cheaper to make here than to have made."""

import struct
from collections.abc import Sequence

from psycopg import adapters, pq
from psycopg.abc import Buffer
from psycopg.adapt import Dumper

UUID, BIGINT, TEXT, BYTEA = 2950, 20, 25, 17
"""Types, by the numbers PostgreSQL knows them by everywhere."""
_head = struct.Struct("!5i")
"""Dimensions, whether there are nulls, the type; the length of the one dimension, and where it begins."""
_length, bigint = struct.Struct("!i").pack, struct.Struct("!q").pack


class Packed:
    """An array, ready to be sent. The statement says of what type it is."""

    __slots__ = ("data",)

    def __init__(self, kind: int, items: Sequence[bytes]) -> None:
        parts = [_head.pack(1, 0, kind, len(items), 1)]
        for item in items:
            parts += (_length(len(item)), item)
        self.data = b"".join(parts)


class _PackedDumper(Dumper):
    format = pq.Format.BINARY

    def dump(self, obj: Packed) -> Buffer:
        return obj.data


adapters.register_dumper(Packed, _PackedDumper)
