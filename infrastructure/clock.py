"""The clock behind its port: now, the office's zone, and a fresh identifier."""

from datetime import datetime, tzinfo
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo


class OfficeClock:
    """Implements `application.ports.Clock` by the machine's clock."""

    def __init__(self, zone: str) -> None:
        self.zone: tzinfo = ZoneInfo(zone)

    def now(self) -> datetime:
        """The instant, in the office's zone, to the microsecond."""
        return datetime.now(self.zone)

    def new_id(self) -> UUID:
        """A random identifier."""
        return uuid4()
