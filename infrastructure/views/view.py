"""What every view is: tables of an edition, and the rows a batch of events makes of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import psycopg
from psycopg import sql

from application.ports import AnyRecorded, ContactRecorded, EventLog, Recorded, StreamId
from domain.shared.identity import ContactId, SuggestionId
from domain.suggestion.state import Suggestion


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it stands after a batch, and what the batch brought it."""

    id: SuggestionId
    position: int
    """Where it was registered."""
    number: str
    state: Suggestion
    new: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Events of the log in order, the cases they touch, and the whole histories of whatever else they touch."""

    records: Sequence[AnyRecorded]
    cases: Mapping[SuggestionId, Case]
    contacts: Mapping[ContactId, tuple[ContactRecorded, ...]] = field(default_factory=dict)
    whole: bool = False
    """Whether what it brought each case is the case's whole history."""
    fresh: bool = False
    """Whether no row of its streams is there yet: a new edition is being filled, which is counted when it is full."""

    def histories(self, log: EventLog) -> Mapping[SuggestionId, tuple[Recorded, ...]]:
        """The whole histories of its cases; the log is asked where the batch holds but a part of them."""
        if self.whole:
            return {case.id: case.new for case in self.cases.values()}
        return log.histories(list(self.cases), self.records[-1].position)


class Tables(Protocol):
    """What a view needs in the database. `edition` counts its rebuilds; two editions may stand side by side."""

    name: str

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """The statements that make the tables of an edition, where they are not there."""


class View(Tables, Protocol):
    """One view."""

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """Bring the rows up to the end of a batch, inside the caller's transaction."""


def table(schema: str, name: str, edition: int) -> sql.Identifier:
    """The name of a view's table."""
    return sql.Identifier(f"{schema}_views", f"{name}_{edition}")


def index(name: str, edition: int, suffix: str) -> sql.Identifier:
    """The name of an index of a view's table."""
    return sql.Identifier(f"{name}_{edition}_{suffix}_idx")


def rewrite(
    conn: psycopg.Connection[Any],
    batch: Batch,
    target: sql.Identifier,
    columns: Sequence[str],
    cases: Iterable[StreamId],
    rows: Iterable[Sequence[object]],
) -> None:
    """Replace all rows of some cases, or other streams, of a batch.

    A row depends on its stream alone: a rebuild makes the same.
    """
    if not batch.fresh:
        conn.execute(sql.SQL("DELETE FROM {} WHERE case_id = ANY(%s)").format(target), [list(cases)])
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with conn.cursor() as curs, curs.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(target, names)) as copy:
        for row in rows:
            copy.write_row(row)
