"""Annexes as tables of a workbook, in plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its headings. Widths are in characters."""

    name: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterable[tuple[Cell, ...]]


class Spreadsheets(Protocol):
    """Makes workbooks."""

    def workbook(self, title: str, author: str, drawn_at: datetime, sheets: Iterable[Sheet]) -> bytes:
        """The tables as .xlsx; the same tables of the same moment give the same bytes."""
