"""One question to the register, as SQL: the asker's reach, the filter, and a keyset page."""

from dataclasses import dataclass
from datetime import datetime

from psycopg import sql

from application.queries import RegisterFilter, RegisterRow
from domain.policies.working_days import Calendar, YearUnknown
from domain.shared.people import OFFICE, Actor
from domain.suggestion.authority import REACH, Reach
from infrastructure.postgres.pool import Row
from infrastructure.views.bigrams import query as words_query

AT_WORK = ("transferred", "handling")
OVERDUE = sql.SQL("(due_at < %(now)s OR (due_at IS NULL AND due_on < %(today)s))")
Values = dict[str, object]

_KEYS = {
    "received_on": sql.SQL("r.received_on"),
    "due_on": sql.SQL("coalesce(r.due_on, 'infinity'::date)"),
}
_EQUAL = {
    "stage": "stage",
    "station": "station",
    "category": "category",
    "track": "track",
    "supervision": "supervision",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be paged and counted."""

    where: sql.Composed
    values: Values

    def page(
        self,
        lines: sql.Identifier,
        words: sql.Identifier,
        *,
        sort: str,
        after: tuple[str, int] | None,
        limit: int,
    ) -> tuple[sql.Composed, Values]:
        """The statement of one page and its values."""
        key, down = _KEYS[sort.removeprefix("-")], sort.startswith("-")
        order, compare = (sql.SQL("DESC"), sql.SQL("<")) if down else (sql.SQL("ASC"), sql.SQL(">"))
        where, values = self.where, {**self.values, "limit": limit}
        if after is not None:
            where += sql.SQL(" AND ({}, r.position) {} (%(key)s::date, %(position)s)").format(key, compare)
            values |= {"key": after[0], "position": after[1]}
        statement = sql.SQL(
            "SELECT r.*, w.title, ({key})::text AS sort_key FROM {lines} r JOIN {words} w USING (case_id) "
            "WHERE {where} ORDER BY {key} {order}, r.position {order} LIMIT %(limit)s"
        ).format(key=key, lines=lines, words=words, where=where, order=order)
        return statement, values

    def counted(self, lines: sql.Identifier, words: sql.Identifier) -> tuple[sql.Composed, Values]:
        """The statement that counts all lines, and its values."""
        statement = sql.SQL("SELECT count(*) AS n FROM {} r JOIN {} w USING (case_id) WHERE {}")
        return statement.format(lines, words, self.where), self.values


def page_query(actor: Actor, wanted: RegisterFilter, *, now: datetime) -> Asked:
    """Put a filter and the asker's reach into SQL. The reach comes from the authority table."""
    values: Values = {"org": actor.org, "actor": actor.id, "now": now, "today": now.date(), "work": list(AT_WORK)}
    parts: list[sql.Composable] = [_reach(actor)]
    for name, column in _EQUAL.items():
        if getattr(wanted, name) is not None:
            parts.append(sql.SQL("r.{} = {}").format(sql.Identifier(column), sql.Placeholder(name)))
            values[name] = getattr(wanted, name)
    for name, clause in _CLAUSES.items():
        if getattr(wanted, name) is not None:
            parts.append(clause)
            said = getattr(wanted, name)
            values[name] = list(said) if isinstance(said, tuple) else said
    if wanted.overdue is not None:
        late = sql.SQL("(r.stage = ANY(%(work)s) AND {})").format(OVERDUE)
        parts.append(late if wanted.overdue else sql.SQL("NOT coalesce({}, false)").format(late))
    if wanted.q is not None and wanted.q.strip():
        parts.append(_found(wanted.q.strip(), values))
    return Asked(sql.SQL(" AND ").join(parts), values)


_CLAUSES = {
    "stages": sql.SQL("r.stage = ANY(%(stages)s)"),
    "unit": sql.SQL("r.ever_units @> ARRAY[%(unit)s]::text[]"),
    "due_before": sql.SQL("r.due_on < %(due_before)s"),
    "received_from": sql.SQL("r.received_on >= %(received_from)s"),
    "received_to": sql.SQL("r.received_on <= %(received_to)s"),
    "among": sql.SQL("r.case_id = ANY(%(among)s)"),
}


def _reach(actor: Actor) -> sql.SQL:
    match REACH[actor.role]:
        case Reach.ALL:
            return sql.SQL("true")
        case Reach.STATION:
            return sql.SQL("true") if actor.org == OFFICE else sql.SQL("r.station = %(org)s")
        case Reach.HANDLED:
            return sql.SQL("r.ever_units @> ARRAY[%(org)s]::text[]")
        case Reach.BROUGHT:
            return sql.SQL("(r.deputy = %(actor)s OR r.registrar = %(actor)s)")
        case _:
            return sql.SQL("false")


def _found(q: str, values: Values) -> sql.SQL:
    values["q"] = q
    values["words"] = words_query(q)
    if values["words"] is None:
        return sql.SQL("r.number = %(q)s")
    return sql.SQL("(r.number = %(q)s OR w.words @@ %(words)s::tsquery)")


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
