"""The library's recorder, made to issue dense positions from one row in the writing transaction, and to log each event.

The row's lock is the serialisation: no table lock, no sequence, no gaps after a rollback, crash or failover
(DESIGN decision 5). The library's own NOTIFY is left out: it would serialise the commits of the whole server.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg import Cursor, sql
from psycopg.rows import DictRow

from domain.evidence.entries import Kind, act_entry
from infrastructure.event_store.leaves import leaves
from infrastructure.postgres.pool import Pool


class Datastore(PostgresDatastore):
    """The library's datastore over a pool of ours."""

    def __init__(self, pool: Pool, schema: str) -> None:
        super().__init__("", "", "", "", "", schema=schema, originator_id_type="uuid")
        self.pool = pool  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Issued:
    """The last of the positions issued to a transaction, its moment by the log's clock, and whose log it is."""

    last: int
    rec: datetime
    origin: str


class DensePositionRecorder(PostgresApplicationRecorder):
    """Appends events in one transaction, with positions that have no gaps."""

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore)
        names = {"schema": sql.Identifier(datastore.schema)}
        self._issue = sql.SQL(
            "UPDATE {schema}.position SET last = last + %s, rec = greatest(rec, clock_timestamp()) "
            "RETURNING last, rec, origin"
        ).format(**names)
        self._hold = sql.SQL("SELECT last FROM {schema}.position FOR UPDATE").format(**names)
        self._insert = sql.SQL(
            "INSERT INTO {schema}.stored_events "
            "(originator_id, originator_version, topic, state, notification_id) VALUES "
        ).format(**names)
        self._insert_leaves = sql.SQL("INSERT INTO {schema}.log_entry (leaf_index, entry, rec) VALUES ").format(**names)
        self._streams = sql.SQL(
            "SELECT * FROM {schema}.stored_events WHERE originator_id = ANY(%s) AND notification_id <= %s "
            "ORDER BY originator_id, originator_version"
        ).format(**names)
        self._topic = sql.SQL("SELECT * FROM {schema}.stored_events WHERE topic = %s ORDER BY notification_id").format(
            **names
        )
        self._last = sql.SQL("SELECT coalesce(max(notification_id), 0) AS last FROM {schema}.stored_events").format(
            **names
        )

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Append all or none, once: whether an unclear commit is in, is for the caller to find out."""
        with self.datastore.transaction(commit=True) as curs:
            issued = self._issue_positions(curs, len(stored_events))
            positions = range(issued.last - len(stored_events) + 1, issued.last + 1)
            self._insert_rows(curs, list(zip(positions, stored_events, strict=True)), issued)
        return positions

    def insert_act(self, kind: Kind, data: Mapping[str, Any], only_at: int | None = None) -> int | None:
        """Append a leaf that is no event's, such as an erasure; return its index.

        None, and nothing appended, where it was to stand `only_at` an index that something else took.
        """
        with self.datastore.transaction(commit=True) as curs:
            if only_at is not None and self._next(curs) != only_at:
                return None
            issued = self._issue_positions(curs, 1)
            entry = act_entry(issued.origin, kind, issued.last, issued.rec, data)
            self._insert_entries(curs, [(issued.last, entry)], issued.rec)
        return issued.last

    def _next(self, curs: Cursor[DictRow]) -> int:
        row = curs.execute(self._hold).fetchone()
        assert row is not None
        return int(row["last"]) + 1

    def _issue_positions(self, curs: Cursor[DictRow], count: int) -> Issued:
        row = curs.execute(self._issue, [count]).fetchone()
        assert row is not None
        return Issued(int(row["last"]), row["rec"], str(row["origin"]))

    def _insert_rows(self, curs: Cursor[DictRow], rows: Sequence[tuple[int, StoredEvent]], issued: Issued) -> None:
        """Events and their leaves in one statement: a round trip less while the position's row is held."""
        events = [v for p, e in rows for v in (e.originator_id, e.originator_version, e.topic, e.state, p)]
        entries = leaves(issued.origin, issued.rec, rows)
        logged = [v for (p, _), entry in zip(rows, entries, strict=True) for v in (p, entry, issued.rec)]
        both = sql.SQL("WITH event AS ({} {}) {} {}").format(
            self._insert, _marks(5, len(rows)), self._insert_leaves, _marks(3, len(rows))
        )
        curs.execute(both, events + logged)

    def _insert_entries(self, curs: Cursor[DictRow], entries: Iterable[tuple[int, bytes]], rec: datetime) -> None:
        values = [value for index, entry in entries for value in (index, entry, rec)]
        curs.execute(self._insert_leaves + _marks(3, len(values) // 3), values)

    def select_streams(self, originators: Sequence[Any], up_to: int) -> list[tuple[int, StoredEvent]]:
        """Return the events of many streams as far as a position, each with its own position."""
        return self._select(self._streams, [list(originators), up_to])

    def select_topic(self, topic: str) -> list[tuple[int, StoredEvent]]:
        """Return the events stored under one name, each with its own position."""
        return self._select(self._topic, [topic])

    def _select(self, query: sql.Composed, values: Sequence[Any]) -> list[tuple[int, StoredEvent]]:
        with self.datastore.cursor() as curs:
            curs.execute(query, values)
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
            row = curs.execute(self._last).fetchone()
            assert row is not None
            return int(row["last"])


def _marks(columns: int, rows: int) -> sql.Composed:
    one = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * columns))
    return sql.SQL(", ").join([one] * rows)
