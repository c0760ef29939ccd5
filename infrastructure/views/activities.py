"""活动台账: receptions, visits, trainings and the rest as they stand; and which cases were brought to which."""

from typing import Any

import psycopg
from psycopg import sql

from application.contact import known, noun_of
from application.ports import ContactRecorded
from domain.activities.state import Activity
from domain.contact.nouns import ACTIVITY
from infrastructure.views.view import Batch, index, rewrite, table

COLUMNS = (
    "case_id",
    "position",
    "version",
    "kind",
    "form",
    "title",
    "place",
    "starts_at",
    "ends_at",
    "stage",
    "hosts",
    "checked_in",
    "attendees",
    "households",
    "voters",
    "assisted",
    "announced_at",
    "opened_at",
    "closed_at",
    "summarised_at",
)
BROUGHT = ("case_id", "activity", "recorded_at")
ACTIVITIES = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid PRIMARY KEY, position bigint NOT NULL, version int NOT NULL, kind text NOT NULL, form text,
    title text NOT NULL, place text, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, stage text NOT NULL,
    hosts text[] NOT NULL, checked_in text[] NOT NULL, attendees text[] NOT NULL, households int NOT NULL,
    voters int NOT NULL, assisted int NOT NULL, announced_at timestamptz, opened_at timestamptz, closed_at timestamptz,
    summarised_at timestamptz)
"""
CASES = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid PRIMARY KEY, activity text NOT NULL, recorded_at timestamptz NOT NULL)
"""
BY_START = "CREATE INDEX IF NOT EXISTS {index} ON {table} (starts_at, position)"
BY_PLACE = "CREATE INDEX IF NOT EXISTS {index} ON {table} (place, starts_at)"
BY_ACTIVITY = "CREATE INDEX IF NOT EXISTS {index} ON {table} (activity)"


class Activities:
    """One line per activity."""

    name = "activities"

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines, cases = table(schema, "activities", edition), table(schema, "activities_cases", edition)
        return [
            sql.SQL(ACTIVITIES).format(table=lines),
            sql.SQL(CASES).format(table=cases),
            sql.SQL(BY_START).format(table=lines, index=index("activities", edition, "start")),
            sql.SQL(BY_PLACE).format(table=lines, index=index("activities", edition, "place")),
            sql.SQL(BY_ACTIVITY).format(table=cases, index=index("activities_cases", edition, "activity")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        found = {stream: history for stream, history in batch.contacts.items() if noun_of(history) is ACTIVITY}
        rewrite(conn, batch, table(schema, "activities", edition), COLUMNS, found, map(_line, found.values()))
        brought = {c.id: c for c in batch.cases.values() if c.state.activity is not None}
        rows = ((case.id, case.state.activity, case.state.received_at) for case in brought.values())
        rewrite(conn, batch, table(schema, "activities_cases", edition), BROUGHT, brought, rows)


def _line(history: tuple[ContactRecorded, ...]) -> tuple[object, ...]:
    one: Activity = known(ACTIVITY, history)
    programme = one.programme
    assert programme is not None
    form = programme.training or programme.inspection
    return (
        history[0].stream,
        history[0].position,
        one.version,
        programme.kind.value,
        form.value if form else None,
        programme.title,
        programme.place,
        programme.starts_at,
        programme.ends_at,
        one.stage.value,
        list(programme.hosts),
        [seat.person for seat in one.checked_in],
        [attendee.person for attendee in one.attendees],
        len(one.households),
        one.voters,
        len(one.assisted),
        one.announced_at,
        one.opened_at,
        one.closed_at,
        one.summarised_at,
    )
