"""For whom an export is made decides what it tells of people and of times."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from application.exports.cloud_events import cloud_events
from application.exports.manner import ExportClock, KeyMissing, Manner, Profile
from application.exports.ocel_json import ocel_json
from application.exports.xes import xes
from application.ports import Recorded
from domain.shared.people import Role
from infrastructure.exports.ocel_sqlite import write_ocel_sqlite
from tests.exports.logs import AUDITOR, MANNERS, MINING, NEEDLE, PUBLIC, demo_year, document, everything, source_of
from tests.exports.logs_read import dumped, times_in

RECORDED = Manner(profile=Profile.AUDITOR, clock=ExportClock.RECORDED)


def everyone(records: list[Recorded]) -> set[str]:
    """The ids of the people an export speaks of, voters and the service left out."""
    acted = {r.stamp.by.id for r in records if r.stamp.by.role not in (Role.VOTER, Role.SYSTEM)}
    return acted | {str(d) for r in records for d in [getattr(r.event, "deputy", None)] if d}


def forms(records: list[Recorded], manner: Manner, folder: Path) -> Iterator[str]:
    """Every form of an export, as text."""
    source, path = source_of(records), folder / f"{len(list(folder.iterdir()))}.sqlite"
    yield "".join(ocel_json(source, manner))
    yield "".join(xes(source, manner))
    yield "".join(cloud_events(source, manner, "origin"))
    write_ocel_sqlite(path, source, manner)
    yield dumped(path)


@pytest.mark.parametrize("profile", MANNERS)
def test_texts_are_in_no_export(tmp_path: Path, profile: str) -> None:
    for text in forms(everything(), MANNERS[profile], tmp_path):
        assert NEEDLE not in text


def test_an_auditor_sees_everybodys_pseudonym(tmp_path: Path) -> None:
    records = everything()
    for text in forms(records, AUDITOR, tmp_path):
        assert [who for who in ("supervisor-li", "clerk-zhao", "roads-feng", "deputy-wu") if who not in text] == []


@pytest.mark.parametrize("manner", [PUBLIC, MINING], ids=["public", "mining"])
def test_public_and_miners_see_nobodys_pseudonym(tmp_path: Path, manner: Manner) -> None:
    for records in (everything(), list(demo_year())):
        people = everyone(records)
        assert people
        for text in forms(records, manner, tmp_path):
            assert not people & set(re.findall(r"[\w-]+", text))


@pytest.mark.parametrize("profile", MANNERS)
def test_a_voter_is_told_by_role_alone(tmp_path: Path, profile: str) -> None:
    for text in forms(everything(), MANNERS[profile], tmp_path):
        assert "voter-0" not in text


def test_in_a_public_export_a_person_is_their_role() -> None:
    staff = [one for one in document(everything(), PUBLIC)["objects"] if one["type"] == "staff"]
    assert {one["id"] for one in staff} == {"staff:clerk", "staff:supervisor", "staff:department"}
    assert all(attribute["name"] == "role" for one in staff for attribute in one["attributes"])


def test_in_a_public_export_no_time_is_finer_than_a_day(tmp_path: Path) -> None:
    for text in forms(everything(), PUBLIC, tmp_path):
        told = times_in(text)
        assert told and all("T00:00:00" in time for time in told)


def test_a_public_day_is_the_offices_own() -> None:
    at = datetime.fromisoformat("2026-03-01T16:30:00+00:00")
    zone = everything()[0].stamp.zone
    assert PUBLIC.told(at, zone).isoformat() == "2026-03-02T00:00:00+08:00"


def test_a_miner_knows_a_person_again_within_one_export_only() -> None:
    other = Manner(profile=Profile.MINING, key=bytes(32))
    first, again, second = (document(everything(), manner) for manner in (MINING, MINING, other))
    assert first == again

    def people(read: dict[str, list[dict[str, str]]]) -> set[str]:
        return {one["id"] for one in read["objects"] if one["type"] in ("staff", "deputy")}

    assert len(people(first)) == len(people(second)) == 5
    assert not people(first) & people(second)


@pytest.mark.parametrize("key", [b"", bytes(31)])
def test_a_mining_export_needs_a_key(key: bytes) -> None:
    with pytest.raises(KeyMissing):
        Manner(profile=Profile.MINING, key=key)


def test_the_clock_chooses_which_of_two_instants_is_the_time() -> None:
    records = everything()
    for manner, wanted in ((AUDITOR, "occurred_at"), (RECORDED, "at")):
        for event, record in zip(document(records, manner)["events"], records, strict=True):
            assert datetime.fromisoformat(event["time"]) == getattr(record.stamp, wanted)


def test_both_instants_are_told_by_either_clock() -> None:
    for manner in (AUDITOR, RECORDED):
        event = document(everything(), manner)["events"][6]
        told = {one["name"]: one["value"] for one in event["attributes"]}
        apart = datetime.fromisoformat(told["recorded_at"]) - datetime.fromisoformat(told["occurred_at"])
        assert apart > timedelta(days=7)


def test_a_cloud_event_keeps_both_instants_whatever_the_clock() -> None:
    by_clock = [list(cloud_events(source_of(everything()), manner, "origin")) for manner in (AUDITOR, RECORDED)]
    assert by_clock[0] == by_clock[1]
    late = json.loads(by_clock[0][6])
    assert late["time"] < late["recordedtime"]


def test_the_deputy_inside_an_event_stands_as_others_do() -> None:
    lines = [json.loads(line) for line in cloud_events(source_of(everything()), PUBLIC, "origin")]
    assert [line["data"]["deputy"] for line in lines if line["data"].get("deputy")] == ["deputy", "deputy"]
    assert lines[0]["data"]["text"] == {"$sealed": True}
