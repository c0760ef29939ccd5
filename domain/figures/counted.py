"""One line of a case's trail, with the units, the station and the category it counts for."""

from datetime import date

from domain.figures.line import Line
from domain.redflags.trail import Fact, Trail


def counted(trail: Trail, name: str, fact: Fact, day: date, hit: bool, *units: str, value: int | None = None) -> Line:
    """A line of a figure; without units named it counts for all that must answer."""
    state = trail.state
    told = units or tuple(dict.fromkeys(part.unit for part in state.assignments if part.answers))
    return Line(name, day, hit, fact.position, told, state.station, state.category, value, trail.case)
