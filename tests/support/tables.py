"""The views' tables, row by row."""

from typing import Any

import psycopg
from psycopg import sql

from infrastructure.bootstrap import Plant
from infrastructure.views import register
from infrastructure.views.counts import Counts

COUNTS = (register.COUNTS,)
TABLES = {
    "register": ("register", "register_words", "register_counts"),
    "history": ("history",),
    "workload": ("workload",),
    "deadlines": ("deadlines",),
    "commitments": ("commitments",),
    "supervision": ("supervision",),
    "places": ("places", "places_regulations"),
    "deputies": ("deputies", "deputies_groups", "deputies_selections"),
    "activities": ("activities", "activities_cases"),
    "duty_record": ("duty_record",),
    "delivering": ("delivering",),
    "published": ("published",),
    "docket": ("docket",),
}


def editions(plant: Plant) -> dict[str, int]:
    """The edition of each view that is in use."""
    return {t.view.name: t.edition for t in plant.projector.tracked()}


def contents(plant: Plant) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all views in use, each table in one order."""
    found, now = {}, editions(plant)
    with psycopg.connect(plant.urls.admin) as conn:
        for view, names in TABLES.items():
            for name in names:
                table = sql.Identifier(f"{plant.settings.schema}_views", f"{name}_{now[view]}")
                query = sql.SQL("SELECT t.*::text FROM {} t ORDER BY 1").format(table)
                found[name] = conn.execute(query).fetchall()
    return found


def counted_anew(plant: Plant, counts: Counts) -> list[tuple[Any, ...]]:
    """What the counts of all cases are, as `contents` says rows."""
    lines = sql.Identifier(f"{plant.settings.schema}_views", f"{counts.view}_{editions(plant)[counts.view]}")
    query = sql.SQL(counts.query).format(rows=lines)
    every = sql.SQL("SELECT array_agg(DISTINCT case_id) FROM {}").format(lines)
    with psycopg.connect(plant.urls.admin) as conn:
        [cases] = conn.execute(every).fetchone() or (None,)
        whole = sql.SQL("SELECT t::text FROM ({}) t ORDER BY 1").format(query)
        return conn.execute(whole, {"cases": cases}).fetchall()


def catch_up(plant: Plant) -> None:
    """Bring the views to the log's head."""
    while plant.projector.advance():
        pass
