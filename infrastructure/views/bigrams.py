"""Chinese text cut into overlapping pairs, so that a word of two characters is found without a dictionary."""

import re
import unicodedata
from operator import add

_RUNS = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]+|[0-9a-z]+")
LAST_POSITION = 16_383
"""PostgreSQL keeps no higher position in a tsvector."""
MOST_POSITIONS = 256
"""PostgreSQL keeps no more positions of one lexeme."""
LONGEST_WORD = 2_046
"""PostgreSQL takes no lexeme of more bytes."""
LONG = 200_000
"""Characters of all lexemes together above which they might be more than the megabyte that PostgreSQL takes."""
MOST_BYTES = 700_000
"""Bytes of the different lexemes of one text: with their places they stay below the limit."""


def lexemes(text: str) -> list[str]:
    """Return the pairs of each Chinese run (its last character alone at the end) and the words of other letters."""
    found: list[str] = []
    for run in _runs(text):
        found += _pairs(run, with_last=True)
    return found


def vector(text: str) -> str:
    """Return the text of a `tsvector`: each lexeme with its place. PostgreSQL puts together those that are the same."""
    found = lexemes(text)
    if sum(map(len, found)) > LONG:
        return _merged(found)
    told = [f"'{lexeme}':{place}" for place, lexeme in enumerate(found[:LAST_POSITION], start=1)]
    return " ".join(told + [f"'{lexeme}'" for lexeme in found[LAST_POSITION:]])


def _merged(found: list[str]) -> str:
    """The same of a very long text: what is said again is put together here, and what comes last may be left out."""
    places: dict[str, list[int]] = {}
    size = 0
    for place, lexeme in enumerate(found, start=1):
        if lexeme not in places:
            size += len(lexeme.encode())
            if size > MOST_BYTES:
                break
        known = places.setdefault(lexeme, [])
        if place <= LAST_POSITION and len(known) < MOST_POSITIONS:
            known.append(place)
    return " ".join(f"'{lexeme}':{','.join(map(str, at))}" if at else f"'{lexeme}'" for lexeme, at in places.items())


def query(text: str) -> str | None:
    """Return the text of a `tsquery`: every run must occur, its pairs side by side; None if nothing is left."""
    runs = [_run_query(run) for run in _runs(text)]
    return " & ".join(f"({run})" for run in runs) or None


def _runs(text: str) -> list[str]:
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


def _is_chinese(run: str) -> bool:
    return not run[0].isascii()


def _pairs(run: str, *, with_last: bool) -> list[str]:
    if not _is_chinese(run):
        return [run[:LONGEST_WORD]]
    pairs = list(map(add, run, run[1:]))
    return [*pairs, run[-1]] if with_last or not pairs else pairs


def _run_query(run: str) -> str:
    pairs = _pairs(run, with_last=False)
    if len(run) == 1 or not _is_chinese(run):
        return f"'{pairs[0]}':*"
    return " <-> ".join(f"'{pair}'" for pair in pairs)
