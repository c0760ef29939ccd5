"""Ledgers as an office would save them: workbooks and text files, written and read back."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

HEADERS = ("编号", "姓名", "意见内容", "登记日期", "答复意见", "答复日期")
Line = Sequence[object]


def workbook(path: Path, lines: Iterable[Line], headers: Line = HEADERS) -> Path:
    """Save a workbook of one sheet, its header on top."""
    book = openpyxl.Workbook()
    for line in (headers, *lines):
        book.active.append(list(line))
    book.save(path)
    return path


def text_file(path: Path, lines: Iterable[Line], encoding: str, headers: Line = HEADERS, mark: str = ",") -> Path:
    """Save a ledger as text, its columns parted by `mark`."""
    rows = [mark.join(str(cell) for cell in line) for line in (headers, *lines)]
    path.write_bytes("".join(f"{row}\r\n" for row in rows).encode(encoding))
    return path


def lines_of(path: Path) -> list[dict[str, object]]:
    """The lines of a workbook, each by its headers."""
    headers, *lines = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return [dict(zip(map(str, headers), line, strict=True)) for line in lines]


def correct(path: Path, line: int, header: str, value: object) -> None:
    """Put another value into one cell, as a clerk would; lines count from 1 below the header."""
    book = openpyxl.load_workbook(path)
    [column] = [cell.column for cell in book.active[1] if cell.value == header]
    book.active.cell(row=line + 1, column=column, value=value)
    book.save(path)


def coloured(path: Path, line: int) -> list[str]:
    """The headers of the cells of a line that are filled with a colour."""
    sheet = openpyxl.load_workbook(path).active
    return [str(sheet.cell(row=1, column=c.column).value) for c in sheet[line + 1] if c.fill.fill_type == "solid"]
