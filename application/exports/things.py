"""What an exported object is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from application.exports.relations import Link

EPOCH = "1970-01-01T00:00:00.000000+00:00"
"""OCEL's time for what always was so."""


@dataclass(frozen=True, slots=True)
class Change:
    """One attribute's value from a time on."""

    time: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ExportedObject:
    """One object: what it was at first, what of it changed and when, and which objects it belongs to."""

    id: str
    type: str
    since: str
    attributes: Mapping[str, str]
    changes: tuple[Change, ...] = ()
    links: tuple[Link, ...] = field(default=())

    @property
    def latest(self) -> dict[str, str]:
        """Its attributes as they ended."""
        return dict(self.attributes) | {change.name: change.value for change in self.changes}
