"""The views' tables, row by row."""

from typing import Any

import psycopg
from psycopg import sql

from infrastructure.bootstrap import Plant
from infrastructure.views import register, stages, workload
from infrastructure.views.counts import Counts

COUNTS = (register.COUNTS, workload.COUNTS, workload.HANDLERS)
JUDGED_COUNTS = (stages.COUNTS,)
TABLES = {
    "register": ("register", "register_search", "register_counts"),
    "history": ("history",),
    "workload": ("workload", "workload_owed", "workload_counts", "workload_handlers"),
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


def counted(plant: Plant, counts: Counts) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What the counts are, and what they are when everything is counted anew."""
    now = {t.view.name: t.edition for t in (*plant.projector.tracked(), *plant.flagger.tracked())}
    lines, kept = (
        sql.Identifier(f"{plant.settings.schema}_views", f"{name}_{now[counts.view]}")
        for name in (counts.view, counts.name)
    )
    query, said = (
        sql.SQL(counts.query).format(rows=lines, which=sql.SQL("true")),
        sql.SQL("SELECT t::text FROM ({}) t ORDER BY 1"),
    )
    with psycopg.connect(plant.urls.admin) as conn:
        anew = conn.execute(said.format(query)).fetchall()
        return conn.execute(said.format(sql.SQL("SELECT * FROM {}").format(kept))).fetchall(), anew


def catch_up(plant: Plant) -> None:
    """Bring the views to the log's head."""
    while plant.projector.advance():
        pass
