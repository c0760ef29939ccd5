"""代表名册: deputies with their mandates, their groups, and the selections of the five-good."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
from psycopg import sql

from application.contact import known, noun_of
from application.ports import ContactRecorded, Keeper
from application.primitives import primitives
from domain.contact.nouns import DEPUTY, GROUP, SELECTION, Noun
from domain.deputies.state import Deputy, Group, Selection
from domain.shared.identity import ContactId
from infrastructure.views.view import Batch, index, rewrite, table

ROSTER = ("case_id", "position", "version", "person", "name", "mandates", "levels", "station", "reports")
GROUPS = ("case_id", "position", "version", "name", "township", "home", "stage", "leader", "members", "formed_on")
SELECTIONS = ("case_id", "position", "version", "year", "quota", "stage", "chosen", "minutes")
DEPUTIES_TABLE = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid PRIMARY KEY, position bigint NOT NULL, version int NOT NULL, person text NOT NULL, name text,
    mandates jsonb NOT NULL, levels text[] NOT NULL, station text, reports int NOT NULL)
"""
GROUPS_TABLE = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid PRIMARY KEY, position bigint NOT NULL, version int NOT NULL, name text NOT NULL,
    township text NOT NULL, home text, stage text NOT NULL, leader text NOT NULL, members text[] NOT NULL,
    formed_on date NOT NULL)
"""
SELECTIONS_TABLE = """
CREATE TABLE IF NOT EXISTS {table} (
    case_id uuid PRIMARY KEY, position bigint NOT NULL, version int NOT NULL, year int NOT NULL, quota int NOT NULL,
    stage text NOT NULL, chosen text[] NOT NULL, minutes text)
"""
BY_PERSON = "CREATE INDEX IF NOT EXISTS {index} ON {table} (person)"
Histories = Mapping[ContactId, tuple[ContactRecorded, ...]]


class Deputies:
    """One line per deputy, per group, per selection. Names are held in clear: whom voters elected is public."""

    name = "deputies"

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    @staticmethod
    def tables(schema: str, edition: int) -> list[sql.Composed]:
        """See `View`."""
        lines = table(schema, "deputies", edition)
        return [
            sql.SQL(DEPUTIES_TABLE).format(table=lines),
            sql.SQL(GROUPS_TABLE).format(table=table(schema, "deputies_groups", edition)),
            sql.SQL(SELECTIONS_TABLE).format(table=table(schema, "deputies_selections", edition)),
            sql.SQL(BY_PERSON).format(table=lines, index=index("deputies", edition, "person")),
        ]

    def write(self, conn: psycopg.Connection[Any], schema: str, edition: int, batch: Batch) -> None:
        """See `View`."""
        roster = _of(DEPUTY, batch)
        rewrite(conn, batch, table(schema, "deputies", edition), ROSTER, roster, self._roster(roster))
        groups, selections = _of(GROUP, batch), _of(SELECTION, batch)
        rewrite(conn, batch, table(schema, "deputies_groups", edition), GROUPS, groups, map(_group, groups.values()))
        target = table(schema, "deputies_selections", edition)
        rewrite(conn, batch, target, SELECTIONS, selections, map(_selection, selections.values()))

    def _roster(self, found: Histories) -> Iterator[tuple[object, ...]]:
        states: dict[ContactId, Deputy] = {stream: known(DEPUTY, history) for stream, history in found.items()}
        asked = [(stream, "name", state.name) for stream, state in states.items() if state.name is not None]
        names = dict(zip((s for s, _, _ in asked), self._keeper.open_many(asked), strict=True))
        for stream, state in states.items():
            mandates = json.dumps(primitives(state.mandates, lambda *_: None), ensure_ascii=False)
            levels = list(dict.fromkeys(m.level.value for m in state.mandates))
            place = (stream, found[stream][0].position, state.version)
            yield (*place, state.person, names.get(stream), mandates, levels, state.station, state.reports)


def _of(noun: Noun, batch: Batch) -> Histories:
    return {stream: history for stream, history in batch.contacts.items() if noun_of(history) is noun}


def _group(history: tuple[ContactRecorded, ...]) -> tuple[object, ...]:
    group: Group = known(GROUP, history)
    place = (history[0].stream, history[0].position, group.version)
    told = (group.name, group.township, group.home, group.stage.value, group.leader, list(group.members))
    return (*place, *told, group.formed_on)


def _selection(history: tuple[ContactRecorded, ...]) -> tuple[object, ...]:
    one: Selection = known(SELECTION, history)
    place = (history[0].stream, history[0].position, one.version)
    return (*place, one.year, one.quota, one.stage.value, list(one.chosen), one.minutes)
