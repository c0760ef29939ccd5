"""A QR code as the shape of an SVG path: the page draws it itself, with nothing inserted unescaped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import segno

BORDER = 4
"""Modules of quiet around it (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The side in modules, and the path of the dark ones."""

    side: int
    path: str


def drawn(text: str) -> Drawn:
    """A QR code that survives a fold: medium error correction."""
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=BORDER)]
    return Drawn(len(rows), "".join(run for y, row in enumerate(rows) for run in _runs(row, y)))


def _runs(row: Sequence[int], y: int) -> Iterator[str]:
    """The dark runs of a row, each as a rectangle."""
    x = 0
    for dark, same in groupby(row):
        length = len(list(same))
        if dark:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length
