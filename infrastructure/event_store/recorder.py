"""The library's recorder, made to issue dense positions from one row in the writing transaction, and to log each event.

The row's lock is the serialisation: no table lock, no sequence, no gaps after a rollback, crash or failover
(DESIGN decision 5). The library's own NOTIFY is left out: it would serialise the commits of the whole server.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg import Cursor, RawCursor, sql
from psycopg.rows import DictRow

from domain.evidence.entries import Kind, act_entry
from infrastructure.event_store.leaves import Leaf, leaves
from infrastructure.postgres.pool import Connection, Pool

FIRST, OF_ROW = 3, 6
"""The first placeholder of an event, behind position and moment, and how many each has, its leaf included."""


class Datastore(PostgresDatastore):
    """The library's datastore over a pool of ours."""

    def __init__(self, pool: Pool, schema: str) -> None:
        super().__init__("", "", "", "", "", schema=schema, originator_id_type="uuid")
        self.pool = pool  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Together:
    """Events that are appended all or none, each with its leaf but for what is issued to it."""

    rows: Sequence[StoredEvent]
    leaves: Sequence[Leaf]


@dataclass(slots=True)
class _Held:
    """The last position, the log's clock, and where the streams in question end, while nobody else can append."""

    last: int
    rec: datetime
    ends: dict[UUID, int]

    def issue(self, rows: Sequence[StoredEvent]) -> range | None:
        """Issue positions to rows that each follow the end of their stream; None where one does not."""
        ends = dict[UUID, int]()
        for row in rows:
            stream = cast(UUID, row.originator_id)
            if row.originator_version != ends.get(stream, self.ends.get(stream, 0)) + 1:
                return None
            ends[stream] = row.originator_version
        self.ends |= ends
        self.last += len(rows)
        return range(self.last - len(rows) + 1, self.last + 1)


LOCK_WAIT = "SET LOCAL lock_timeout = '3s'"
"""A writer that waits longer comes back, so that nothing is recorded long after it was decided."""
STATEMENTS = {
    "hold": "SELECT last, greatest(rec, clock_timestamp()) AS rec FROM {schema}.position FOR UPDATE",
    "move": "UPDATE {schema}.position SET last = %s, rec = %s",
    "ends": "SELECT originator_id, max(originator_version) AS version FROM {schema}.stored_events "
    "WHERE originator_id = ANY(%s) GROUP BY originator_id",
    "act": "INSERT INTO {schema}.log_entry (leaf_index, entry, rec) VALUES (%s, %s, %s)",
    "streams": "SELECT * FROM {schema}.stored_events WHERE originator_id = ANY(%s) AND originator_version > %s "
    "AND notification_id <= %s ORDER BY originator_id, originator_version",
    "begun": "SELECT originator_id FROM {schema}.stored_events WHERE originator_version = 1 "
    "AND notification_id > %s AND notification_id <= %s ORDER BY notification_id LIMIT %s",
    "topic": "SELECT * FROM {schema}.stored_events WHERE topic = %s ORDER BY notification_id",
    "last": "SELECT coalesce(max(notification_id), 0) AS last FROM {schema}.stored_events",
    "origin": "SELECT origin FROM {schema}.position",
}
APPEND = sql.SQL(
    "WITH moved AS (UPDATE {schema}.position SET last = $1, rec = $2), event AS ("
    "INSERT INTO {schema}.stored_events (originator_id, originator_version, topic, state, notification_id) "
    "VALUES {{events}}) INSERT INTO {schema}.log_entry (leaf_index, entry, rec) VALUES {{entries}}"
)


