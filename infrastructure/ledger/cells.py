"""Cells as people fill them in: dates as text or numbers, numbers as floats, text with leftovers of other programs."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from application.ledger import Cell

EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
EARLIEST, LATEST = 20_000, 80_000
"""Excel's day numbers from 1954 to 2119; other numbers are no dates."""
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[\sT]*(\d{1,2})\s*[:时]\s*(\d{1,2})\s*分?(?:[:]?\s*(\d{1,2})\s*秒?)?(?:\.\d+)?)?\s*"
)


def text_of(cell: Cell) -> str | None:
    """Clean text, or None for an empty cell: no control or broken characters, no runs of blank lines, NFC."""
    if cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = unicodedata.normalize("NFC", str(cell)).replace("\r\n", "\n").replace("\r", "\n")
    words = "".join(c for c in words if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cf"))
    lines = (re.sub(r"[\s\u00a0\u3000]+", " ", line).strip() for line in words.split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip() or None


def phone_of(cell: Cell) -> str | None:
    """A phone number with full-width digits made plain."""
    text = text_of(cell)
    return unicodedata.normalize("NFKC", text) if text else None


def instant_of(cell: Cell, zone: tzinfo) -> datetime | None:
    """An aware instant; naive times are the office's. None if the cell holds no date that can be read."""
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=zone)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), zone)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_serial(float(cell), zone)
    return _of_text(str(cell or "").strip(), zone)


def _of_serial(number: float, zone: tzinfo) -> datetime | None:
    if not EARLIEST <= number <= LATEST:
        return None
    return (EXCEL_EPOCH + timedelta(seconds=round(number * 86_400))).replace(tzinfo=zone)


def _of_text(text: str, zone: tzinfo) -> datetime | None:
    plain = unicodedata.normalize("NFKC", text)
    try:
        iso = datetime.fromisoformat(plain)
        return iso if iso.tzinfo else iso.replace(tzinfo=zone)
    except ValueError:
        found = _DATE.fullmatch(plain)
    if found is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()), tzinfo=zone)  # type: ignore[misc, arg-type]
    except ValueError:
        return None


def is_filled(cells: Sequence[Cell]) -> bool:
    """Whether a row says anything at all."""
    return any(text_of(cell) is not None for cell in cells)
