"""Whose documents they are, and how codes are called on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

OUTCOMES = {
    "solved": "已解决或基本解决",
    "planned": "已列入计划逐步解决",
    "explained": "作出解释说明",
    "cannot": "暂不能解决",
}
"""办理结果 by class, in words: letters differ from place to place."""
LEVELS = {"L1": "催办单", "L2": "黄牌督办单", "L3": "红牌督办单", "L4": "重点督办单"}
KINDS = {"lead": "主办", "co": "协办", "separate": "分办"}
URGENCIES = {"U1": "特急", "U2": "紧急", "U3": "一般", "U4": "疑难复杂"}
TRACKS = {"T1": "当场答复", "T2": "镇街办理", "T3": "部门交办", "T4": "转代表建议", "T5": "分流告知"}
CHANNELS = {
    "station": "代表联络站",
    "reception": "代表接待日",
    "reception_day": "代表接待日",
    "deputy": "代表转交",
    "visit": "走访",
    "call": "电话",
    "letter": "来信",
    "message": "网上留言",
    "scan": "扫码",
}


def as_called(code: str) -> str:
    """A code where nobody gave it a name."""
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office that signs: its region, and the names of the organs it writes to."""

    region: str
    called: Callable[[str], str] = field(default=as_called)

    @property
    def county(self) -> str:
        """The word for the region's own level: 区 in 全区, 区人大代表."""
        return self.region[-1] if self.region[-1] in "区县市旗" else "区"

    @property
    def committee(self) -> str:
        """人大常委会."""
        return f"{self.region}人大常委会"

    @property
    def deputies_committee(self) -> str:
        """代表工作委员会, which signs (代表法 12)."""
        return f"{self.committee}代表工作委员会"


def chinese_date(day: date | str) -> str:
    """2026年11月1日: Arabic numerals, no leading zeros (GB/T 9704 7.3.5.4)."""
    told = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return f"{told.year}年{told.month}月{told.day}日"


def word(words: Mapping[str, str], code: str | None) -> str:
    """What a code is called; itself where it has no other name."""
    return words.get(code, code) if code else "—"
