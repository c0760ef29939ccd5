"""Lines that could not be taken in, as a workbook to correct and feed in again."""

from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import xlsxwriter

from application.ledger import Headed, RowError
from infrastructure.ledger.sheets import read_sheet

REASON, ROW = "错误原因", "原行号"


def reasons(path: Path, limit: int) -> list[tuple[int, str, str]]:
    """Row in the old file, column and rule of the first lines of a workbook. Raises `LedgerUnreadable`."""
    told = [(int(float(str(row[-1]))), str(row[-2]).rpartition(" ")) for row in read_sheet(path)[1 : limit + 1]]
    return [(row, column, rule) for row, (column, _, rule) in told]


class ErrorWorkbook:
    """Implements `application.imports.ErrorSheet`; the file is written only if a line comes."""

    def __init__(self, path: Path, ledger: Headed) -> None:
        self._path, self._headers = path, ledger.headers
        self._book: xlsxwriter.Workbook | None = None
        self._next = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._book is not None:
            self._book.close()

    def add(self, error: RowError) -> None:
        """Keep one line: its own cells, the one at fault in red, then the reason and its row in the old file."""
        if self._book is None:
            self._start()
        width = len(self._headers)
        for column, cell in enumerate(error.cells[:width]):
            at_fault = self._headers[column] == error.column
            self._write(column, cell, self._red if at_fault else None)
        self._write(width, f"{error.column} {error.rule}".strip(), self._red)
        self._write(width + 1, error.row, None)
        self._next += 1

    def _start(self) -> None:
        # Text stays text: a cell that begins with = must not become a formula in somebody's office.
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
        self._book = xlsxwriter.Workbook(str(self._path), safe)
        self._sheet = self._book.add_worksheet()
        self._red = self._book.add_format({"bg_color": "#f4b6b0"})
        for column, header in enumerate((*self._headers, REASON, ROW)):
            self._write(column, header, None)
        self._next = 1

    def _write(self, column: int, cell: object, style: object) -> None:
        value = cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell
        value = value.isoformat() if isinstance(value, date) else value
        if value is None or value == "":
            return
        if isinstance(value, int | float) and not isinstance(value, bool):
            self._sheet.write_number(self._next, column, value, style)
        else:
            self._sheet.write_string(self._next, column, str(value), style)
