"""A few hundred random cases, exported in every form: each form tells the whole log, and the same log."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from application.desk import state_of
from application.exports.cloud_events import cloud_events
from application.exports.manner import ExportClock, Manner, Profile
from application.exports.ocel_json import ocel_json
from application.exports.source import Source, of_log
from application.exports.validating import Counts, faults
from application.exports.xes import xes
from application.ports import Recorded
from application.primitives import sealed_in
from infrastructure.bootstrap import Plant
from infrastructure.exports.ocel_sqlite import ocel_sqlite, write_ocel_sqlite
from infrastructure.exports.ocel_sqlite_checks import sqlite_faults
from tests.exports.logs import AUDITOR, MANNERS
from tests.exports.logs_read import dumped, objects_by_name, read_json, read_sqlite, read_xes
from tests.support.random_cases import append_all, in_order, lives

CASES, LATER = 250, 150
ORIGIN = "huying.example/log"


class Leaves:
    """The leaf hashes of the evidence log, as the database has them."""

    def __init__(self, plant: Plant) -> None:
        self._plant, self.asked = plant, Counter[int]()

    def __call__(self, positions: Sequence[int]) -> Mapping[int, str]:
        table = sql.Identifier(self._plant.settings.schema, "log_entry")
        query = sql.SQL("SELECT leaf_index, entry FROM {} WHERE leaf_index = ANY(%s)").format(table)
        self.asked.update(positions)
        with psycopg.connect(self._plant.urls.admin) as conn:
            rows = conn.execute(query, [list(positions)]).fetchall()
        return {index: hashlib.sha256(b"\x00" + bytes(entry)).hexdigest() for index, entry in rows}


@pytest.fixture(scope="module")
def source(plant: Plant) -> Source:
    """The log of a few hundred random cases, bounded; what happened to them later is not in it."""
    appends = in_order(lives(plant, CASES, seed=11))
    before, later = appends[:-LATER], appends[-LATER:]
    list(append_all(plant, before))
    bounded = of_log(plant.system.log, Leaves(plant))
    list(append_all(plant, later))
    assert sum(len(append.entries) for append in before) == sum(1 for _ in bounded.records())
    assert {append.case for append in later} <= {history[0].case for history in bounded.histories()}
    return bounded


@pytest.fixture(scope="module")
def records(source: Source) -> list[Recorded]:
    """The log's events, in order."""
    return list(source.records())


@pytest.fixture(scope="module")
def text(source: Source) -> str:
    """The auditor's OCEL document."""
    return "".join(ocel_json(source, AUDITOR))


