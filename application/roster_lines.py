"""The lines of a roster: its columns, and the command each line stands for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from application.ledger import Cell
from domain.deputies import commands as deputies
from domain.deputies.particulars import Level, Mandate
from domain.places import commands as places
from domain.places.particulars import PlaceKind
from domain.shared.identity import ActorId, Constituency, OrgCode, PublicName, PublicText
from domain.shared.sealed import plain


class RosterKind(StrEnum):
    """What a roster lists."""

    DEPUTIES = "deputies"
    PLACES = "places"


FIELDS: Mapping[RosterKind, Mapping[str, tuple[str, ...]]] = {
    RosterKind.DEPUTIES: {
        "person": ("代表证号", "代表编号", "编号", "证号", "person", "id"),
        "name": ("姓名", "代表姓名", "name"),
        "levels": ("代表层级", "层级", "代表类别", "levels", "level"),
        "constituency": ("选区", "选举单位", "constituency"),
        "from_on": ("任职日期", "当选日期", "任职时间", "from_on"),
        "phone": ("电话", "联系电话", "手机", "手机号", "phone"),
        "station": ("联络站编码", "联络站", "进站", "station"),
    },
    RosterKind.PLACES: {
        "code": ("编码", "站点编码", "代码", "code"),
        "name": ("名称", "站点名称", "name"),
        "kind": ("类型", "站点类型", "kind"),
        "township": ("乡镇街道", "所属乡镇街道", "乡镇", "township"),
        "home": ("所属代表之家", "代表之家编码", "所属之家", "home"),
        "address": ("地址", "address"),
        "hours": ("开放时间", "接待时间", "hours"),
    },
}
"""The columns of a roster, by the headers that offices write."""
REQUIRED: Mapping[RosterKind, tuple[str, ...]] = {
    RosterKind.DEPUTIES: ("person", "name", "levels", "constituency", "from_on"),
    RosterKind.PLACES: ("code", "name", "kind", "township"),
}
LEVELS = {
    "乡镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
    "镇": Level.TOWNSHIP,
    "township": Level.TOWNSHIP,
    "区县": Level.COUNTY,
    "区": Level.COUNTY,
    "县": Level.COUNTY,
    "county": Level.COUNTY,
    "市": Level.CITY,
    "设区的市": Level.CITY,
    "city": Level.CITY,
    "省": Level.PROVINCE,
    "province": Level.PROVINCE,
    "全国": Level.NATION,
    "nation": Level.NATION,
}
KINDS = {
    "人大代表之家": PlaceKind.HOME,
    "代表之家": PlaceKind.HOME,
    "home": PlaceKind.HOME,
    "代表联络站": PlaceKind.STATION,
    "联络站": PlaceKind.STATION,
    "代表联络工作站": PlaceKind.STATION,
    "station": PlaceKind.STATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One line as the file has it: text by field, a day where the field is one. `row` as a person counts."""

    row: int
    values: Mapping[str, str]
    from_on: date | None
    cells: tuple[Cell, ...]


class OpenedRoster(Protocol):
    """A roster whose head has been read."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Which header stands for which field."""

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers, in order."""

    @property
    def count(self) -> int:
        """Lines below the header that are not empty."""

    def rows(self) -> Iterator[RosterRow]:
        """Every line in order."""


class RosterReader(Protocol):
    """Opens rosters."""

    def open(self, path: Path, kind: RosterKind) -> OpenedRoster:
        """Read the head of a file. Raises `LedgerUnreadable`."""


class FieldUnusable(Exception):
    """A field of a line cannot be used: which, and the rule it breaks."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(rule)
        self.field, self.rule = field, rule


def deputy_of(row: RosterRow) -> deputies.Register:
    """The command a line of deputies stands for. Raises `FieldUnusable`."""
    if row.from_on is None:
        raise FieldUnusable("from_on", "date-unreadable")
    words = (
        _said(row, "levels").replace("，", "、").replace(",", "、").replace("/", "、").replace("；", "、").split("、")
    )
    names = [word.strip().removesuffix("人大代表").removesuffix("代表").lower() for word in words if word.strip()]
    if not all(name in LEVELS for name in names):
        raise FieldUnusable("levels", "level-unknown")
    constituency = Constituency(_said(row, "constituency"))
    phone, station = row.values.get("phone"), row.values.get("station")
    mandates = (Mandate(level=LEVELS[name], constituency=constituency, from_on=row.from_on) for name in names)
    return deputies.Register(
        person=ActorId(_said(row, "person")),
        name=plain(_said(row, "name"), "name"),
        mandates=tuple(mandates),
        phone=plain(phone, "phone") if phone else None,
        station=OrgCode(station) if station else None,
    )


def place_of(row: RosterRow) -> places.Establish:
    """The command a line of places stands for. Raises `FieldUnusable`."""
    kind = KINDS.get(_said(row, "kind").lower())
    if kind is None:
        raise FieldUnusable("kind", "place-kind-unknown")
    home, address, hours = (row.values.get(name) for name in ("home", "address", "hours"))
    return places.Establish(
        kind=kind,
        code=OrgCode(_said(row, "code")),
        name=PublicName(_said(row, "name")),
        township=OrgCode(_said(row, "township")),
        home=OrgCode(home) if home else None,
        address=PublicText(address) if address else None,
        hours=PublicText(hours) if hours else None,
    )


LONGEST = 120
"""Characters of a field, as over the API."""


def _said(row: RosterRow, field: str) -> str:
    words = row.values.get(field, "")
    if not words:
        raise FieldUnusable(field, "text-missing")
    if len(words) > LONGEST:
        raise FieldUnusable(field, "text-too-long")
    return words
