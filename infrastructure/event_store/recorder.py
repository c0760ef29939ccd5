"""The library's recorder, made to issue dense positions from one row in the writing transaction.

The row's lock is the serialisation: no table lock, no sequence, no gaps after a rollback, crash or failover
(DESIGN decision 5). The library's own NOTIFY is left out: it would serialise the commits of the whole server.
"""

from collections.abc import Sequence
from typing import Any

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg import Cursor, sql
from psycopg.rows import DictRow

from infrastructure.postgres.pool import Pool


class Datastore(PostgresDatastore):
    """The library's datastore over a pool of ours."""

    def __init__(self, pool: Pool, schema: str) -> None:
        super().__init__("", "", "", "", "", schema=schema, originator_id_type="uuid")
        self.pool = pool  # type: ignore[assignment]


class DensePositionRecorder(PostgresApplicationRecorder):
    """Appends events in one transaction, with positions that have no gaps."""

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore)
        names = {"schema": sql.Identifier(datastore.schema)}
        self._issue = sql.SQL("UPDATE {schema}.position SET last = last + %s RETURNING last").format(**names)
        self._insert = sql.SQL(
            "INSERT INTO {schema}.stored_events "
            "(originator_id, originator_version, topic, state, notification_id) VALUES "
        ).format(**names)
        self._streams = sql.SQL(
            "SELECT * FROM {schema}.stored_events WHERE originator_id = ANY(%s) AND notification_id <= %s "
            "ORDER BY originator_id, originator_version"
        ).format(**names)
        self._last = sql.SQL("SELECT last FROM {schema}.position").format(**names)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Append all or none, once: whether an unclear commit is in, is for the caller to find out."""
        with self.datastore.transaction(commit=True) as curs:
            last = self._issue_positions(curs, len(stored_events))
            positions = range(last - len(stored_events) + 1, last + 1)
            self._insert_rows(curs, stored_events, positions)
        return positions

    def _issue_positions(self, curs: Cursor[DictRow], count: int) -> int:
        row = curs.execute(self._issue, [count]).fetchone()
        assert row is not None
        return int(row["last"])

    def _insert_rows(self, curs: Cursor[DictRow], stored: Sequence[StoredEvent], positions: Sequence[int]) -> None:
        rows = sql.SQL(", ").join([sql.SQL("(%s, %s, %s, %s, %s)")] * len(stored))
        values = [
            value
            for event, position in zip(stored, positions, strict=True)
            for value in (event.originator_id, event.originator_version, event.topic, event.state, position)
        ]
        curs.execute(self._insert + rows, values)

    def select_streams(self, originators: Sequence[Any], up_to: int) -> list[tuple[int, StoredEvent]]:
        """Return the events of many streams as far as a position, each with its own position."""
        with self.datastore.cursor() as curs:
            curs.execute(self._streams, [list(originators), up_to])
            return [
                (
                    row["notification_id"],
                    StoredEvent(row["originator_id"], row["originator_version"], row["topic"], bytes(row["state"])),
                )
                for row in curs.fetchall()
            ]

    def last_position(self) -> int:
        """Return the latest position issued and committed."""
        with self.datastore.cursor() as curs:
            row = curs.execute(self._last).fetchone()
            assert row is not None
            return int(row["last"])
