"""Chinese text cut into overlapping pairs, so that a word of two characters is found without a dictionary."""

import re
import unicodedata
from collections.abc import Iterator

_RUNS = re.compile(r"([㐀-鿿\U00020000-\U0003ffff]+)|([0-9a-z]+)")
LAST_POSITION = 16_383
"""PostgreSQL keeps no higher position in a tsvector."""
MOST_POSITIONS = 256
"""PostgreSQL keeps no more positions of one lexeme."""


def lexemes(text: str) -> list[str]:
    """Return the pairs of each Chinese run (its last character alone at the end) and the words of other letters."""
    return [lexeme for run in _runs(text) for lexeme in _pairs(run, with_last=True)]


def vector(text: str) -> str:
    """Return the text of a `tsvector`: each lexeme with its places."""
    places: dict[str, list[int]] = {}
    for place, lexeme in enumerate(lexemes(text), start=1):
        found = places.setdefault(lexeme, [])
        if place <= LAST_POSITION and len(found) < MOST_POSITIONS:
            found.append(place)
    return " ".join(f"'{lexeme}':{','.join(map(str, at))}" if at else f"'{lexeme}'" for lexeme, at in places.items())


def query(text: str) -> str | None:
    """Return the text of a `tsquery`: every run must occur, its pairs side by side; None if nothing is left."""
    runs = [_run_query(run) for run in _runs(text)]
    return " & ".join(f"({run})" for run in runs) or None


def _runs(text: str) -> Iterator[str]:
    for match in _RUNS.finditer(unicodedata.normalize("NFKC", text).lower()):
        yield match.group()


def _is_chinese(run: str) -> bool:
    return not run[0].isascii()


def _pairs(run: str, *, with_last: bool) -> list[str]:
    if not _is_chinese(run):
        return [run]
    pairs = [run[i : i + 2] for i in range(len(run) - 1)]
    return [*pairs, run[-1]] if with_last or not pairs else pairs


def _run_query(run: str) -> str:
    pairs = _pairs(run, with_last=False)
    if len(run) == 1 or not _is_chinese(run):
        return f"'{run}':*"
    return " <-> ".join(f"'{pair}'" for pair in pairs)
