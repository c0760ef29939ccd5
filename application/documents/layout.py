"""What an official document is made of (GB/T 9704-2012): paragraphs by their place in the form, and tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Place(StrEnum):
    """Where in the form a paragraph stands."""

    ORGAN = "organ"
    """发文机关标志: the organ in red, above the line."""
    NUMBER = "number"
    """发文字号, with the red line under it."""
    TITLE = "title"
    ADDRESSEE = "addressee"
    """主送机关: flush left, with a colon."""
    BODY = "body"
    HEADING = "heading"
    """一、 in 黑体, a paragraph of its own."""
    SIGNATURE = "signature"
    """发文机关署名."""
    DATE = "date"
    """成文日期, four characters from the right."""
    ANNEX = "annex"
    """附件 with its number: begins a page."""
    SUBTITLE = "subtitle"
    CODE = "code"
    """A number to be read aloud, large and spaced."""
    NOTE = "note"
    """附注, in 4号."""


class Face(StrEnum):
    """Which typeface a run is set in, where it is not its paragraph's own."""

    SECOND = "second"
    """（一）in 楷体."""


class Paper(StrEnum):
    """On what it is printed."""

    A4 = "A4"
    A5 = "A5"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words. `figure` names the figure it prints, so that a page can open the list behind it."""

    text: str
    face: Face | None = None
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    place: Place
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings that are repeated on every page. Widths are in millimetres."""

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document. `drawn_at` stands in the file's properties in place of the clock: same document, same bytes."""

    title: str
    author: str
    drawn_at: datetime
    blocks: tuple[Block, ...]
    paper: Paper = Paper.A4

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs, without the tables."""
        return (block for block in self.blocks if isinstance(block, Paragraph))


class Typesetter(Protocol):
    """Sets documents."""

    def typeset(self, document: Document) -> bytes:
        """The document as .docx; the same document gives the same bytes."""


def paragraph(place: Place, *parts: str | Run) -> Paragraph:
    """A paragraph of words and runs."""
    return Paragraph(place, tuple(Run(part) if isinstance(part, str) else part for part in parts))


def second(text: str) -> Run:
    """A second-level heading （一） that its paragraph runs on from."""
    return Run(text, face=Face.SECOND)
