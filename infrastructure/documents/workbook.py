"""Sets tables as .xlsx."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from application.documents.sheets import Sheet


class XlsxSpreadsheets:
    """Implements `application.documents.sheets.Spreadsheets`."""

    def workbook(self, title: str, author: str, drawn_at: datetime, sheets: Iterable[Sheet]) -> bytes:
        """See the port."""
        made = BytesIO()
        # Text stays text: a cell that begins with = must not become a formula in somebody's office.
        book = xlsxwriter.Workbook(
            made, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
        )
        created = drawn_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": title, "author": author, "created": created})
        bold = book.add_format({"bold": True, "bg_color": "#e8eef7", "border": 1})
        for sheet in sheets:
            _set(book.add_worksheet(sheet.name), sheet, bold)
        book.close()
        return made.getvalue()


def _set(page: Worksheet, sheet: Sheet, bold: Format) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, bold)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, column, cell)
            elif cell is not None:
                page.write_number(number, column, cell)
