"""The register 台账: one line per case, and the words it is found by."""

from typing import Any

import psycopg
from psycopg import sql

from application.ports import Keeper
from domain.shared.identity import SuggestionId
from domain.shared.sealed import Sealed
from domain.suggestion import events
from infrastructure.views.bigrams import vector
from infrastructure.views.counts import Counts
from infrastructure.views.searching import facets
from infrastructure.views.view import Batch, Case, index, rewrite, table

TITLE_LENGTH = 40
"""Characters of the text that stand for a missing title."""

COLUMNS = (
    "case_id",
    "position",
    "number",
    "stage",
    "category",
    "station",
    "channel",
    "deputy",
    "registrar",
    "units",
    "ever_units",
    "track",
    "urgency",
    "received_on",
    "due_on",
    "due_at",
    "provisional",
    "supervision",
    "outcome",
    "result",
    "closed_on",
    "version",
    "code_digest",
)

REGISTER = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid PRIMARY KEY, position bigint NOT NULL, number text NOT NULL, stage text NOT NULL,
    category text, station text, channel text, deputy text, registrar text,
    units text[] NOT NULL, ever_units text[] NOT NULL, track text, urgency text NOT NULL,
    received_on date NOT NULL, due_on date, due_at timestamptz, provisional boolean NOT NULL,
    supervision text NOT NULL, outcome text, result text, closed_on date, version int NOT NULL,
    code_digest text NOT NULL)
"""
WORDS = """
CREATE TABLE IF NOT EXISTS {table} (case_id uuid PRIMARY KEY, title text NOT NULL, words tsvector NOT NULL)
"""
INDEXES = {
    "received": "CREATE INDEX IF NOT EXISTS {index} ON {table} (received_on, position)",
    "due": "CREATE INDEX IF NOT EXISTS {index} ON {table} ((coalesce(due_on, 'infinity'::date)), position)",
    "work": "CREATE INDEX IF NOT EXISTS {index} ON {table} ((coalesce(due_on, 'infinity'::date)), position) "
    "INCLUDE (due_on, due_at, stage, station) WHERE stage IN ('transferred', 'handling')",
    "stage": "CREATE INDEX IF NOT EXISTS {index} ON {table} (stage, received_on, position)",
    "station": "CREATE INDEX IF NOT EXISTS {index} ON {table} (station, received_on, position)",
    "station_category": "CREATE INDEX IF NOT EXISTS {index} ON {table} (station, category, received_on, position)",
    "category": "CREATE INDEX IF NOT EXISTS {index} ON {table} (category, received_on, position)",
    "units": "CREATE INDEX IF NOT EXISTS {index} ON {table} USING gin (ever_units)",
    "number": "CREATE UNIQUE INDEX IF NOT EXISTS {index} ON {table} (number)",
    "code": "CREATE UNIQUE INDEX IF NOT EXISTS {index} ON {table} (code_digest)",
}
WORDS_INDEX = "CREATE INDEX IF NOT EXISTS {index} ON {table} USING gin (words)"
COUNTS = Counts(
    view="register",
    name="register_counts",
    keys=dict.fromkeys(("by", "stage", "station", "category", "track", "supervision"), "text"),
    query="""
    SELECT CASE WHEN grouping(station) = 0 THEN 'station' WHEN grouping(category) = 0 THEN 'category' ELSE 'track' END,
        stage, station, category, track, supervision, count(*) FROM {rows} WHERE {which}
    GROUP BY GROUPING SETS ((stage, station), (stage, category), (stage, track, supervision))
    """,
)
"""Each line is counted once `by` its station, once by its category, and once by its track and supervision."""


class Register:
    """What lists show."""

    name = "register"

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines, words = table(schema, "register", edition), table(schema, "register_search", edition)
        return [
            sql.SQL(REGISTER).format(table=lines),
            sql.SQL(WORDS).format(table=words),
            *(
                sql.SQL(statement).format(table=lines, index=index("register", edition, name))
                for name, statement in INDEXES.items()
            ),
            sql.SQL(WORDS_INDEX).format(table=words, index=index("register", edition, "words")),
            *COUNTS.tables(schema, edition),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        lines = [self._line(case) for case in batch.cases.values()]
        with COUNTS.kept(conn, schema, edition, batch):
            rewrite(conn, batch, table(schema, "register", edition), COLUMNS, batch.cases, lines)
        reworded = [case for case in batch.cases.values() if _reworded(case)]
        rows = self._words(reworded)
        target = table(schema, "register_search", edition)
        rewrite(conn, batch, target, ("case_id", "title", "words"), [case.id for case in reworded], rows)

    def _line(self, case: Case) -> tuple[object, ...]:
        state = case.state
        mark = state.latest_mark
        return (
            case.id,
            case.position,
            case.number,
            state.stage.value,
            state.category,
            state.station,
            state.channel,
            state.deputy,
            state.registrar.id if state.registrar else None,
            [a.unit for a in state.held],
            list(dict.fromkeys(a.unit for a in state.assignments)),
            state.track.value if state.track else None,
            state.urgency.value,
            state.received_on,
            state.due.on if state.due else None,
            state.due.at if state.due else None,
            state.due.provisional if state.due else False,
            state.level.value,
            state.outcome.value if state.outcome else None,
            mark.result.value if mark else None,
            state.closed_on,
            state.version,
            self._keeper.receipt_digest(self._keeper.receipt_code(case.id)),
        )

    def _words(self, cases: list[Case]) -> list[tuple[object, ...]]:
        wanted: list[tuple[SuggestionId, str, Sealed]] = []
        for case in cases:
            for field, token in (("title", case.state.title), ("text", case.state.text)):
                if token is not None:
                    wanted.append((case.id, field, token))
        opened = self._keeper.open_many(wanted)
        said: dict[tuple[SuggestionId, str], str] = {
            (case, field): text or "" for (case, field, _), text in zip(wanted, opened, strict=True)
        }
        return [self._worded(case, said) for case in cases]

    def _worded(self, case: Case, said: dict[tuple[SuggestionId, str], str]) -> tuple[object, ...]:
        text = said.get((case.id, "text"), "")
        title = said.get((case.id, "title")) or text[:TITLE_LENGTH]
        beside = facets(case.state.station, case.state.received_on)
        return case.id, title, " ".join((vector(f"{title}\n{text}"), beside))


def _reworded(case: Case) -> bool:
    return any(isinstance(r.event, events.Received | events.Corrected) for r in case.new)
