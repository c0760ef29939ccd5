"""C05 and C06: an entry in another form or of another log, and a number that does not follow."""

import pytest

from domain.verification.numbering import MOST_TOLD, Numbering
from domain.verification.report import Report
from tests.evidence.histories import CASE, OTHER_CASE, by_time, leaves_of, lived
from tests.evidence.logbook import STORY, SUCCESSION, Members, audited, edited, genesis, published, rewritten, tampered
from tests.spec import RECEIVED, TRIAGED

EVENTS = STORY[:10]
"""Leaf 0 and nine events: no list of cases behind them."""
NO_FORM: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"hello",
    "another spelling": STORY[SUCCESSION].replace(b":", b": ", 1),
    "an unknown kind": STORY[SUCCESSION].replace(b"tlog-key/1", b"tlog-key/2"),
    "a member more": edited(STORY[SUCCESSION], lambda members: members.update(more=1)),
    "another log": edited(STORY[SUCCESSION], lambda members: members.update(log="huying.example/test/2")),
}


@pytest.mark.parametrize("name", NO_FORM)
def test_an_entry_in_no_known_form_or_of_another_log_is_tampering(name: str) -> None:
    assert tampered("C05", audited(published([*STORY[:SUCCESSION], NO_FORM[name]])))


@pytest.mark.parametrize("version", [0, 6, 8, -1])
def test_a_version_that_does_not_follow_is_tampering(version: int) -> None:
    assert tampered("C06", audited(published(rewritten(9, lambda members: members.update(ver=version), EVENTS))))


def test_a_case_that_does_not_begin_with_its_first_version_is_tampering() -> None:
    entries = [genesis(), *leaves_of(lived(CASE, *RECEIVED), 1)]
    assert tampered("C06", audited(published(rewritten(1, lambda members: members.update(ver=2), entries))))


def test_each_case_counts_for_itself() -> None:
    numbering = Numbering("huying.example/test/1", Report())
    for index, raw in enumerate(
        [genesis(), *leaves_of(by_time(lived(CASE, *TRIAGED), lived(OTHER_CASE, *RECEIVED)), 1)]
    ):
        numbering.take(index, raw)
    assert numbering.versions == {str(CASE): 2, str(OTHER_CASE): 1}


@pytest.mark.parametrize("position", [0, 8, 10, 10**12, -1])
def test_an_entry_that_calls_itself_by_another_number_is_tampering(position: int) -> None:
    assert tampered("C06", audited(published(rewritten(9, lambda members: members.update(nid=position), EVENTS))))


def test_a_log_that_does_not_begin_with_its_genesis_is_tampering() -> None:
    assert tampered("C06", audited(published(leaves_of(lived(CASE, *TRIAGED), 0))))


def test_a_second_genesis_is_tampering() -> None:
    def begin_again(members: Members) -> None:
        members.update(v="tlog-genesis/1", data={"adopted": 0, "demo": False})

    assert tampered("C06", audited(published(rewritten(SUCCESSION, begin_again))))


def test_no_more_findings_are_told_than_anybody_reads() -> None:
    report = audited(published([genesis(), *[b"{}"] * (3 * MOST_TOLD)]))
    assert tampered("C05", report) and len(report.told("C05")) == MOST_TOLD


def test_two_entries_that_changed_places_are_tampering() -> None:
    entries = [*EVENTS[:8], EVENTS[9], EVENTS[8]]
    assert len(audited(published(entries)).told("C06")) == 4
