"""A file as rows of cells, whatever its format; told apart by content, never by name."""

import csv
import io
from pathlib import Path

import python_calamine

from application.ledger import Cell, LedgerUnreadable
from infrastructure.ledger.limits import MOST_COLUMNS, MOST_ROWS, check_archive, check_size

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t，"


def read_sheet(path: Path) -> list[list[Cell]]:
    """Return the first sheet's rows. Raises `LedgerUnreadable`."""
    check_size(path)
    head = path.open("rb").read(4)
    if head == OLD_EXCEL:
        raise LedgerUnreadable("old-excel-format")
    rows = _xlsx(path) if head == ZIP else _csv(path.read_bytes())
    if len(rows) > MOST_ROWS:
        raise LedgerUnreadable("too-many-rows")
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise LedgerUnreadable("too-many-columns")
    return rows


def _xlsx(path: Path) -> list[list[Cell]]:
    check_archive(path)
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        return [list(row) for row in workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)]
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound, OSError):
        raise LedgerUnreadable("not-a-spreadsheet") from None


def _csv(content: bytes) -> list[list[Cell]]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:
        raise LedgerUnreadable("not-a-spreadsheet") from None


def _decoded(content: bytes) -> str:
    """A byte-order mark decides; then UTF-8 if it is that throughout, then GB18030. No guessing by statistics."""
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return _strict(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(content, "gb18030")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise LedgerUnreadable("encoding-unknown") from None
