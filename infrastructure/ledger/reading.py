"""A ledger line by line: what can be taken in, and what is wrong with what cannot."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from application.ledger import Cell, LedgerRow, LedgerUnreadable, RowError
from infrastructure.ledger.cells import instant_of, is_filled, phone_of, text_of
from infrastructure.ledger.columns import ColumnNames, find_header, read_mapping
from infrastructure.ledger.sheets import read_sheet

TITLE_LENGTH = 40
LONGEST = {"number": 60, "category": 120, "station": 120, "channel": 120}
"""Characters a code may have; text has its own limit."""
LONGEST_TEXT = 50_000


class FileLedgerReader:
    """Implements `application.ledger.LedgerReader`."""

    def __init__(self, time_zone: str) -> None:
        self._zone = time_zone

    def open(self, path: Path, mapping: Path | None = None) -> "FileLedger":
        """See the port."""
        told = read_mapping(mapping)
        try:
            zone = ZoneInfo(told.time_zone or self._zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise LedgerUnreadable("time-zone-unknown", "time_zone") from None
        rows = read_sheet(path)
        return FileLedger(rows, told, zone, hashlib.sha256(path.read_bytes()).hexdigest())


class FileLedger:
    """Implements `application.ledger.OpenedLedger`."""

    def __init__(self, rows: Sequence[Sequence[Cell]], told: ColumnNames, zone: tzinfo, sha256: str) -> None:
        self._head, self._places = find_header(rows, told)
        self._rows, self._told, self._zone = rows, told, zone
        self.headers = tuple(text_of(cell) or "" for cell in rows[self._head])
        self.columns: Mapping[str, str] = {name: self.headers[at] for name, at in self._places.items()}
        self.sha256 = sha256
        self.count = sum(map(is_filled, rows[self._head + 1 :]))

    def rows(self) -> Iterator[LedgerRow | RowError]:
        """See the port."""
        for number, cells in enumerate(self._rows[self._head + 1 :], start=self._head + 2):
            if is_filled(cells):
                yield self._line(number, tuple(cells))

    def _line(self, number: int, cells: tuple[Cell, ...]) -> LedgerRow | RowError:
        text, received_at = self._text(cells, "text"), self._instant(cells, "received_at")
        answer, answered_at = self._text(cells, "answer"), self._instant(cells, "answered_at")
        broken = self._broken(cells, text, received_at, answer, answered_at)
        if broken or text is None or received_at is None:
            column, rule = broken or ("text", "text-missing")
            return RowError(row=number, column=self.columns.get(column, column), rule=rule, cells=cells)
        return LedgerRow(
            row=number,
            number=self._text(cells, "number"),
            received_at=received_at,
            title=self._text(cells, "title") or text[:TITLE_LENGTH],
            text=text,
            voter_name=self._text(cells, "voter_name"),
            voter_phone=phone_of(self._cell(cells, "voter_phone")),
            voter_address=self._text(cells, "voter_address"),
            category=self._text(cells, "category"),
            station=self._text(cells, "station"),
            channel=self._text(cells, "channel"),
            answer=answer,
            answered_at=answered_at if answer else None,
            cells=cells,
        )

    def _broken(
        self,
        cells: Sequence[Cell],
        text: str | None,
        received_at: datetime | None,
        answer: str | None,
        answered_at: datetime | None,
    ) -> tuple[str, str] | None:
        """The first field that breaks a rule, and the rule."""
        if text is None:
            return "text", "text-missing"
        if received_at is None:
            return "received_at", "date-unreadable"
        if answer is not None and answered_at is None:
            unsaid = text_of(self._cell(cells, "answered_at")) is None
            return "answered_at", "answer-date-missing" if unsaid else "date-unreadable"
        if answer is not None and answered_at is not None and answered_at < received_at:
            return "answered_at", "answer-before-receipt"
        return self._too_long(cells)

    def _too_long(self, cells: Sequence[Cell]) -> tuple[str, str] | None:
        for name in self._places:
            if len(self._text(cells, name) or "") > LONGEST.get(name, LONGEST_TEXT):
                return name, "text-too-long"
        return None

    def _cell(self, cells: Sequence[Cell], name: str) -> Cell:
        at = self._places.get(name)
        found = cells[at] if at is not None and at < len(cells) else None
        return found if text_of(found) is not None else self._told.defaults.get(name)

    def _text(self, cells: Sequence[Cell], name: str) -> str | None:
        return text_of(self._cell(cells, name))

    def _instant(self, cells: Sequence[Cell], name: str) -> datetime | None:
        return instant_of(self._cell(cells, name), self._zone)
