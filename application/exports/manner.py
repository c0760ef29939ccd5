"""How an export tells what happened: for whom, by which clock, and what stands for the people in it."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from domain.shared.identity import ActorId
from domain.shared.people import Actor, Role
from domain.shared.stamp import Stamp

SHORTEST_KEY = 32
NOT_STAFF = (Role.DEPUTY, Role.VOTER, Role.SYSTEM)
UNNAMED = (Role.VOTER, Role.SYSTEM)
"""Who is told by role alone: a voter is known by one case, and the service is nobody."""


class Profile(StrEnum):
    """For whom an export is made."""

    PUBLIC = "public"
    """People stand by their role, and times are cut to the day."""
    AUDITOR = "auditor"
    """People stand by their pseudonymous ids."""
    MINING = "mining"
    """People stand by names that hold for one export only."""


class ExportClock(StrEnum):
    """Which of an event's two instants is its time."""

    OCCURRED = "occurred"
    """When it is said to have happened."""
    RECORDED = "recorded"
    """When the office wrote it down."""


class KeyMissing(ValueError):
    """A mining export needs a random key of its own, of 32 bytes or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """For whom, and by which clock. `key` is for mining: random, of one export, and thrown away with it."""

    profile: Profile
    clock: ExportClock = ExportClock.OCCURRED
    key: bytes = b""

    def __post_init__(self) -> None:
        if self.profile is Profile.MINING and len(self.key) < SHORTEST_KEY:
            raise KeyMissing("a mining export needs a key of 32 bytes")

    def person(self, who: ActorId, role: Role) -> str:
        """What stands for a person."""
        if self.profile is Profile.PUBLIC or role in UNNAMED:
            return role.value
        if self.profile is Profile.AUDITOR:
            return who
        return hmac.new(self.key, who.encode(), hashlib.sha256).hexdigest()

    def performer(self, by: Actor) -> str:
        """What stands for whoever did it."""
        return self.person(by.id, by.role)

    def told(self, at: datetime, zone: tzinfo) -> datetime:
        """An instant in the office's zone, cut to its day for the public."""
        local = at.astimezone(zone)
        return local.replace(hour=0, minute=0, second=0, microsecond=0) if self.profile is Profile.PUBLIC else local

    def time(self, stamp: Stamp) -> datetime:
        """An event's time by the clock asked for."""
        return self.told(stamp.occurred_at if self.clock is ExportClock.OCCURRED else stamp.at, stamp.zone)

    def occurred(self, stamp: Stamp) -> str:
        """When it is said to have happened, as written."""
        return written(self.told(stamp.occurred_at, stamp.zone))

    def recorded(self, stamp: Stamp) -> str:
        """When the office wrote it down, as written."""
        return written(self.told(stamp.at, stamp.zone))


def written(at: datetime) -> str:
    """An instant as exports write it: ISO 8601 with its offset, always to the microsecond."""
    return at.isoformat(timespec="microseconds")
