"""Which header stands for which field: guessed from what offices write, or told in a small TOML file."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from application.ledger import Cell, LedgerUnreadable

REQUIRED = ("text", "received_at")
HEADER_ROWS = 10
"""Rows from the top among which the header is looked for; titles often stand above it."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "number": ("编号", "留言编号", "序号", "登记编号", "件号", "意见编号", "number", "no", "id"),
    "voter_name": ("姓名", "留言用户", "反映人", "选民", "选民姓名", "群众姓名", "反映人姓名", "name"),
    "voter_phone": ("电话", "联系方式", "联系电话", "手机", "手机号", "手机号码", "phone"),
    "voter_address": ("地址", "住址", "联系地址", "家庭住址", "address"),
    "title": ("主题", "标题", "留言主题", "意见标题", "事项", "title", "subject"),
    "text": (
        "内容",
        "留言详情",
        "意见建议",
        "意见内容",
        "反映内容",
        "建议内容",
        "详情",
        "反映问题",
        "民意内容",
        "text",
        "content",
    ),
    "received_at": (
        "时间",
        "留言时间",
        "反映时间",
        "登记时间",
        "收到时间",
        "接待时间",
        "日期",
        "登记日期",
        "反映日期",
        "received_at",
        "received",
        "date",
    ),
    "answer": ("答复", "答复意见", "答复内容", "办理情况", "办理结果", "回复", "回复内容", "answer"),
    "answered_at": ("答复时间", "答复日期", "办结时间", "回复时间", "回复日期", "answered_at", "answered"),
    "category": ("类别", "分类", "问题类别", "意见类别", "一级分类", "category"),
    "station": ("站点", "联络站", "代表联络站", "接待地点", "station"),
    "channel": ("渠道", "来源", "收集渠道", "channel", "source"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNames:
    """What an office's own file says of its columns."""

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    time_zone: str | None = None


def read_mapping(path: Path | None) -> ColumnNames:
    """Read a mapping file: `[columns] field = "header"`, `[defaults] field = "value"`, `time_zone`."""
    if path is None:
        return ColumnNames()
    try:
        doc = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise LedgerUnreadable("mapping-unreadable", path.name) from None
    columns, defaults = doc.get("columns", {}), doc.get("defaults", {})
    for name in (*columns, *defaults):
        if name not in SYNONYMS:
            raise LedgerUnreadable("field-unknown", name)
    return ColumnNames(columns=columns, defaults=defaults, time_zone=doc.get("time_zone"))


def find_header(
    rows: Sequence[Sequence[Cell]],
    told: ColumnNames,
    known: Mapping[str, tuple[str, ...]] = SYNONYMS,
    required: Sequence[str] = REQUIRED,
) -> tuple[int, dict[str, int]]:
    """Return the header's row and the column of each field. Raises `LedgerUnreadable`."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:HEADER_ROWS]):
        found = _fields(row, told, known)
        if len(found) > len(best[1]):
            best = number, found
    if not best[1]:
        raise LedgerUnreadable("no-header-found")
    for name, header in told.columns.items():
        if name not in best[1]:
            raise LedgerUnreadable("column-unknown", header)
    for name in required:
        if name not in best[1]:
            raise LedgerUnreadable("column-missing", name)
    return best


def _fields(row: Sequence[Cell], told: ColumnNames, known: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    headers = [_plain(str(cell or "")) for cell in row]
    found: dict[str, int] = {}
    for name, synonyms in known.items():
        wanted = (told.columns[name],) if name in told.columns else synonyms
        for header in map(_plain, wanted):
            if header in headers and headers.index(header) not in found.values():
                found[name] = headers.index(header)
                break
    return found


def _plain(header: str) -> str:
    """A header without spaces, marks and what stands in brackets."""
    folded = unicodedata.normalize("NFKC", header).lower()
    return re.sub(r"\(.*?\)|[\s*:_\-]", "", folded)
