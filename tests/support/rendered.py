"""Documents rendered by LibreOffice, and measured from the PDF by poppler: nothing of the service takes part."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

NEEDED = ("soffice", "pdftotext")
POINT = 25.4 / 72
"""Millimetres in a point."""
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Line:
    """A printed line, in millimetres from the upper left corner."""

    left: float
    right: float
    top: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Page:
    """A printed page."""

    width: float
    height: float
    words: tuple[Line, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Words of the same height put together, top to bottom."""
        rows: dict[int, list[Line]] = {}
        for word in self.words:
            row = next((key for key in rows if abs(key - word.middle * 10) < 15), round(word.middle * 10))
            rows.setdefault(row, []).append(word)
        return tuple(_joined(sorted(found, key=lambda w: w.left)) for _, found in sorted(rows.items()))

    @property
    def number(self) -> Line:
        """The page number: the last line."""
        return self.lines[-1]

    @property
    def body(self) -> tuple[Line, ...]:
        """Every line but the page number."""
        return self.lines[:-1]


def _joined(words: Sequence[Line]) -> Line:
    tops, bottoms = min(w.top for w in words), max(w.bottom for w in words)
    return Line(words[0].left, max(w.right for w in words), tops, bottoms, "".join(w.text for w in words))


def rendered(folder: Path, documents: dict[str, bytes]) -> dict[str, tuple[Page, ...]]:
    """The pages of each document, all rendered in one go. Fails where a program is missing: nothing was measured."""
    for program in NEEDED:
        assert shutil.which(program), f"{program} is missing: apt-get install the packages that .ci/run names"
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [f"{name}.docx" for name in documents]
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", *files],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {name: pages(folder / f"{name}.pdf") for name in documents}


def pages(pdf: Path) -> tuple[Page, ...]:
    """The pages of a PDF, word by word."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for width, height, content in _PAGE.findall(told):
        words = tuple(
            Line(float(x0) * POINT, float(x1) * POINT, float(y0) * POINT, float(y1) * POINT, unescape(text))
            for x0, y0, x1, y1, text in _WORD.findall(content)
        )
        found.append(Page(float(width) * POINT, float(height) * POINT, words))
    return tuple(found)
