"""The readers behind the desk's pages."""

from collections.abc import Sequence
from datetime import date, datetime

from psycopg import sql

from application.desk_lists import DeputyCount, OwedRow, PublicFilter, PublicRow, SimilarRow, StationRow
from application.queries import RegisterFilter
from domain.shared.people import Actor
from domain.suggestion.lifecycle import AFTER, OPEN
from infrastructure.postgres.pool import Pool, Row, rows
from infrastructure.views.bigrams import lexemes
from infrastructure.views.register_query import page_query
from infrastructure.views.view import table

MOST_PAIRS = 60
"""Pairs of characters of a text that similar cases are looked for by."""
ALIKE = 0.15
"""The share of what a text's pairs weigh that a similar case has too, at least."""
LOOKED_AT = 1_000
"""Open cases that are compared, the latest."""
GROUPS = {
    "category": sql.SQL("category"),
    "outcome": sql.SQL("outcome"),
    "year": sql.SQL("extract(year FROM received_on)::int::text"),
}
OWED = (
    "SELECT r.case_id AS id, r.number AS case_number, w.title, r.station, d.answered_on, d.attempts, d.tried_on, "
    "d.delivered_on, r.version FROM {lines} r JOIN {words} w USING (case_id) JOIN {owed} d USING (case_id) "
    "WHERE {reach} AND r.stage = ANY(%(after)s) AND d.judged_on IS NULL AND {which} "
    "ORDER BY d.answered_on, r.position LIMIT %(limit)s"
)
SIMILAR = """
WITH near AS (
    SELECT r.case_id AS id, r.number AS case_number, w.title, r.stage, r.received_on,
        ARRAY(SELECT pair FROM unnest(tsvector_to_array(w.words)) AS pair WHERE pair = ANY(%(pairs)s)) AS own
    FROM (SELECT * FROM {lines} r WHERE {reach} AND r.stage = ANY(%(open)s) ORDER BY r.position DESC LIMIT %(looked)s) r
    JOIN {words} w USING (case_id) WHERE w.words @@ %(any)s::tsquery),
weights AS (
    SELECT pair, ln(1 + (SELECT count(*) FROM near)::float / count(*)) AS weight
    FROM near CROSS JOIN unnest(own) AS pair GROUP BY pair),
judged AS (
    SELECT near.*, (SELECT sum(weight) FROM weights WHERE pair = ANY(own)) / (SELECT sum(weight) FROM weights) AS shared
    FROM near)
SELECT id, case_number, title, stage, received_on, shared FROM judged
WHERE shared >= %(alike)s AND cardinality(own) > 1 ORDER BY shared DESC, case_number DESC LIMIT %(limit)s
"""
"""A pair that few of the cases have says more than one that many have."""


