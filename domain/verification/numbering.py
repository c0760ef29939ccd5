"""C05 and C06: every entry in its form and of this log, nothing missing between its neighbours."""

from domain.evidence.entries import Entry, Kind, entry_of
from domain.evidence.malformed import Malformed
from domain.verification.report import Report

MOST_TOLD = 20
"""Findings of one check that are told one by one."""


class Numbering:
    """Takes entries in order."""

    def __init__(self, origin: str, report: Report) -> None:
        self._origin, self._report = origin, report
        self._versions: dict[str, int] = {}
        self._taken = self._wrong = 0

    @property
    def versions(self) -> dict[str, int]:
        """The last version of each case."""
        return self._versions

    def take(self, index: int, raw: bytes) -> Entry | None:
        """Read one entry; None where it cannot be read."""
        self._taken += 1
        try:
            entry = entry_of(raw)
            if entry.members["log"] != self._origin:
                raise Malformed("the entry belongs to another log")
        except Malformed as fault:
            self._tell("C05", f"第 {index} 条：{fault}", f"entry {index}: {fault}")
            return None
        if entry.position != index or (entry.kind is Kind.GENESIS) != (index == 0):
            self._tell("C06", f"第 {index} 条自称第 {entry.position} 条", f"{index} calls itself {entry.position}")
        if entry.kind is Kind.EVENT:
            wanted = self._versions.get(entry.case, 0) + 1
            if entry.version != wanted:
                zh = f"第 {index} 条：案件 {entry.case} 应为第 {wanted} 版，实为第 {entry.version} 版"
                self._tell("C06", zh, f"entry {index}: case {entry.case} goes on with {entry.version}, not {wanted}")
            self._versions[entry.case] = entry.version
        return entry

    def finish(self) -> None:
        """Say what was in order."""
        for check, zh, en in (
            ("C05", f"{self._taken} 条记录均为规范格式", f"{self._taken} entries are canonical"),
            ("C06", f"{len(self._versions)} 件案件编号连续", f"{len(self._versions)} cases without a hole"),
        ):
            if not self._report.told(check):
                self._report.sound(check, zh, en)

    def _tell(self, check: str, zh: str, en: str) -> None:
        self._wrong += 1
        if self._wrong <= MOST_TOLD:
            self._report.tampered(check, zh, en)
