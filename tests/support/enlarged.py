"""A small office made to look large to the database: its views' rows many times over, as cases that ended long ago."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from infrastructure.bootstrap import Plant

TIMES = 200
MANY = 10_000
"""Rows of a table that nobody may read from end to end."""
CASE = "md5(case_id::text || copy)::uuid"
PLACE, NUMBER = "position + copy * 1000000", "number || '-' || copy"
EARLIER = "copy * 370"
"""Days, so that no copy falls into a year with another."""
COPIED: Mapping[str, Mapping[str, str]] = {
    "register": {
        "case_id": CASE,
        "position": PLACE,
        "number": NUMBER,
        "code_digest": "code_digest || copy",
        "stage": "'archived'",
        "received_on": f"received_on - {EARLIER}",
        "due_on": f"due_on - {EARLIER}",
    },
    "register_search": {"case_id": CASE},
    "workload": {"case_id": CASE, "progress": "'answered'", "due_on": f"due_on - {EARLIER}"},
    "history": {
        "case_id": CASE,
        "position": PLACE,
        "recorded_at": f"recorded_at - {EARLIER} * interval '1 day'",
    },
    "stages": {
        "case_id": CASE,
        "number": NUMBER,
        "since": f"since - {EARLIER} * interval '1 day'",
        "until": f"until - {EARLIER} * interval '1 day'",
        "late_from": f"late_from - {EARLIER} * interval '1 day'",
    },
    "stages_counts": {"begins": f"begins - {EARLIER}"},
}
"""What is different in the copies."""
LOG = ("stored_events", "log_entry")


def enlarge(plant: Plant) -> None:
    """Copy the views' rows, and tell the planner that the log, of which nothing is made up, is as large."""
    schema = plant.settings.schema
    editions = {t.view.name: t.edition for t in (*plant.projector.tracked(), *plant.flagger.tracked())}
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn:
        for name, changed in COPIED.items():
            _copy(conn, f"{schema}_views", f"{name}_{editions[name.split('_')[0]]}", changed)
        conn.execute("VACUUM (ANALYZE)")
        for name in LOG:
            conn.execute(
                "SELECT pg_restore_relation_stats('schemaname', %s::text, 'relname', %s::text, 'relpages', "
                "(pg_relation_size(%s::regclass) / 8192)::int, 'reltuples', 1000000::real)",
                [schema, name, f"{schema}.{name}"],
            )


def _copy(conn: psycopg.Connection[tuple[object, ...]], schema: str, name: str, changed: Mapping[str, str]) -> None:
    query = "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s"
    columns = [str(column) for (column,) in conn.execute(query, [schema, name]).fetchall()]
    values = [sql.SQL(changed[column]) if column in changed else sql.Identifier(column) for column in columns]
    conn.execute(
        sql.SQL(
            "INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, generate_series(1, {times}) copy"
        ).format(
            table=sql.Identifier(schema, name),
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
            values=sql.SQL(", ").join(values),
            times=TIMES,
        )
    )


def large(plant: Plant) -> set[str]:
    """The tables and indexes that hold many rows."""
    query = "SELECT relname FROM pg_class WHERE relnamespace = ANY(%s::regnamespace[]) AND reltuples >= %s"
    with psycopg.connect(plant.urls.admin) as conn:
        schemas = [plant.settings.schema, f"{plant.settings.schema}_views"]
        return {name for (name,) in conn.execute(query, [schemas, MANY]).fetchall()}