class PostgresDeskLists:
    """Implements `application.desk_lists.DeskLists`."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool, self._schema = pool, schema
        self._tracking = sql.Identifier(f"{schema}_views", "tracking")

    def undelivered(self, actor: Actor, now: datetime, limit: int) -> Sequence[OwedRow]:
        """See the port."""
        return self._owed(actor, now, limit, sql.SQL("d.delivered_on IS NULL"))

    def unjudged(self, actor: Actor, now: datetime, limit: int) -> Sequence[OwedRow]:
        """See the port."""
        return self._owed(actor, now, limit, sql.SQL("d.delivered_on IS NOT NULL"))

    def similar(self, actor: Actor, text: str, now: datetime, limit: int) -> Sequence[SimilarRow]:
        """See the port."""
        pairs = [pair for pair in dict.fromkeys(lexemes(text)) if len(pair) > 1][:MOST_PAIRS]
        if not pairs:
            return []
        asked = page_query(actor, RegisterFilter(), now=now)
        values: dict[str, object] = {
            "pairs": pairs,
            "any": " | ".join(f"'{pair}'" for pair in pairs),
            "open": sorted(OPEN),
            "looked": LOOKED_AT,
            "alike": ALIKE,
            "limit": limit,
        }
        query = sql.SQL(SIMILAR).format(**self._tables(), reach=asked.where)
        return [SimilarRow(**row) for row in rows(self._pool, query, asked.values | values)]

    def stations(self) -> Sequence[StationRow]:
        """See the port."""
        query = sql.SQL(
            "SELECT station AS code, sum(n)::bigint AS cases FROM {} WHERE by = 'station' AND station IS NOT NULL "
            "GROUP BY 1 ORDER BY 1"
        ).format(self._table("register", "register_counts"))
        return [StationRow(**row) for row in rows(self._pool, query)]

    def deputies_of(self, actor: Actor, day: date, now: datetime) -> Sequence[DeputyCount]:
        """See the port."""
        asked = page_query(actor, RegisterFilter(received_from=day, received_to=day), now=now)
        query = sql.SQL(
            "SELECT r.deputy, count(*) AS cases FROM {lines} r JOIN {words} w USING (case_id) "
            "WHERE {reach} AND r.deputy IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        ).format(**self._tables(), reach=asked.where)
        return [DeputyCount(**row) for row in rows(self._pool, query, asked.values)]

    def published(self, wanted: PublicFilter, before: int | None, limit: int) -> Sequence[PublicRow]:
        """See the port."""
        where, values = _public(wanted)
        query = sql.SQL(
            "SELECT position, number AS case_number, category, station, units, stage, outcome, received_on, closed_on, "
            "text FROM {} WHERE {} AND position < coalesce(%(before)s::bigint, 9223372036854775807) "
            "ORDER BY position DESC LIMIT %(limit)s"
        ).format(self._table("published"), where)
        return [PublicRow(**row) for row in rows(self._pool, query, values | {"before": before, "limit": limit})]

    def published_counts(self, wanted: PublicFilter, by: str) -> Sequence[tuple[str | None, int]]:
        """See the port."""
        where, values = _public(wanted)
        query = sql.SQL("SELECT {} AS key, count(*) AS n FROM {} WHERE {} GROUP BY 1 ORDER BY 2 DESC, 1").format(
            GROUPS[by], self._table("published"), where
        )
        return [(row["key"], int(row["n"])) for row in rows(self._pool, query, values)]

    def _owed(self, actor: Actor, now: datetime, limit: int, which: sql.SQL) -> list[OwedRow]:
        asked = page_query(actor, RegisterFilter(), now=now)
        query = sql.SQL(OWED).format(**self._tables(), owed=self._table("delivering"), reach=asked.where, which=which)
        values: dict[str, object] = {"after": sorted(AFTER), "limit": limit}
        return [OwedRow(**row) for row in rows(self._pool, query, asked.values | values)]

    def _tables(self) -> dict[str, sql.Identifier]:
        return {"lines": self._table("register"), "words": self._table("register", "register_search")}

    def _table(self, view: str, name: str | None = None) -> sql.Identifier:
        query = sql.SQL("SELECT edition FROM {} WHERE view = %s AND current").format(self._tracking)
        found: list[Row] = rows(self._pool, query, [view])
        return table(self._schema, name or view, int(found[0]["edition"]))


def _public(wanted: PublicFilter) -> tuple[sql.Composable, dict[str, object]]:
    parts: list[sql.Composable] = [sql.SQL("true")]
    values: dict[str, object] = {}
    for name, clause in (
        ("category", "category = %(category)s"),
        ("outcome", "outcome = %(outcome)s"),
        ("unit", "units @> ARRAY[%(unit)s]::text[]"),
        ("year", "extract(year FROM received_on) = %(year)s"),
    ):
        if getattr(wanted, name) is not None:
            parts.append(sql.SQL(clause))
            values[name] = getattr(wanted, name)
    return sql.SQL(" AND ").join(parts), values
