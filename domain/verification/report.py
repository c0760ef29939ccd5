"""What was checked, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum


class Verdict(IntEnum):
    """How one check, or a whole verification, ends; also the exit code."""

    SOUND = 0
    TAMPERED = 1
    """The evidence contradicts itself or what was signed."""
    MISSING = 2
    """Nothing contradicts, and something is not proven."""


NAMES: dict[str, tuple[str, str]] = {
    "C01": ("检查点格式与日志签名", "Checkpoint's form and the log's signature"),
    "C02": ("见证法定数", "Quorum of witnesses"),
    "C03": ("与早先检查点一致", "Consistency with older checkpoints"),
    "C04": ("全部数据块重算", "Every tile and bundle recomputed"),
    "C05": ("每条记录的格式", "Form of every entry"),
    "C06": ("编号连续", "Numbers without holes"),
    "C07": ("逐件重放", "Every case replayed"),
    "C08": ("两只时钟", "The two clocks"),
    "C09": ("时间戳", "Time stamps"),
    "C10": ("披露内容与摘要相符", "Disclosed texts match their digests"),
    "C11": ("数据库与日志相符", "Database equals log"),
    "C12": ("视图与日志相符", "Views equal log"),
    "C13": ("删除已生效", "Erasures carried out"),
    "C14": ("案件完整", "Cases complete"),
    "C15": ("导出与日志相符", "Export equals log"),
    "C16": ("密钥沿革", "Keys' succession"),
    "C17": ("汇报可复现", "Reports come out again"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a check has to say."""

    check: str
    verdict: Verdict
    zh: str
    en: str

    @property
    def name(self) -> tuple[str, str]:
        """What the check is called, in Chinese and English."""
        return NAMES[self.check]


@dataclass(slots=True)
class Report:
    """All lines, in the order they came."""

    lines: list[Line] = field(default_factory=list)

    def sound(self, check: str, zh: str, en: str) -> None:
        """Say what was found in order."""
        self.lines.append(Line(check, Verdict.SOUND, zh, en))

    def tampered(self, check: str, zh: str, en: str) -> None:
        """Say what contradicts."""
        self.lines.append(Line(check, Verdict.TAMPERED, zh, en))

    def missing(self, check: str, zh: str, en: str) -> None:
        """Say what is not proven."""
        self.lines.append(Line(check, Verdict.MISSING, zh, en))

    def told(self, check: str) -> Sequence[Line]:
        """The lines of one check."""
        return [line for line in self.lines if line.check == check]

    @property
    def verdict(self) -> Verdict:
        """Tampering outweighs what is missing, and that outweighs what is sound."""
        found = {line.verdict for line in self.lines}
        return next((v for v in (Verdict.TAMPERED, Verdict.MISSING) if v in found), Verdict.SOUND)
