"""One question to the register, as SQL: the asker's reach, the filter, and a keyset page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from psycopg import sql

from application.queries import RegisterFilter, RegisterRow
from domain.policies.working_days import Calendar, YearUnknown
from domain.shared.people import OFFICE, Actor
from domain.suggestion.authority import REACH, Reach
from infrastructure.postgres.pool import Row
from infrastructure.views.bigrams import query as words_query
from infrastructure.views.searching import RECENT, Window, Words, latest

AT_WORK = ("transferred", "handling")
OVERDUE = sql.SQL("(due_at < %(now)s OR (due_at IS NULL AND due_on < %(today)s))")
Values = dict[str, object]
Key = tuple[str, int]
"""Where a page begins: the sort key of the line before it, and its position."""

_KEYS = {
    "received_on": sql.SQL("r.received_on"),
    "due_on": sql.SQL("coalesce(r.due_on, 'infinity'::date)"),
}
_EQUAL = ("stage", "station", "category", "track", "supervision")
_COUNTED = {
    "station": {"stage", "station"},
    "category": {"stage", "category"},
    "track": {"stage", "track", "supervision"},
}
"""The columns of each kind of the register's counts."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of the register's edition in use."""

    lines: sql.Identifier
    words: sql.Identifier
    counts: sql.Identifier


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be paged and counted."""

    where: sql.Composed
    values: Values
    columns: frozenset[str] | None
    """All it asks about, where those are columns that lines are counted by."""
    words: Words | None = None
    """What a line must say or be called."""

    def page(
        self, tables: Tables, *, sort: str, after: Key | None, limit: int, window: Window | None = None
    ) -> tuple[sql.Composed, Values]:
        """The statement of one page and its values; within a window of days where one is given."""
        key, down = _KEYS[sort.removeprefix("-")], sort.startswith("-")
        order, compare = (sql.SQL("DESC"), sql.SQL("<")) if down else (sql.SQL("ASC"), sql.SQL(">"))
        where, values = self._all(tables), {**self.values, "limit": limit}
        if window is not None and self.words is not None:
            where += sql.SQL(" AND r.received_on >= %(window_from)s AND r.received_on <= %(window_to)s")
            values |= {"words": self.words.query(window), "window_from": window[0], "window_to": window[1]}
        if after is not None:
            where += sql.SQL(" AND ({}, r.position) {} (%(key)s::date, %(position)s)").format(key, compare)
            values |= {"key": after[0], "position": after[1]}
        statement = sql.SQL(
            "SELECT r.*, w.title, ({key})::text AS sort_key FROM {lines} r JOIN {words} w USING (case_id) "
            "WHERE {where} ORDER BY {key} {order}, r.position {order} LIMIT %(limit)s"
        ).format(key=key, lines=tables.lines, words=tables.words, where=where, order=order)
        return statement, values

    def counted(self, tables: Tables) -> tuple[sql.Composed, Values]:
        """The statement that counts all lines, and its values."""
        by = None if self.columns is None else next((by for by, has in _COUNTED.items() if self.columns <= has), None)
        if by is not None:
            summed = sql.SQL("SELECT coalesce(sum(n), 0)::bigint AS n FROM {} r WHERE by = %(by)s AND {}")
            return summed.format(tables.counts, self.where), {**self.values, "by": by}
        joined = sql.SQL("JOIN {} w USING (case_id)").format(tables.words) if self.words else sql.SQL("")
        statement = sql.SQL("SELECT count(*) AS n FROM {} r {} WHERE {}")
        return statement.format(tables.lines, joined, self._all(tables)), self.values

    def _all(self, tables: Tables) -> sql.Composed:
        return self.where + self.words.clause().format(lines=tables.lines) if self.words else self.where

    def recent(self, sort: str, after: Key | None, today: date) -> Window | None:
        """Days in which a page of words is looked for first: those it begins with are many, and the newest are few.

        None where few are expected anyway: of several words together, at a station.
        """
        words = self.words
        if words is None or words.said is None or sort != "-received_on" or words.station is not None or words.several:
            return None
        try:
            last = date.fromisoformat(after[0]) if after is not None else today
            asked = self.values.get("received_to")
            return latest(min(last, asked) if isinstance(asked, date) else last, RECENT)
        except ValueError:  # a page may begin at what is no day, such as infinity
            return None


