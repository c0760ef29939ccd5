"""C11 and the half of C13 that needs the store: do the tables hold what the log says, and are erased keys gone?"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import msgspec
import psycopg
from eventsourcing.persistence import StoredEvent
from psycopg import sql

from domain.evidence import checkpoints
from domain.evidence.entries import Kind, Row, event_entry
from domain.evidence.malformed import Malformed
from domain.evidence.merkle import Frontier, leaf_hash
from domain.evidence.tiles import WIDTH, Read, entries_path, unbundled
from domain.verification.numbering import MOST_TOLD
from domain.verification.report import Report
from infrastructure.postgres.pool import Pool, connection_settings, rows

Progress = Callable[[int, int], None]
GUARDED = ("stored_events", "log_entry", "position", "checkpoint")


class Published:
    """The entries of a published log, by index."""

    def __init__(self, read: Read, size: int) -> None:
        self.size, self._read = size, read
        self._bundle: tuple[int, list[bytes]] = (-1, [])

    def entry(self, index: int) -> bytes | None:
        """The entry; None beyond the head, or where it cannot be read."""
        if index >= self.size:
            return None
        number, place = divmod(index, WIDTH)
        if self._bundle[0] != number:
            width = min(WIDTH, self.size - number * WIDTH)
            self._bundle = (number, self._unbundled(number, width))
        return self._bundle[1][place] if place < len(self._bundle[1]) else None

    def _unbundled(self, number: int, width: int) -> list[bytes]:
        try:
            return unbundled(self._read(entries_path(number, width)))
        except (OSError, Malformed):
            return []


def published(folder: Path) -> Published:
    """A log as its folder shows it; empty where nothing is published. What is broken, C04 has told before."""
    try:
        _, head = checkpoints.read((folder / "checkpoint").read_bytes())
    except (OSError, Malformed):
        return Published(lambda path: b"", 0)
    return Published(lambda path: (folder / path).read_bytes(), head.size)


class StoreComparison:
    """Reads events and leaves side by side, as whoever the DSN lets in."""

    def __init__(self, url: str, schema: str, report: Report) -> None:
        self._url, self._schema, self._report = url, schema, report
        self._wrong = 0

    def run(self, log: Published, progress: Progress) -> None:
        """Hold every row against its leaf, and the leaf against the published one."""
        with psycopg.connect(**connection_settings(self._url)) as conn:
            conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            heads = self._heads(conn)
            total, frontier = self._count(conn), Frontier()
            for index, row, entry, rec in self._side_by_side(conn):
                self._compare(index, row, entry, rec, log.entry(index))
                frontier.append(leaf_hash(entry))
                if frontier.size in heads and heads.pop(frontier.size) != frontier.root():
                    self._tell(f"长度 {frontier.size} 的检查点与表不符", f"checkpoint {frontier.size} is another")
                if index % 1000 == 0:
                    progress(index + 1, total)
            progress(total, total)
            self._after(conn, frontier.size, log.size, heads)

    def _side_by_side(self, conn: psycopg.Connection[Any]) -> Iterator[tuple[int, StoredEvent | None, bytes, datetime]]:
        """Each leaf with its event, where it has one."""
        query = sql.SQL(
            "SELECT coalesce(l.leaf_index, e.notification_id), l.entry, l.rec, e.originator_id, e.originator_version, "
            "e.topic, e.state FROM {s}.log_entry l FULL JOIN {s}.stored_events e ON e.notification_id = l.leaf_index "
            "ORDER BY 1"
        ).format(s=sql.Identifier(self._schema))
        expected = 0
        with conn.cursor("side_by_side") as curs:
            curs.itersize = 5000
            for index, entry, rec, case, version, topic, state in curs.execute(query):
                while expected < index and self._wrong < MOST_TOLD:
                    self._tell(f"第 {expected} 条缺失", f"leaf {expected} is missing")
                    expected += 1
                expected = index + 1
                row = None if case is None else StoredEvent(case, version, topic, bytes(state))
                if entry is None:
                    self._tell(f"事件 {index} 没有日志记录", f"event {index} was never logged")
                    continue
                yield index, row, bytes(entry), rec

    def _compare(self, index: int, row: StoredEvent | None, entry: bytes, rec: datetime, out: bytes | None) -> None:
        if out is not None and out != entry:
            self._tell(f"第 {index} 条与已公布的不同", f"leaf {index} is not the one that was published")
        told = b'"v":"' + Kind.EVENT.encode() + b'"' in entry
        if told != (row is not None):
            self._tell(f"第 {index} 条与事件表不对应", f"leaf {index} and the table of events do not match")
        elif row is not None and not self._same(index, row, entry, rec):
            self._tell(f"事件 {index} 与日志记录不符", f"event {index} is not what was logged")

    def _same(self, index: int, row: StoredEvent, entry: bytes, rec: datetime) -> bool:
        """Make the leaf anew from the row. A command's name is taken from the leaf: the state must agree with it."""
        try:
            told = msgspec.json.decode(entry)
            state = msgspec.json.decode(row.state)
            transaction = state["meta"]["command"] if "tx" in told else None
            return event_entry(str(told["log"]), _row(index, row, rec), state, transaction) == entry
        except (Malformed, msgspec.MsgspecError, KeyError, TypeError):
            return False

    def _heads(self, conn: psycopg.Connection[Any]) -> dict[int, bytes]:
        query = sql.SQL("SELECT size, root FROM {}.checkpoint").format(sql.Identifier(self._schema))
        return {int(size): bytes(root) for size, root in conn.execute(query)}

    def _count(self, conn: psycopg.Connection[Any]) -> int:
        query = sql.SQL("SELECT count(*) FROM {}.log_entry").format(sql.Identifier(self._schema))
        row = conn.execute(query).fetchone()
        return int(row[0]) if row else 0

    def _after(self, conn: psycopg.Connection[Any], held: int, size: int, heads: Collection[int]) -> None:
        if held < size:
            self._tell(f"表中只有 {held} 条，已公布 {size} 条", f"the table holds {held} leaves, {size} were published")
        for gone in heads:
            self._tell(f"检查点 {gone} 超出日志", f"checkpoint {gone} is beyond the log")
        self._guards(conn)
        if not self._wrong:
            open_ = held - size
            zh = f"{held} 条记录与事件表逐字节相符；其中 {open_} 条尚未签署公布"
            self._report.sound("C11", zh, f"{held} leaves equal their events byte by byte; {open_} are not sealed yet")

    def _guards(self, conn: psycopg.Connection[Any]) -> None:
        query = (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND c.relname = ANY(%s) "
            "AND NOT t.tgisinternal AND t.tgenabled <> 'A'"
        )
        for table, trigger in conn.execute(query, [self._schema, list(GUARDED)]):
            self._tell(f"{table} 的保护 {trigger} 被关闭", f"the guard {trigger} of {table} is switched off")

    def _tell(self, zh: str, en: str) -> None:
        self._wrong += 1
        if self._wrong <= MOST_TOLD:
            self._report.tampered("C11", zh, en)


def compare_erasures(pool: Pool, schema: str, erased: Collection[str], report: Report) -> None:
    """C13: the keeper must not know an erased key any more."""
    query = sql.SQL("SELECT kid FROM {} WHERE kid = ANY(%s)").format(sql.Identifier(f"{schema}_keeper", "subject_key"))
    left = rows(pool, query, [list(erased)]) if erased else []
    if left:
        zh, en = f"{len(left)} 把应已销毁的密钥仍在", f"{len(left)} keys that were said to be destroyed are still there"
        report.tampered("C13", zh, en)
    elif erased:
        report.sound("C13", f"{len(erased)} 把密钥均已不在密钥库", f"{len(erased)} erased keys are gone")


def _row(position: int, row: StoredEvent, rec: datetime) -> Row:
    return Row(
        position=position,
        case=cast(UUID, row.originator_id),
        version=row.originator_version,
        topic=row.topic,
        state=row.state,
        rec=rec,
    )
