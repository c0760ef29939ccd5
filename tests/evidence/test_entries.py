"""The log's leaves: what they hold, what they leave out, and each rule broken."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from domain.evidence.canonical import canonical, parsed
from domain.evidence.entries import (
    LONGEST,
    Kind,
    Row,
    act_entry,
    commitment,
    entry_of,
    event_entry,
    instant,
    without_personal_text,
)
from domain.evidence.malformed import Malformed
from tests.evidence.histories import CASE, CIPHERTEXT, KID
from tests.evidence.logbook import FOUNDED, STORY, Members, edited
from tests.evidence.signers import ORIGIN

TX = "00000000-0000-4000-8000-000000000009"
SEALED = {"_type_": "sealed", "_data_": {"kid": KID, "ct": CIPHERTEXT, "d": "digest"}}
BARE = {
    "$sealed": {
        "kid": KID,
        "d": "digest",
        "h": base64.b64encode(hashlib.sha256(b"what nobody reads here").digest()).decode(),
    }
}
ROW = Row(position=5, case=CASE, version=3, topic="suggestion.closed.v1", state=b"{}", rec=FOUNDED)
EVENT_CHANGES: dict[str, Members] = {
    "an unknown kind": {"v": "tlog-event/2"},
    "a kind that is no text": {"v": 1},
    "no kind": {"v": None},
    "a position that is no number": {"nid": "5"},
    "a position that is true": {"nid": True},
    "a version that is no number": {"ver": "1"},
    "a version that is true": {"ver": True},
    "a case that is no text": {"sid": 1},
    "a case that is no UUID": {"sid": "case"},
    "a case in capitals": {"sid": "0000000A-0000-4000-8000-00000000000A"},
    "a case without hyphens": {"sid": "0" * 32},
    "a case in braces": {"sid": "{00000000-0000-4000-8000-000000000001}"},
    "a topic that is no text": {"topic": None},
    "a log that is no text": {"log": []},
    "data that is no object": {"data": []},
    "a digest that is no text": {"st": 1},
    "a digest that is no base64": {"st": "?"},
    "a command that is no UUID": {"tx": "x"},
    "a command that is no text": {"tx": None},
    "a time that is no text": {"rec": 1},
    "a time without its microseconds": {"rec": "2026-03-01T08:00:00Z"},
    "a time with three digits behind the point": {"rec": "2026-03-01T08:00:00.123Z"},
    "a time in another zone": {"rec": "2026-03-01T08:00:00.123456+08:00"},
    "a time without a zone": {"rec": "2026-03-01T08:00:00.123456"},
    "a time of a day that is not": {"rec": "2026-02-30T08:00:00.123456Z"},
    "a time with digits of another script": {"rec": "２０２６-03-01T08:00:00.123456Z"},
    "a time with one digit for the month": {"rec": "2026-3-01T08:00:00.123456Z"},
    "a member more": {"more": 1},
}
NO_ENTRIES: dict[str, Any] = {"a list": [], "a text": "tlog-event/1", "a number": 5, "nothing": None, "no members": {}}


@pytest.mark.parametrize("index", range(len(STORY)))
def test_an_entry_is_read_and_can_be_written_again(index: int) -> None:
    raw = STORY[index]
    entry = entry_of(raw)
    assert canonical(entry.members) == raw
    assert entry.kind == entry.members["v"] and entry.data == entry.members["data"]
    assert instant(entry.rec) == entry.members["rec"]


def test_an_event_tells_its_case_its_version_and_its_name() -> None:
    entry = entry_of(event_entry(ORIGIN, ROW, {"data": {}}, None))
    assert (entry.case, entry.version, entry.topic) == (str(CASE), 3, "suggestion.closed.v1")
    assert (entry.kind, entry.position, entry.rec) == (Kind.EVENT, 5, FOUNDED)


def test_the_leaf_of_an_event_has_nine_members_and_binds_its_row() -> None:
    members = json.loads(event_entry(ORIGIN, ROW, {"data": {"a": 1}}, None))
    assert members == {
        "data": {"data": {"a": 1}},
        "log": ORIGIN,
        "nid": 5,
        "rec": "2026-01-01T00:00:00.000000Z",
        "sid": str(CASE),
        "st": base64.b64encode(hashlib.sha256(b"{}").digest()).decode(),
        "topic": "suggestion.closed.v1",
        "v": "tlog-event/1",
        "ver": 3,
    }


def test_an_event_of_a_command_with_several_names_the_command() -> None:
    raw = event_entry(ORIGIN, ROW, {"data": {}}, TX)
    assert entry_of(raw).members["tx"] == TX
    assert set(json.loads(raw)) - set(json.loads(event_entry(ORIGIN, ROW, {"data": {}}, None))) == {"tx"}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.EVENT])
def test_an_act_of_the_log_has_five_members(kind: Kind) -> None:
    raw = act_entry(ORIGIN, kind, 7, FOUNDED, {"a": [1]})
    assert set(parsed(raw)) == {"data", "log", "nid", "rec", "v"}
    assert (entry_of(raw).kind, entry_of(raw).position, entry_of(raw).data) == (kind, 7, {"a": [1]})


def test_sealed_texts_are_replaced_wherever_they_stand() -> None:
    stored = {"a": SEALED, "b": [SEALED, {"c": SEALED}], "d": "open", "e": None, "f": {"_type_": "other"}}
    bare = {"a": BARE, "b": [BARE, {"c": BARE}], "d": "open", "e": None, "f": {"_type_": "other"}}
    assert without_personal_text(stored) == bare
    assert CIPHERTEXT.encode() not in event_entry(ORIGIN, ROW, stored, None)


def test_a_commitment_binds_salt_case_field_and_text() -> None:
    salt = bytes(range(32))
    told = json.dumps(["sealed/1", base64.b64encode(salt).decode(), "case", "text", "灯"], separators=(",", ":"))
    wanted = hashlib.sha256(told.replace("\\u706f", "灯").encode()).digest()
    assert commitment(salt, "case", "text", "灯") == base64.b64encode(wanted).decode()
    others = [
        (b"", "case", "text", "灯"),
        (salt, "c", "text", "灯"),
        (salt, "case", "t", "灯"),
        (salt, "case", "text", ""),
    ]
    assert len({commitment(salt, "case", "text", "灯"), *(commitment(*other) for other in others)}) == 5


@pytest.mark.parametrize("hours", [0, 8, -5])
def test_an_instant_is_written_in_utc_to_the_microsecond(hours: int) -> None:
    at = datetime(2026, 3, 1, 8, 0, 0, 42, tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))
    assert instant(at) == "2026-03-01T08:00:00.000042Z"


def test_the_longest_leaf_has_65535_bytes() -> None:
    def entry(length: int) -> bytes:
        return act_entry(ORIGIN, Kind.GENESIS, 0, FOUNDED, {"a": "x" * length})

    room = LONGEST - len(entry(0))
    assert len(entry(room)) == LONGEST
    with pytest.raises(Malformed):
        entry(room + 1)
    with pytest.raises(Malformed):
        event_entry(ORIGIN, ROW, {"a": "x" * LONGEST}, None)


@pytest.mark.parametrize("name", EVENT_CHANGES)
def test_an_event_in_another_form_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        entry_of(edited(STORY[1], lambda members: members.update(EVENT_CHANGES[name])))


@pytest.mark.parametrize("name", ["data", "log", "nid", "rec", "sid", "st", "topic", "v", "ver"])
def test_an_event_lacking_a_member_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        entry_of(edited(STORY[1], lambda members: members.pop(name)))


@pytest.mark.parametrize("more", [{"tx": TX}, {"sid": str(CASE)}, {"ver": 1}])
def test_an_act_of_the_log_with_a_member_of_events_is_refused(more: Members) -> None:
    with pytest.raises(Malformed):
        entry_of(edited(STORY[0], lambda members: members.update(more)))


@pytest.mark.parametrize("name", NO_ENTRIES)
def test_what_is_no_object_with_a_kind_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        entry_of(canonical(NO_ENTRIES[name]))


def test_an_entry_in_another_spelling_is_refused() -> None:
    with pytest.raises(Malformed):
        entry_of(STORY[1].replace(b",", b", ", 1))


def test_a_case_is_a_uuid_of_any_version() -> None:
    case = str(UUID(int=2**127 + 5))
    assert entry_of(edited(STORY[1], lambda members: members.update(sid=case, tx=TX))).case == case