def page_query(actor: Actor, wanted: RegisterFilter, *, now: datetime) -> Asked:
    """Put a filter and the asker's reach into SQL. The reach comes from the authority table."""
    values: Values = {"org": actor.org, "actor": actor.id, "now": now, "today": now.date(), "work": list(AT_WORK)}
    reach, columns = _reach(actor)
    parts: list[sql.Composable] = [reach]
    asked = {name: said for name in (*_EQUAL, *_CLAUSES) if (said := getattr(wanted, name)) is not None}
    for name, said in asked.items():
        equal = sql.SQL("r.{} = {}").format(sql.Identifier(name), sql.Placeholder(name))
        parts.append(_CLAUSES.get(name, equal))
        values[name] = list(said) if isinstance(said, tuple) else said
    if wanted.overdue is not None:
        parts.append(_LATE if wanted.overdue else sql.SQL("NOT coalesce({}, false)").format(_LATE))
    words = _words(actor, wanted, values) if wanted.q is not None and wanted.q.strip() else None
    if words is not None or wanted.overdue is not None:
        columns = None
    return Asked(sql.SQL(" AND ").join(parts), values, _about(asked, columns), words)


def _about(asked: Iterable[str], columns: set[str] | None) -> frozenset[str] | None:
    """The columns a question asks about, its asker's reach included; None if it asks about anything else."""
    names = {"stage" if name == "stages" else name for name in asked}
    return None if columns is None or not names <= set(_EQUAL) else frozenset(names | columns)


_CLAUSES = {
    "stages": sql.SQL("r.stage = ANY(%(stages)s)"),
    "unit": sql.SQL("r.ever_units @> ARRAY[%(unit)s]::text[]"),
    "due_before": sql.SQL("coalesce(r.due_on, 'infinity'::date) < %(due_before)s"),
    "received_from": sql.SQL("r.received_on >= %(received_from)s"),
    "received_to": sql.SQL("r.received_on <= %(received_to)s"),
    "among": sql.SQL("r.case_id = ANY(%(among)s)"),
}
_LATE = sql.SQL("(r.stage = ANY(%(work)s) AND coalesce(r.due_on, 'infinity'::date) <= %(today)s AND {})").format(
    OVERDUE
)
"""Whatever is late by the hour has its last day today at the latest: so much can be seen in the index."""


def _reach(actor: Actor) -> tuple[sql.SQL, set[str] | None]:
    """The lines an actor sees, and the columns this asks about, where lines are counted by those."""
    match REACH[actor.role]:
        case Reach.ALL:
            return sql.SQL("true"), set()
        case Reach.STATION:
            return (sql.SQL("true"), set()) if actor.org == OFFICE else (sql.SQL("r.station = %(org)s"), {"station"})
        case Reach.HANDLED:
            return sql.SQL("r.ever_units @> ARRAY[%(org)s]::text[]"), None
        case Reach.BROUGHT:
            return sql.SQL("(r.deputy = %(actor)s OR r.registrar = %(actor)s)"), None
        case _:
            return sql.SQL("false"), None


def _words(actor: Actor, wanted: RegisterFilter, values: Values) -> Words:
    q = (wanted.q or "").strip()
    own = actor.org if REACH[actor.role] is Reach.STATION and actor.org != OFFICE else None
    words = Words(words_query(q), wanted.station or own)
    values |= {"q": q, "words": words.query()}
    return words


def to_line(row: Row, now: datetime, calendar: Calendar) -> RegisterRow:
    """Return one line as it reads now: what is overdue is a question, never a stored fact."""
    waiting = row["stage"] in AT_WORK and row["due_on"] is not None
    late = waiting and (row["due_at"] < now if row["due_at"] is not None else row["due_on"] < now.date())
    return RegisterRow(
        id=row["case_id"],
        case_number=row["number"],
        title=row["title"],
        stage=row["stage"],
        category=row["category"],
        station=row["station"],
        units=tuple(row["units"]),
        track=row["track"],
        urgency=row["urgency"],
        received_on=row["received_on"],
        due_on=row["due_on"],
        provisional=row["provisional"],
        days_left=_days_left(row, now, calendar) if waiting else None,
        overdue=late,
        supervision=row["supervision"],
        outcome=row["outcome"],
        result=row["result"],
        closed_on=row["closed_on"],
        version=row["version"],
    )


def _days_left(row: Row, now: datetime, calendar: Calendar) -> int | None:
    try:
        return calendar.working_days_between(now.date(), row["due_on"])
    except YearUnknown:
        return None
