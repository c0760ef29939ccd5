"""What has happened to a report."""

from dataclasses import dataclass

from domain.reports.particulars import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A report was published 印发汇报: what it says, and by what it can be computed again.

    Stored as `report.published.v1`.
    """

    snapshot: Snapshot


Event = Published
