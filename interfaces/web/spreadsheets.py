"""Tables to take along: CSV that spreadsheets open as UTF-8, and XLSX."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

Cell = str | int | float | None
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(kind: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A table as a file of a kind."""
    return as_csv(heads, rows) if kind == "csv" else as_xlsx(heads, rows)


def as_csv(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """With the mark by which Excel knows UTF-8; a text that a spreadsheet would reckon with is kept a text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet, its heads frozen."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads) - 1, 16)
        sheet.write_row(0, 0, heads, bold)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
