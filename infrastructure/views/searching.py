"""How words are searched for: where and when of a case stand as lexemes beside its words, so that one index answers.

They begin with a mark that no word has: nobody can ask for one by typing it.
"""

from dataclasses import dataclass
from datetime import date

from psycopg import sql

STATION, MONTH = "@", "#"
RECENT = 2
"""Months, the latest, in which the page of a long list is looked for before all of them are."""
Window = tuple[date, date]
"""From the first day of a month to a day of the same or a later month."""


def facets(station: str | None, received_on: date | None) -> str:
    """Return what of a case is said beside its words, as the text of a `tsvector`."""
    when = [_month(received_on)] if received_on is not None else []
    where = [_station(station)] if station is not None else []
    return " ".join(when + where)


def latest(day: date, months: int) -> Window:
    """So many months, the last of them that of a day, as far as that day."""
    return _before(day, months - 1), day


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

    @property
    def several(self) -> bool:
        """Whether it is more than one word; a case number is two."""
        return self.said is not None and " & " in self.said

    def query(self, window: Window | None = None) -> str | None:
        """The words where they are looked for, as a `tsquery`."""
        if self.said is None:
            return None
        parts = [f"({self.said})"]
        if self.station is not None:
            parts.append(_station(self.station))
        if window is not None:
            first, last = window
            months = (last.year - first.year) * 12 + last.month - first.month + 1
            parts.append(f"({' | '.join(_month(_before(last, n)) for n in range(months))})")
        return " & ".join(parts)


def _before(day: date, months: int) -> date:
    """The first day of the month so many months before that of a day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)


def _month(day: date) -> str:
    return f"'{MONTH}{day:%Y-%m}'"


def _station(code: str) -> str:
    escaped = code.replace("\\", "\\\\").replace("'", "''")
    return f"'{STATION}{escaped}'"
