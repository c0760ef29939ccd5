"""Words and small facts that the commands and events of deputies share."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.shared.identity import ActorId, Constituency


class Level(StrEnum):
    """代表层级: the congress a mandate is for, lowest first. One person may hold several."""

    TOWNSHIP = "township"
    """乡镇代表."""
    COUNTY = "county"
    """区县代表."""
    CITY = "city"
    """市代表."""
    PROVINCE = "province"
    """省代表."""
    NATION = "nation"
    """全国代表."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """任职: of which congress, for which constituency, from when until when."""

    level: Level
    constituency: Constituency
    from_on: date
    until_on: date | None = None

    def active(self, day: date) -> bool:
        """Whether it was held on a day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    def overlaps(self, other: "Mandate") -> bool:
        """Whether both were held on some day."""
        return self.active(other.from_on) or other.active(self.from_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One deputy's place in a ranking: all points, and those for each of the five in the formula's order."""

    person: ActorId
    points: int
    goods: tuple[int, ...]
