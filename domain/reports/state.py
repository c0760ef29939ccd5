"""What the office knows of a report."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.reports import events
from domain.reports.particulars import Snapshot
from domain.shared.stamp import Stamp


class Stage(StrEnum):
    """Where a report stands."""

    UNKNOWN = "unknown"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report."""

    stage: Stage = Stage.UNKNOWN
    version: int = 0
    last_at: datetime | None = None
    snapshot: Snapshot | None = None


INITIAL = Report()


def evolve(state: Report, event: events.Event, stamp: Stamp) -> Report:
    """Return the state after one more event."""
    version = state.version + 1
    return replace(state, stage=Stage.PUBLISHED, snapshot=event.snapshot, version=version, last_at=stamp.at)