class DensePositionRecorder(PostgresApplicationRecorder):
    """Appends events in one transaction, with positions that have no gaps."""

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore)
        schema = sql.Identifier(datastore.schema)
        self._sql = {name: sql.SQL(text).format(schema=schema) for name, text in STATEMENTS.items()}
        self._append = APPEND.format(schema=schema).as_string(None)
        self._statements: dict[int, bytes] = {}

    @cached_property
    def origin(self) -> str:
        """The log's name, which never changes."""
        with self.datastore.cursor() as curs:
            row = curs.execute(self._sql["origin"]).fetchone()
        assert row is not None
        return str(row["origin"])

    def prepared(self, rows: Sequence[StoredEvent]) -> Together:
        """Make everything that can be made of events before their positions are known. Raises `Malformed`."""
        return Together(rows, leaves(self.origin, rows))

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Append all or none, once: whether an unclear commit is in, is for the caller to find out."""
        positions = self.insert_together([self.prepared(stored_events)])[0]
        if positions is None:
            raise IntegrityError("somebody else appended first")
        return positions

    def insert_together(self, groups: Sequence[Together]) -> Sequence[range | None]:
        """Append groups of events in one transaction; return the positions of each.

        A group with an event that does not follow the end of its stream is left out whole, and None stands for it;
        the others are appended as if it had not been there.
        """
        streams = list({row.originator_id for group in groups for row in group.rows})
        with self.datastore.get_connection() as conn, conn.pipeline(), conn.transaction():
            conn.execute(LOCK_WAIT)
            held = self._held(conn.cursor(), conn.cursor(), streams)
            issued = [held.issue(group.rows) for group in groups]
            kept = [(group, at) for group, at in zip(groups, issued, strict=True) if at is not None]
            if kept:
                self._insert_groups(conn, kept, held)
        return issued

    def insert_act(self, kind: Kind, data: Mapping[str, Any], only_at: int | None = None) -> int | None:
        """Append a leaf that is no event's, such as an erasure; return its index.

        None, and nothing appended, where it was to stand `only_at` an index that something else took.
        """
        with self.datastore.transaction(commit=True) as curs:
            row = curs.execute(self._sql["hold"]).fetchone()
            assert row is not None
            index = int(row["last"]) + 1
            if only_at not in (None, index):
                return None
            entry = act_entry(self.origin, kind, index, row["rec"], data)
            curs.execute(self._sql["move"], [index, row["rec"]])
            curs.execute(self._sql["act"], [index, entry, row["rec"]])
        return index

    def _held(self, position: Cursor[DictRow], ends: Cursor[DictRow], streams: Sequence[object]) -> _Held:
        """Hold the position's row, and only then look where the streams end: two statements, one round trip."""
        position.execute(self._sql["hold"])
        ends.execute(self._sql["ends"], [streams])
        row = position.fetchone()
        assert row is not None
        return _Held(row["last"], row["rec"], {r["originator_id"]: r["version"] for r in ends.fetchall()})

    def _insert_groups(self, conn: Connection, kept: Sequence[tuple[Together, range]], held: _Held) -> None:
        """Position, events and leaves in one statement: a round trip less while the position's row is held."""
        values: list[object] = [held.last, held.rec]
        for group, positions in kept:
            for at, e, leaf in zip(positions, group.rows, group.leaves, strict=True):
                values += (e.originator_id, e.originator_version, e.topic, e.state, at, leaf.at(at, held.rec))
        RawCursor(conn).execute(self._statement(len(values) // OF_ROW), values)

    def _statement(self, count: int) -> bytes:
        """The statement for so many events, made once: to read its placeholders anew would cost more than the rest."""
        if count not in self._statements:
            rows = range(FIRST, FIRST + OF_ROW * count, OF_ROW)
            events = ", ".join(f"(${n}, ${n + 1}, ${n + 2}, ${n + 3}, ${n + 4})" for n in rows)
            entries = ", ".join(f"(${n + 4}, ${n + 5}, $2)" for n in rows)
            self._statements[count] = self._append.format(events=events, entries=entries).encode()
        return self._statements[count]

    def select_streams(self, originators: Sequence[Any], up_to: int, behind: int = 0) -> list[tuple[int, StoredEvent]]:
        """Return the events of many streams behind a version and as far as a position, each with its own position."""
        return self._select("streams", [list(originators), behind, up_to])

    def select_begun(self, after: int, up_to: int, limit: int) -> list[UUID]:
        """Return the streams whose first event stands behind a position and not behind another, in that order."""
        with self.datastore.cursor() as curs:
            curs.execute(self._sql["begun"], [after, up_to, limit])
            return [row["originator_id"] for row in curs.fetchall()]

    def select_topic(self, topic: str) -> list[tuple[int, StoredEvent]]:
        """Return the events stored under one name, each with its own position."""
        return self._select("topic", [topic])

    def _select(self, statement: str, values: Sequence[Any]) -> list[tuple[int, StoredEvent]]:
        with self.datastore.cursor() as curs:
            curs.execute(self._sql[statement], values)
            return [
                (
                    row["notification_id"],
                    StoredEvent(row["originator_id"], row["originator_version"], row["topic"], bytes(row["state"])),
                )
                for row in curs.fetchall()
            ]

    def last_position(self) -> int:
        """Return the position of the latest event committed; behind it only acts of the log may stand."""
        with self.datastore.cursor() as curs:
            row = curs.execute(self._sql["last"]).fetchone()
            assert row is not None
            return int(row["last"])
