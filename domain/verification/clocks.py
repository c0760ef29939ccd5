"""C08: the log's clock only goes forward, agrees with the witnesses' and with the office's own."""

from collections.abc import Collection, Iterable
from datetime import datetime

from domain.evidence.entries import Entry, Kind
from domain.verification.evidence import DELAY, SKEW, Head
from domain.verification.numbering import MOST_TOLD
from domain.verification.report import Report


class Clocks:
    """Takes entries in order. `older` are heads by size; `online` the witnesses asked as heads are made."""

    def __init__(self, older: dict[int, list[Head]], online: Collection[str], report: Report) -> None:
        self._report = report
        self._cosigned = {size: min(times) for size, heads in older.items() if (times := _times(heads))}
        self._at_once = {size: min(times) for size, heads in older.items() if (times := _times(heads, online))}
        self._last: datetime | None = None
        self._floor: datetime | None = None
        self._adopted, self._demo = 0, False
        self._late = self._wrong = 0

    def take(self, entry: Entry) -> None:
        """One entry's instants."""
        if entry.kind is Kind.GENESIS:
            self._adopted, self._demo = int(entry.data.get("adopted", 0)), entry.data.get("demo") is True
        if self._last is not None and entry.rec < self._last:
            self._tell(entry, "记录时间倒退", "recorded before the entry in front of it")
        self._last = entry.rec
        if self._floor is not None and entry.rec < self._floor - DELAY - SKEW:
            self._tell(entry, "记录时间早于此前的见证时间", "recorded before a head without it was cosigned")
        size = entry.position + 1
        if size in self._cosigned and entry.rec > self._cosigned[size] + SKEW:
            self._tell(entry, "记录时间晚于见证时间", "recorded after its head was cosigned")
        self._floor = max(filter(None, (self._floor, self._at_once.get(size))), default=None)
        if entry.kind is Kind.EVENT:
            self._office(entry)

    def finish(self) -> None:
        """Say what was in order, and what the office's clock may have said."""
        if self._demo and self._late:
            zh = f"演示数据：{self._late} 个事件按演示时钟记录"
            self._report.sound("C08", zh, f"a demonstration: {self._late} events carry the demo's own clock")
        if not self._wrong:
            zh = f"时间单调，与 {len(self._cosigned)} 个见证时间相符"
            self._report.sound("C08", zh, f"time goes forward, and agrees with {len(self._cosigned)} cosigned heads")

    def _office(self, entry: Entry) -> None:
        """The office's clock in the event against the log's around it."""
        try:
            meta = entry.data["meta"]
            at, occurred = datetime.fromisoformat(meta["at"]), datetime.fromisoformat(meta["occurred"])
            ahead = occurred > at
            apart = abs(at - entry.rec) > SKEW
        except (KeyError, TypeError, ValueError):
            self._tell(entry, "缺少时间", "has no times")
            return
        if ahead:
            self._tell(entry, "发生时间晚于记录时间", "is said to have happened after it was recorded")
        if apart and entry.position > self._adopted:
            self._late += 1
            if not self._demo:
                self._tell(entry, "机关时钟与日志时钟不符", "the office's clock disagrees with the log's")

    def _tell(self, entry: Entry, zh: str, en: str) -> None:
        self._wrong += 1
        if self._wrong <= MOST_TOLD:
            self._report.tampered("C08", f"第 {entry.position} 条：{zh}", f"entry {entry.position}: {en}")


def _times(heads: Iterable[Head], only: Collection[str] | None = None) -> list[datetime]:
    """When witnesses signed; one who signs offline, days later, says nothing about what came in meanwhile."""
    return [at for head in heads for name, at in head.cosigned.items() if only is None or name in only]
