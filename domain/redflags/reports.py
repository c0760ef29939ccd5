"""R24 数据不可复现: a published figure is not what the log at its position gives."""

from collections.abc import Mapping
from datetime import datetime

from domain.redflags.finding import Finding, Severity
from domain.reports.particulars import Snapshot

Figure = tuple[int, int | None]
"""Numerator and denominator."""


def differences(published: Snapshot, found: Mapping[str, Figure]) -> str | None:
    """The figures that come out otherwise, were left out, or were made up; None for an honest report."""
    printed = {str(one.figure): (one.numerator, one.denominator) for one in published.figures}
    wrong = [name for name in sorted({*printed, *found}) if printed.get(name) != found.get(name)]
    return "; ".join(f"{name} {_said(printed.get(name))} ≠ {_said(found.get(name))}" for name in wrong) or None


def unreproducible(published: Snapshot, position: int, at: datetime, figures: str) -> Finding:
    """The finding. `position` and `at` are those of the publication, `figures` the differences."""
    return Finding(
        rule="R24",
        severity=Severity.HIGH,
        why="differs",
        since=at,
        positions=(published.basis.position, position),
        facts={"position": str(published.basis.position), "figures": figures},
    )


def _said(value: Figure | None) -> str:
    if value is None:
        return "—"
    return str(value[0]) if value[1] is None else f"{value[0]}/{value[1]}"
