"""The readers behind the lists of the contact work."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, LiteralString
from uuid import UUID

from psycopg import sql

from application.contact_queries import (
    ActivityFilter,
    ActivityRow,
    DeputyFilter,
    DeputyRow,
    GroupRow,
    PlaceFilter,
    PlaceRow,
    RegulationRow,
    SelectionRow,
)
from domain.contact.duty import Line, Part
from domain.contact.merit import Acts
from domain.shared.identity import ActorId
from infrastructure.postgres.pool import Pool, Row, rows
from infrastructure.views.view import table

MANY = 1_000


class PostgresContactViews:
    """Implements `application.contact_queries.ContactViews`."""

    def __init__(self, pool: Pool, schema: str, zone: tzinfo) -> None:
        self._pool, self._schema, self._zone = pool, schema, zone
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def places(self, wanted: PlaceFilter, *, after: int, limit: int) -> Sequence[PlaceRow]:
        """See the port."""
        query = (
            "SELECT case_id AS id, * FROM {places} WHERE position > %(after)s "
            "AND (%(kind)s::text IS NULL OR kind = %(kind)s) AND (%(stage)s::text IS NULL OR stage = %(stage)s) "
            "AND (%(township)s::text IS NULL OR township = %(township)s) ORDER BY position LIMIT %(limit)s"
        )
        values = {"kind": wanted.kind, "stage": wanted.stage, "township": wanted.township}
        return [PlaceRow(**_plain(r)) for r in self._rows(query, values | {"after": after, "limit": limit})]

    def regulations(self, *, in_force: bool | None) -> Sequence[RegulationRow]:
        """See the port."""
        query = (
            "SELECT case_id AS place, * FROM {places_regulations} "
            "WHERE %(in_force)s::boolean IS NULL OR in_force = %(in_force)s ORDER BY case_id, regulation"
        )
        return [RegulationRow(**_plain(r)) for r in self._rows(query, {"in_force": in_force})]

    def deputies(self, wanted: DeputyFilter, *, after: int, limit: int) -> Sequence[DeputyRow]:
        """See the port."""
        query = (
            "SELECT case_id AS id, * FROM {deputies} WHERE position > %(after)s "
            "AND (%(level)s::text IS NULL OR %(level)s = ANY(levels)) "
            "AND (%(station)s::text IS NULL OR station = %(station)s) "
            "AND (%(person)s::text IS NULL OR person = %(person)s) "
            "AND (%(name)s::text IS NULL OR strpos(name, %(name)s) > 0) ORDER BY position LIMIT %(limit)s"
        )
        values = {"level": wanted.level, "station": wanted.station, "person": wanted.person, "name": wanted.name}
        return [DeputyRow(**_plain(r)) for r in self._rows(query, values | {"after": after, "limit": limit})]

    def called(self, persons: Sequence[str]) -> Mapping[str, str]:
        """See the port."""
        query = "SELECT person, name FROM {deputies} WHERE person = ANY(%(persons)s) AND name IS NOT NULL"
        return {r["person"]: r["name"] for r in self._rows(query, {"persons": list(persons)})} if persons else {}

    def named(self, name: str) -> Sequence[str]:
        """See the port."""
        query = "SELECT person FROM {deputies} WHERE name = %(name)s ORDER BY position"
        return [r["person"] for r in self._rows(query, {"name": name})]

    def groups(self, *, township: str | None, after: int, limit: int) -> Sequence[GroupRow]:
        """See the port."""
        query = (
            "SELECT case_id AS id, * FROM {deputies_groups} WHERE position > %(after)s "
            "AND (%(township)s::text IS NULL OR township = %(township)s) ORDER BY position LIMIT %(limit)s"
        )
        values = {"township": township, "after": after, "limit": limit}
        return [GroupRow(**_plain(r)) for r in self._rows(query, values)]

    def selections(self) -> Sequence[SelectionRow]:
        """See the port."""
        query = "SELECT case_id AS id, * FROM {deputies_selections} ORDER BY year DESC, position DESC LIMIT %(many)s"
        return [SelectionRow(**_plain(r)) for r in self._rows(query, {"many": MANY})]

    def activities(
        self, wanted: ActivityFilter, *, after: tuple[datetime, int] | None, limit: int
    ) -> Sequence[ActivityRow]:
        """See the port."""
        values: dict[str, object] = {
            "kind": wanted.kind,
            "place": wanted.place,
            "stage": wanted.stage,
            "person": wanted.person,
            "from": self._morning(wanted.starts_from),
            "to": self._morning(wanted.starts_to, days=1),
            "at": after[0] if after else None,
            "position": after[1] if after else None,
            "limit": limit,
        }
        return self._activities(_WANTED + "ORDER BY a.starts_at DESC, a.position DESC LIMIT %(limit)s", values)

    def _morning(self, day: date | None, days: int = 0) -> datetime | None:
        return datetime.combine(day, time(), self._zone) + timedelta(days=days) if day is not None else None

    def coming(self, place: str, since: datetime) -> Sequence[ActivityRow]:
        """See the port."""
        query = (
            "WHERE a.place = %(place)s AND a.ends_at >= %(since)s AND a.stage IN ('planned', 'announced', 'opened') "
            "ORDER BY a.starts_at, a.position LIMIT %(many)s"
        )
        return self._activities(query, {"place": place, "since": since, "many": MANY})

    def brought_to(self, activity: UUID) -> Sequence[UUID]:
        """See the port."""
        query = "SELECT case_id FROM {activities_cases} WHERE activity = %(activity)s ORDER BY recorded_at, case_id"
        return [row["case_id"] for row in self._rows(query, {"activity": str(activity)})]

    def duty(self, person: str, at: datetime) -> Sequence[Line]:
        """See the port."""
        query = (
            "SELECT * FROM {duty_record} WHERE person = %(person)s AND since <= %(at)s "
            "AND (until IS NULL OR until > %(at)s) ORDER BY day, position"
        )
        return [_line(r) for r in self._rows(query, {"person": person, "at": at})]

    def acts(self, year: int) -> tuple[Acts, datetime | None]:
        """See the port."""
        query = (
            "SELECT person, act, count(*) AS n, max(since) AS since FROM {duty_record} WHERE until IS NULL "
            "AND extract(year FROM day) = %(year)s GROUP BY person, act ORDER BY person, act"
        )
        found: dict[ActorId, dict[str, int]] = {}
        counted = self._rows(query, {"year": year})
        for row in counted:
            found.setdefault(ActorId(row["person"]), {})[row["act"]] = row["n"]
        return found, max((row["since"].astimezone(self._zone) for row in counted), default=None)

    def _activities(self, where: LiteralString, values: dict[str, object]) -> Sequence[ActivityRow]:
        return [ActivityRow(**_plain(r)) for r in self._rows(_ACTIVITIES + where, values)]

    def _rows(self, query: LiteralString, values: dict[str, Any]) -> list[Row]:
        names = {r["view"]: r["edition"] for r in rows(self._pool, self._editions())}
        tables = {
            name: table(self._schema, name, names[view])
            for view, held in _TABLES.items()
            for name in held
            if view in names
        }
        return rows(self._pool, sql.SQL(query).format(**tables), values)

    def _editions(self) -> sql.Composed:
        return sql.SQL("SELECT view, edition FROM {} WHERE current").format(self._tracking)


_ACTIVITIES: LiteralString = (
    "SELECT a.case_id AS id, a.*, (SELECT count(*) FROM {activities_cases} c WHERE c.activity = a.case_id::text) "
    "AS suggestions FROM {activities} a "
)
_TABLES = {
    "places": ("places", "places_regulations"),
    "deputies": ("deputies", "deputies_groups", "deputies_selections"),
    "activities": ("activities", "activities_cases"),
    "duty_record": ("duty_record",),
}
_WANTED: LiteralString = (
    "WHERE (%(kind)s::text IS NULL OR a.kind = %(kind)s) AND (%(place)s::text IS NULL OR a.place = %(place)s) "
    "AND (%(stage)s::text IS NULL OR a.stage = %(stage)s) "
    "AND (%(person)s::text IS NULL OR %(person)s = ANY(a.hosts || a.checked_in || a.attendees)) "
    "AND (%(from)s::timestamptz IS NULL OR a.starts_at >= %(from)s) "
    "AND (%(to)s::timestamptz IS NULL OR a.starts_at < %(to)s) "
    "AND (%(at)s::timestamptz IS NULL OR (a.starts_at, a.position) < (%(at)s, %(position)s)) "
)


def _plain(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "case_id"}


def _line(row: Row) -> Line:
    return Line(
        person=ActorId(row["person"]),
        part=Part(row["part"]),
        act=row["act"],
        on=row["day"],
        position=row["position"],
        stream=row["case_id"],
        what=row["what"],
        since=row["since"],
        until=row["until"],
    )
