"""What may be asked of a report."""

from dataclasses import dataclass

from domain.reports.particulars import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """Publish the report 印发汇报. The office computes the snapshot itself."""

    snapshot: Snapshot


Command = Publish
