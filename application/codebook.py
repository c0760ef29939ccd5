"""What the office's codes stand for: handling units, stations and categories, in both languages.

Events hold codes alone, so that a name can be put right without touching one. An entry is never edited: a later
edition of it follows, and says who wrote it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from application.errors import EntryUnusable
from domain.shared.identity import ActorId

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
LONGEST_NAME = 120


class CodeList(StrEnum):
    """Which list a code belongs to."""

    UNIT = "unit"
    """承办单位, townships among them."""
    STATION = "station"
    CATEGORY = "category"


KINDS: Mapping[CodeList, tuple[str, ...]] = {
    CodeList.UNIT: ("department", "township", "organisation", "company"),
    CodeList.STATION: ("central", "constituency", "point"),
    CodeList.CATEGORY: ("matter",),
}
"""What an entry of each list can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """One entry as it now reads. `within` is the township of a station; `retired` ones are no longer offered."""

    list: CodeList
    code: str
    name_zh: str
    name_en: str
    kind: str
    within: str | None = None
    place: int = 0
    """Where it stands in its list, counted from 0; equal ones stand by their codes."""
    retired: bool = False

    def checked(self) -> "CodeEntry":
        """The entry itself. Raises `EntryUnusable`, naming the field."""
        faults = {
            "code": CODE.fullmatch(self.code) is None,
            "name_zh": not 0 < len(self.name_zh.strip()) <= LONGEST_NAME,
            "name_en": not 0 < len(self.name_en.strip()) <= LONGEST_NAME,
            "kind": self.kind not in KINDS[self.list],
            "within": self.within is not None and CODE.fullmatch(self.within) is None,
            "place": not 0 <= self.place <= 100_000,
        }
        for name, wrong in faults.items():
            if wrong:
                raise EntryUnusable(field=name)
        return self


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called. A code that nobody entered is its own name."""

    by_code: Mapping[tuple[CodeList, str], tuple[str, str]] = field(default_factory=dict)

    def of(self, code: str, language: str, *lists: CodeList) -> str:
        """The name of a code in the first of these lists that has it; without lists, in any."""
        for one in lists or CodeList:
            if found := self.by_code.get((one, code)):
                return found[0 if language == "zh" else 1]
        return code

    def org(self, code: str, language: str) -> str:
        """The name of an organ: a unit or a station."""
        return self.of(code, language, CodeList.UNIT, CodeList.STATION)


NAMELESS = Names()
"""For where nothing was entered: every code is its own name."""


class Codebook(Protocol):
    """The three lists, as they now read."""

    def entries(self, list: CodeList) -> Sequence[CodeEntry]:
        """Every entry of a list in its order, retired ones among them."""

    def names(self) -> Names:
        """What every code is called; up to two seconds old."""

    def enter(self, entries: Sequence[CodeEntry], by: ActorId) -> int:
        """Take in entries, each as the next edition of its code; what already reads so is left. Return how many.

        Raises `EntryUnusable`.
        """
