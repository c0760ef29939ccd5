"""What a ledger is to the application, whatever file it came in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

Cell = object
"""A cell as the file holds it: text, number, date, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line that can be taken in. `row` is its number in the sheet as a person sees it; instants are aware."""

    row: int
    number: str | None
    received_at: datetime
    title: str
    text: str
    voter_name: str | None = None
    voter_phone: str | None = None
    voter_address: str | None = None
    category: str | None = None
    station: str | None = None
    channel: str | None = None
    answer: str | None = None
    answered_at: datetime | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """One line that cannot: which column breaks which rule. The cells are kept for the error workbook alone."""

    row: int
    column: str
    rule: str
    cells: tuple[Cell, ...]


class LedgerUnreadable(Exception):
    """The file as a whole cannot be read; `slug` names the rule and `field` what breaks it."""

    def __init__(self, slug: str, field: str = "file") -> None:
        super().__init__(f"{field}: {slug}")
        self.slug, self.field = slug, field


class Headed(Protocol):
    """A sheet whose headers are known."""

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers, in order."""


class OpenedLedger(Protocol):
    """A ledger whose head has been read."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Which header stands for which field."""

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers, in order."""

    @property
    def count(self) -> int:
        """Lines below the header that are not empty."""

    @property
    def sha256(self) -> str:
        """Digest of the file."""

    def rows(self) -> Iterator[LedgerRow | RowError]:
        """Every line in order; empty ones are passed over."""


class LedgerReader(Protocol):
    """Opens ledgers."""

    def open(self, path: Path, mapping: Path | None = None) -> OpenedLedger:
        """Read the head of a file. Raises `LedgerUnreadable`."""