@pytest.fixture(scope="module")
def file(source: Source, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The auditor's OCEL file."""
    path = tmp_path_factory.mktemp("export") / "log.sqlite"
    write_ocel_sqlite(path, source, AUDITOR)
    return path


def expected(records: list[Recorded]) -> Counts:
    """How much an auditor's export must hold, counted without it."""
    return Counts(events=len(records), objects=len(objects_by_name(records)))


def test_the_document_tells_every_event_once_in_log_order(text: str, records: list[Recorded]) -> None:
    events = json.loads(text)["events"]
    assert [event["id"] for event in events] == [f"{r.case}/{r.version}" for r in records]
    assert len({r.case for r in records}) == CASES


def test_the_document_holds_the_objects_the_log_speaks_of_and_no_others(text: str, records: list[Recorded]) -> None:
    assert {one["id"] for one in json.loads(text)["objects"]} == objects_by_name(records)


@pytest.mark.parametrize(
    ("profile", "clock"), [("public", "occurred"), ("auditor", "recorded"), ("mining", "occurred")]
)
def test_both_forms_of_ocel_are_sound_for_everybody_by_both_clocks(
    source: Source, records: list[Recorded], tmp_path: Path, profile: str, clock: str
) -> None:
    manner = Manner(profile=Profile(profile), clock=ExportClock(clock), key=bytes(32))
    read = json.loads("".join(ocel_json(source, manner)))
    counts = write_ocel_sqlite(tmp_path / "log.sqlite", source, manner)
    assert counts.events == len(records)
    assert faults(read, counts) == []
    assert sqlite_faults(tmp_path / "log.sqlite", counts) == []


def test_the_auditors_forms_are_as_long_as_the_log(text: str, file: Path, records: list[Recorded]) -> None:
    assert faults(json.loads(text), expected(records)) == []
    assert sqlite_faults(file, expected(records)) == []


def test_document_and_file_hold_the_same_events_objects_and_relations(text: str, file: Path) -> None:
    assert read_json(json.loads(text)) == read_sqlite(file)


def test_the_file_is_handed_on_as_it_was_written(source: Source, file: Path, tmp_path: Path) -> None:
    (tmp_path / "sent").write_bytes(b"".join(ocel_sqlite(source, AUDITOR)))
    assert read_sqlite(tmp_path / "sent") == read_sqlite(file)


def test_every_event_names_its_own_leaf(text: str, source: Source, records: list[Recorded]) -> None:
    hashes = source.leaf_hashes([record.position for record in records])
    told = [{a["name"]: a["value"] for a in event["attributes"]} for event in json.loads(text)["events"]]
    assert [one["leaf_index"] for one in told] == [record.position for record in records]
    assert [one["leaf_hash"] for one in told] == [hashes[record.position] for record in records]


def test_leaves_are_asked_for_a_page_at_a_time_and_each_once(plant: Plant, source: Source) -> None:
    leaves = Leaves(plant)
    counted = replace(source, leaf_hashes=leaves)
    assert sum(1 for _ in ocel_json(counted, AUDITOR)) > 0
    assert set(leaves.asked.values()) == {1}


def test_a_case_ends_as_the_office_knows_it(text: str, source: Source) -> None:
    cases = {one["id"]: one for one in json.loads(text)["objects"] if one["type"] == "case"}
    for history in source.histories():
        state = state_of(history)
        attributes = cases[f"case:{history[0].case}"]["attributes"]
        latest = {one["name"]: one["value"] for one in attributes}
        assert latest["status"] == state.stage.value
        assert latest["track"] == (state.track.value if state.track else "")
        assert latest["due_on"] == (state.due.on.isoformat() if state.due else "")
        times = [one["time"] for one in attributes]
        assert times == sorted(times)


def test_xes_has_a_trace_per_case_with_what_tools_need(source: Source, records: list[Recorded]) -> None:
    traces = read_xes("".join(xes(source, AUDITOR)))
    assert set(traces) == {str(record.case) for record in records}
    for about, events in traces.values():
        assert about["number"] and about["status"]
        for event in events:
            assert {"concept:name", "time:timestamp", "lifecycle:transition", "org:resource"} <= set(event)
        times = [event["time:timestamp"] for event in events]
        assert times == sorted(times)


def test_xes_and_ocel_tell_the_same_of_each_event(source: Source, text: str) -> None:
    traces = read_xes("".join(xes(source, AUDITOR)))
    told = {event["event_id"]: event for _, events in traces.values() for event in events}
    wanted = read_json(json.loads(text))["events"]
    assert set(told) == set(wanted)
    renamed = {"role": "org:role", "organ": "org:group"}
    for id_, (name, time, attributes) in wanted.items():
        event = told[id_]
        assert (event["concept:name"], event["time:timestamp"]) == (name, time)
        assert {key: event[renamed.get(key, key)] for key in attributes} == attributes


def test_cloud_events_are_a_line_each_with_both_instants_and_a_place(source: Source, records: list[Recorded]) -> None:
    lines = [json.loads(line) for line in cloud_events(source, AUDITOR, ORIGIN)]
    assert [line["id"] for line in lines] == [f"{r.case}/{r.version}" for r in records]
    assert [int(line["sequence"]) for line in lines] == [r.position for r in records]
    sequences = [line["sequence"] for line in lines]
    assert sequences == sorted(sequences)
    for line, record in zip(lines, records, strict=True):
        assert (line["specversion"], line["source"]) == ("1.0", ORIGIN)
        assert line["time"] == record.stamp.occurred_at.isoformat(timespec="microseconds")
        assert line["recordedtime"] == record.stamp.at.isoformat(timespec="microseconds")
        assert all(name.isalnum() and name.islower() for name in line)


@pytest.mark.parametrize("profile", MANNERS)
def test_nothing_of_a_sealed_text_is_in_any_form(
    source: Source, records: list[Recorded], tmp_path: Path, profile: str
) -> None:
    manner, path = MANNERS[profile], tmp_path / "log.sqlite"
    write_ocel_sqlite(path, source, manner)
    parts = [*ocel_json(source, manner), *xes(source, manner), *cloud_events(source, manner, ORIGIN), dumped(path)]
    words = set(re.findall(r"[\w+/=-]+", "\n".join(parts)))
    tokens = [token for record in records for _, token in sealed_in(record.event)]
    assert len(tokens) > CASES and str(records[0].case) in words
    assert not words & {part for token in tokens for part in (token.kid, token.ct, token.d)}
    assert "李某" not in words
