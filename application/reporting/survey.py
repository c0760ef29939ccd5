"""Everything a report is counted from: the log as far as a position, and nothing behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from application.auditing import PAGE
from application.ports import AnyRecorded, ContactRecorded, EventLog, Recorded
from application.reporting.period import Span
from domain.shared.identity import ContactId, SuggestionId
from domain.shared.refusal import Unacceptable


class PeriodBackwards(Unacceptable):
    """A report's first day is not after its last."""

    slug = "period-backwards"
    zh = "统计期间的首日不得晚于末日。"


class PositionUnknown(Unacceptable):
    """A report is cut at a position the log has reached; there must be something to report."""

    slug = "position-unknown"
    zh = "汇报须取自日志已有的位置，且该位置以前须有记录。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The histories as they stood at the position of the span."""

    span: Span
    cases: Mapping[SuggestionId, Sequence[Recorded]]
    contact: Mapping[ContactId, Sequence[ContactRecorded]]
    records: Sequence[AnyRecorded]
    """All of it, in the order of the log."""


def surveyed(log: EventLog, first: date, last: date, position: int | None) -> Survey:
    """Read the log as far as a position, its head without one. Raises `PeriodBackwards`, `PositionUnknown`."""
    if first > last:
        raise PeriodBackwards("from")
    until = log.head() if position is None else position
    if not 0 < until <= log.head():
        raise PositionUnknown("position")
    reading = _Reading(until)
    while records := log.after(reading.position, PAGE):
        if not reading.take(records):
            break
    assert reading.at is not None
    span = Span(first=first, last=last, position=until, at=reading.at)
    return Survey(span=span, cases=reading.cases, contact=reading.contact, records=reading.records)


class _Reading:
    """Takes pages of the log in."""

    def __init__(self, until: int) -> None:
        self.until, self.position = until, 0
        self.at: datetime | None = None
        self.records: list[AnyRecorded] = []
        self.cases: dict[SuggestionId, list[Recorded]] = {}
        self.contact: dict[ContactId, list[ContactRecorded]] = {}

    def take(self, records: Sequence[AnyRecorded]) -> bool:
        """Take a page in; False once the position is reached."""
        for record in records:
            if record.position > self.until:
                return False
            self.position = record.position
            # The moment of a cut is the latest any of its records names: clocks of two processes may differ a little.
            self.at = record.stamp.at if self.at is None else max(self.at, record.stamp.at)
            self.records.append(record)
            if isinstance(record, Recorded):
                self.cases.setdefault(record.case, []).append(record)
            else:
                self.contact.setdefault(record.stream, []).append(record)
        return self.position < self.until
