"""How words are searched for: where and when of a case stand as lexemes beside its words, so that one index answers.

They begin with a mark that no word has: nobody can ask for one by typing it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from psycopg import sql

STATION, QUARTER = "@", "#"
Window = tuple[date, date]
"""The first day of a quarter, and a day in the next."""


def facets(station: str | None, received_on: date | None) -> str:
    """Return what of a case is said beside its words, as the text of a `tsvector`."""
    when = [_quarter(received_on)] if received_on is not None else []
    where = [_station(station)] if station is not None else []
    return " ".join(when + where)


def latest(day: date) -> Window:
    """The quarter of a day as far as that day, and the one before it."""
    return _first(_first(day) - timedelta(days=1)), day


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched for: the words, as a `tsquery`, or None where nothing is left of them; or a case's number."""

    said: str | None
    station: str | None

    def clause(self) -> sql.SQL:
        """The case of this number is looked up first, so that one table's indexes answer the whole question."""
        if self.said is None:
            return sql.SQL(" AND r.number = %(q)s")
        return sql.SQL(
            " AND (w.case_id = (SELECT case_id FROM {lines} WHERE number = %(q)s) OR w.words @@ %(words)s::tsquery)"
        )

    def query(self, window: Window | None = None) -> str | None:
        """The words where they are looked for, as a `tsquery`."""
        if self.said is None:
            return None
        parts = [f"({self.said})"]
        if self.station is not None:
            parts.append(_station(self.station))
        if window is not None:
            parts.append(f"({' | '.join(map(_quarter, window))})")
        return " & ".join(parts)


def _first(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def _quarter(day: date) -> str:
    return f"'{QUARTER}{day.year}q{(day.month + 2) // 3}'"


def _station(code: str) -> str:
    escaped = code.replace("\\", "\\\\").replace("'", "''")
    return f"'{STATION}{escaped}'"
