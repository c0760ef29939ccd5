"""Rosters read from spreadsheets: the same sheets, headers and cells as ledgers."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from application.ledger import Cell
from application.roster_lines import FIELDS, REQUIRED, RosterKind, RosterRow
from infrastructure.ledger.cells import instant_of, is_filled, text_of
from infrastructure.ledger.columns import ColumnNames, find_header
from infrastructure.ledger.sheets import read_sheet

DAY = "from_on"


class FileRosterReader:
    """Implements `application.roster.RosterReader`."""

    def __init__(self, time_zone: str) -> None:
        self._zone = ZoneInfo(time_zone)

    def open(self, path: Path, kind: RosterKind) -> "FileRoster":
        """See the port."""
        return FileRoster(read_sheet(path), kind, self._zone)


class FileRoster:
    """Implements `application.roster.OpenedRoster`."""

    def __init__(self, rows: Sequence[Sequence[Cell]], kind: RosterKind, zone: ZoneInfo) -> None:
        self._head, self._places = find_header(rows, ColumnNames(), FIELDS[kind], REQUIRED[kind])
        self._rows, self._zone = rows, zone
        self.headers = tuple(text_of(cell) or "" for cell in rows[self._head])
        self.columns: Mapping[str, str] = {name: self.headers[at] for name, at in self._places.items()}
        self.count = sum(map(is_filled, rows[self._head + 1 :]))

    def rows(self) -> Iterator[RosterRow]:
        """See the port."""
        for number, cells in enumerate(self._rows[self._head + 1 :], start=self._head + 2):
            if is_filled(cells):
                found = {name: text_of(cells[at]) for name, at in self._places.items() if at < len(cells)}
                day = self._places.get(DAY)
                instant = instant_of(cells[day], self._zone) if day is not None and day < len(cells) else None
                yield RosterRow(
                    row=number,
                    values={name: text for name, text in found.items() if text is not None and name != DAY},
                    from_on=instant.astimezone(self._zone).date() if instant else None,
                    cells=tuple(cells),
                )
