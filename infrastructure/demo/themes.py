"""Reads the demo's matter from its file."""

import tomllib
from pathlib import Path

from application.demo.themes import Matter, Theme

FILE = Path(__file__).parent / "themes.toml"


def load_matter(file: Path = FILE) -> Matter:
    """Read the themes, names and phrases. Raises `KeyError` for a file of another form."""
    doc = tomllib.loads(file.read_text(encoding="utf-8"))
    return Matter(
        themes=tuple(_theme(one) for one in doc["theme"]),
        units=doc["units"],
        townships=tuple(doc["townships"]["list"]),
        places=tuple(doc["places"]["estates"] + doc["places"]["villages"]),
        roads=tuple(doc["places"]["roads"]),
        surnames=tuple(doc["names"]["surnames"]),
        given=tuple(doc["names"]["given"]),
        phrases=doc["phrases"],
    )


def _theme(one: dict[str, list[str]]) -> Theme:
    told = {name: tuple(one[name]) for name in ("co", "says", "solved", "planned", "explained", "cannot")}
    return Theme(
        code=str(one["code"]),
        name=str(one["name"]),
        lead=str(one["lead"]),
        weight=int(str(one["weight"])),
        peak=frozenset(int(month) for month in one["peak"]),
        **told,
    )
