"""A reception day of the demo to which suggestions are brought."""

from dataclasses import dataclass
from datetime import datetime

from application.demo.district import Station
from domain.shared.identity import ActivityId
from domain.suggestion.commands import Sitting


@dataclass(frozen=True, slots=True)
class Session:
    """A reception that was held: from the first check-in until it closed."""

    activity: ActivityId
    station: Station
    opens: datetime
    closes: datetime
    hosts: int

    @property
    def sitting(self) -> Sitting:
        """What the desk knows of it."""
        return Sitting(reception=True, hosts=self.hosts)
