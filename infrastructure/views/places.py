"""站点台账: homes, stations and the office as they stand; and the register of regulations."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from application.contact import known, noun_of
from application.ports import ContactRecorded
from domain.contact.nouns import PLACE
from domain.places.state import Place
from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = (
    "case_id",
    "position",
    "version",
    "kind",
    "code",
    "name",
    "township",
    "home",
    "address",
    "hours",
    "stage",
    "opened_on",
    "closed_on",
    "haves_on",
    "haves_met",
    "six_haves",
    "assessed",
    "points",
)
REGULATIONS = ("case_id", "regulation", "title", "version", "issued_on", "revised_on", "document", "sha256", "in_force")
PLACES = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid PRIMARY KEY, position bigint NOT NULL, version int NOT NULL, kind text NOT NULL, code text NOT NULL,
    name text NOT NULL, township text, home text, address text, hours text, stage text NOT NULL,
    opened_on date NOT NULL, closed_on date, haves_on date, haves_met int, six_haves boolean NOT NULL,
    assessed text, points int)
"""
REGISTER = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid NOT NULL, regulation int NOT NULL, title text NOT NULL, version int NOT NULL, issued_on date NOT NULL,
    revised_on date, document text, sha256 text, in_force boolean NOT NULL, PRIMARY KEY (case_id, regulation))
"""
BY_KIND = "CREATE INDEX IF NOT EXISTS {index} ON {table} (kind, position)"


class Places:
    """One line per place, one per regulation."""

    name = "places"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "places", edition)
        return [
            sql.SQL(PLACES).format(table=lines),
            sql.SQL(REGISTER).format(table=table(schema, "places_regulations", edition)),
            sql.SQL(BY_KIND).format(table=lines, index=index("places", edition, "kind")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        found = {s: h for s, h in batch.contacts.items() if noun_of(h) is PLACE}
        states = {stream: known(PLACE, history) for stream, history in found.items()}
        lines = (_line(found[stream], place) for stream, place in states.items())
        rewrite(conn, batch, table(schema, "places", edition), COLUMNS, found, lines)
        register = (row for stream, place in states.items() for row in _register(stream, place))
        rewrite(conn, batch, table(schema, "places_regulations", edition), REGULATIONS, found, register)


def _line(history: tuple[ContactRecorded, ...], place: Place) -> tuple[object, ...]:
    haves = place.haves[-1] if place.haves else None
    assessed = place.assessments[-1] if place.assessments else None
    assert place.kind is not None
    return (
        history[0].stream,
        history[0].position,
        place.version,
        place.kind.value,
        place.code,
        place.name,
        place.township,
        place.home,
        place.address,
        place.hours,
        place.stage.value,
        place.opened_on,
        place.closed_on,
        haves.on if haves else None,
        haves.met if haves else None,
        place.six_haves,
        assessed.period if assessed else None,
        assessed.total if assessed else None,
    )


def _register(stream: object, place: Place) -> Iterator[tuple[object, ...]]:
    for r in place.regulations:
        paper = (r.paper.document, r.paper.sha256)
        yield (stream, r.regulation, r.title, r.version, r.issued_on, r.revised_on, *paper, r.in_force)
