"""When a command was given, and by whom: the only clock the domain knows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from domain.shared.identity import CommandId
from domain.shared.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The office's clock and the person at it.

    `at` is the instant of recording. `occurred_at` is when the fact is said to have happened; it is never
    later than `at`. Both are aware. `zone` is the office's own zone: days are counted in it.
    """

    at: datetime
    by: Actor
    command_id: CommandId
    occurred_at: datetime
    zone: tzinfo = UTC

    @property
    def today(self) -> date:
        """The office's calendar day of recording."""
        return self.at.astimezone(self.zone).date()

    @property
    def occurred_on(self) -> date:
        """The office's calendar day on which the fact is said to have happened."""
        return self.occurred_at.astimezone(self.zone).date()
