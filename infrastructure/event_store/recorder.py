"""The library's recorder, made to issue dense positions from one row in the writing transaction, and to log each event.

The row's lock is the serialisation: no table lock, no sequence, no gaps after a rollback, crash or failover
(DESIGN decision 5). The library's own NOTIFY is left out: it would serialise the commits of the whole server.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg import sql
from psycopg.rows import tuple_row

from domain.evidence.entries import Kind, act_entry
from infrastructure.event_store.batch import Together, append_statement, positions_of, values_of
from infrastructure.event_store.leaves import leaves
from infrastructure.postgres.pool import Pool


class Datastore(PostgresDatastore):
    """The library's datastore over a pool of ours."""

    def __init__(self, pool: Pool, schema: str) -> None:
        super().__init__("", "", "", "", "", schema=schema, originator_id_type="uuid")
        self.pool = pool  # type: ignore[assignment]


ROW = sql.SQL("notification_id, originator_id, originator_version, topic, state")
STATEMENTS = {
    "hold": "SELECT last, greatest(rec, clock_timestamp()) AS rec FROM {schema}.position FOR UPDATE",
    "move": "UPDATE {schema}.position SET last = %s, rec = %s",
    "act": "INSERT INTO {schema}.log_entry (leaf_index, entry, rec) VALUES (%s, %s, %s)",
    "streams": "SELECT {row} FROM {schema}.stored_events WHERE originator_id = ANY(%s) AND originator_version > %s "
    "AND notification_id <= %s ORDER BY originator_id, originator_version",
    "begun": "SELECT originator_id FROM {schema}.stored_events WHERE originator_version = 1 "
    "AND notification_id > %s AND notification_id <= %s ORDER BY notification_id LIMIT %s",
    "topic": "SELECT {row} FROM {schema}.stored_events WHERE topic = %s ORDER BY notification_id",
    "last": "SELECT coalesce(max(notification_id), 0) AS last FROM {schema}.stored_events",
    "origin": "SELECT origin FROM {schema}.position",
}


class DensePositionRecorder(PostgresApplicationRecorder):
    """Appends events in one transaction, with positions that have no gaps."""

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore)
        schema = sql.Identifier(datastore.schema)
        self._sql = {name: sql.SQL(text).format(schema=schema, row=ROW) for name, text in STATEMENTS.items()}
        self.append_statement = append_statement(datastore.schema)
        self.streams_statement = self._sql["streams"].as_bytes()
        """Spelled out once, for they are asked most."""

    @cached_property
    def origin(self) -> str:
        """The log's name, which never changes."""
        with self.datastore.cursor() as curs:
            row = curs.execute(self._sql["origin"]).fetchone()
        assert row is not None
        return str(row["origin"])

    @property
    def origin_known(self) -> bool:
        """Whether the log's name was asked for before."""
        return "origin" in self.__dict__

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
        """Append groups of events, in one transaction where all follow their streams; return the positions of each.

        A group with an event that does not follow the end of its stream is left out whole, and None stands for it;
        the others are appended as if it had not been there.
        """
        issued = self._insert_all(groups)
        if issued is not None:
            return issued
        # Somebody else was faster with one of them, which is rare: each stands or falls alone.
        return [None] if len(groups) == 1 else [one for group in groups for one in self.insert_together([group])]

    def _insert_all(self, groups: Sequence[Together]) -> Sequence[range] | None:
        """Append all groups in one round trip; None, and nothing appended, where one does not follow its stream."""
        with self.datastore.get_connection() as conn:
            found = conn.execute(self.append_statement, values_of(groups)).fetchone()
        return None if found is None or found["append"] is None else positions_of(int(found["append"]), groups)

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
        """As binary tuples: named columns in text take twice as long to read."""
        with (
            self.datastore.get_connection() as conn,
            conn.cursor(row_factory=tuple_row, binary=True) as curs,
        ):
            curs.execute(self._sql[statement], values)
            return [(position, StoredEvent(*row)) for position, *row in curs]

    def last_position(self) -> int:
        """Return the position of the latest event committed; behind it only acts of the log may stand."""
        with self.datastore.cursor() as curs:
            row = curs.execute(self._sql["last"]).fetchone()
            assert row is not None
            return int(row["last"])
