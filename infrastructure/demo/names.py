"""What the demo district's units, townships, stations and categories are called."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from application.codebook import CodeEntry, CodeList
from application.demo.district import STATIONS, TOWNSHIPS
from application.demo.themes import Matter
from infrastructure.demo.themes import load_matter

ENGLISH = Path(__file__).parent / "english.toml"
ORDINALS = "一二三四五六七八九"


def district_names() -> list[CodeEntry]:
    """Every entry of the demo district. Raises `KeyError` for files of another form."""
    matter = load_matter()
    english = tomllib.loads(ENGLISH.read_text(encoding="utf-8"))
    return [
        *_units(matter, english),
        *_townships(matter, english),
        *_stations(matter, english),
        *_matters(matter, english),
    ]


def _units(matter: Matter, english: dict[str, Any]) -> Iterator[CodeEntry]:
    for place, (code, name) in enumerate(sorted(matter.units.items())):
        kind = english["kinds"].get(code, "department")
        yield CodeEntry(
            list=CodeList.UNIT, code=code, name_zh=name, name_en=english["units"][code], kind=kind, place=place
        )


def _townships(matter: Matter, english: dict[str, Any]) -> Iterator[CodeEntry]:
    for n, (zh, en) in enumerate(zip(matter.townships, english["townships"]["list"], strict=True), start=1):
        yield CodeEntry(list=CodeList.UNIT, code=f"T-{n:02}", name_zh=zh, name_en=en, kind="township", place=100 + n)


def _stations(matter: Matter, english: dict[str, Any]) -> Iterator[CodeEntry]:
    for n in range(1, STATIONS + 1):
        township, nth = (n - 1) % TOWNSHIPS, (n - 1) // TOWNSHIPS
        zh, en = matter.townships[township], english["townships"]["list"][township]
        yield CodeEntry(
            list=CodeList.STATION,
            code=f"S-{n:02}",
            name_zh=f"{zh}中心联络站" if nth == 0 else f"{zh}第{ORDINALS[nth - 1]}联络站",
            name_en=f"{en} Central Station" if nth == 0 else f"{en} Station {nth}",
            kind="central" if nth == 0 else "constituency",
            within=f"T-{township + 1:02}",
            place=n,
        )


def _matters(matter: Matter, english: dict[str, Any]) -> Iterator[CodeEntry]:
    for place, (theme, en) in enumerate(zip(matter.themes, english["categories"]["list"], strict=True)):
        yield CodeEntry(
            list=CodeList.CATEGORY, code=theme.code, name_zh=theme.name, name_en=en, kind="matter", place=place
        )
