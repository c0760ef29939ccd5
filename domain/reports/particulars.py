"""What a published report says in figures, and what it was counted by."""

from dataclasses import dataclass
from datetime import date

from domain.shared.identity import CalendarEdition, Digest, FigureName, PolicyEdition, PublicName


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One figure as it was printed. A plain count has no denominator."""

    figure: FigureName
    numerator: int
    denominator: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the figures rest on: the days, the log as far as `position`, and the editions they were counted by."""

    first: date
    last: date
    position: int
    region: PublicName
    edition: PolicyEdition
    policy: PolicyEdition
    calendar: CalendarEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The report as it was printed: figures, and the digests of the two files."""

    basis: Basis
    figures: tuple[Printed, ...]
    docx: Digest
    xlsx: Digest
