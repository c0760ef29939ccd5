"""C14 in a bundle: the list of cases says how far a case had come, and holds the row that says so."""

import pytest

from domain.evidence.canonical import canonical
from domain.evidence.entries import Kind, act_entry
from domain.suggestion import commands as c
from domain.verification.report import Verdict
from tests.evidence.case_files import FOLDER, ROWS, bundle, heads_row, judged_case, proofs_of, receipt, with_row
from tests.evidence.histories import CASE, leaves_of, lived
from tests.evidence.logbook import ENDED, HEADS, Files, Members, faults, genesis, heads_data, rewritten, tampered
from tests.evidence.signers import ORIGIN
from tests.spec import CLOSED, NOTE, SUPERVISOR

NO_ROWS: dict[str, Members] = {
    "another case's row": {"row": canonical(list(ROWS[1])).decode()},
    "a row nobody listed": {"row": canonical([str(CASE), 9, 9]).decode()},
    "a row that is no JSON": {"row": "hello"},
    "a row that is no list": {"row": "5"},
    "a row with a value more": {"row": canonical([*ROWS[0], 1]).decode()},
    "a row that is no text": {"row": [1]},
    "another place": {"index": 1},
    "a place that is no number": {"index": "0"},
    "no path": {"path": []},
    "a path of no hashes": {"path": ["x"]},
    "a path that is a number": {"path": 5},
    "a hash that is a number": {"path": [5]},
}


def other_rows(rows: list[tuple[str, int, int]]) -> Files:
    """A bundle whose list of cases holds other rows than the log does; the log's key signed it all the same."""
    entries = rewritten(HEADS, lambda members: members.update(data=heads_data(rows, HEADS)))
    return bundle(entries=entries) | {f"{FOLDER}/heads.json": heads_row(0, rows)}


@pytest.mark.parametrize("name", NO_ROWS)
def test_a_row_that_the_list_of_cases_does_not_hold_is_tampering(name: str) -> None:
    assert tampered("C14", judged_case(with_row(bundle(), NO_ROWS[name])))


@pytest.mark.parametrize("raw", [b"", b"hello", b"[]", b"5", canonical({"row": "[]"}), heads_row(1)])
def test_a_row_in_no_known_form_is_tampering(raw: bytes) -> None:
    assert tampered("C14", judged_case(bundle() | {f"{FOLDER}/heads.json": raw}))


def test_a_list_of_cases_is_a_list_of_cases() -> None:
    for index in (0, 9, 11, 12):
        assert tampered("C14", judged_case(bundle() | {f"{FOLDER}/heads.tlog-proof": receipt(index)}))


def test_a_list_of_cases_that_cannot_be_read_is_tampering() -> None:
    report = judged_case(bundle() | {f"{FOLDER}/heads.tlog-proof": b"hello"})
    assert report.verdict is Verdict.TAMPERED and faults(report)["C05"] is Verdict.TAMPERED


def test_a_list_that_is_older_than_the_last_event_is_sound_as_of_then() -> None:
    earlier = act_entry(ORIGIN, Kind.HEADS, 8, ENDED, heads_data([(str(CASE), 7, 7)], 8))
    notes = (c.Annotate(text=NOTE), SUPERVISOR, "2026-03-15T09:00")
    events = leaves_of(lived(CASE, *CLOSED, notes), 1)
    entries = [genesis(), *events[:7], earlier, *leaves_of(lived(CASE, *CLOSED, notes)[7:], 9)]
    files = proofs_of(entries)
    listed = {
        f"{FOLDER}/heads.tlog-proof": receipt(8, entries=entries),
        f"{FOLDER}/heads.json": heads_row(0, [(str(CASE), 7, 7)]),
    }
    assert len(files) == 8 and faults(judged_case(files | listed)) == {}


def test_a_list_that_knows_more_than_is_shown_is_tampering() -> None:
    assert tampered("C14", judged_case(other_rows([(str(CASE), 8, 9), ROWS[1]])))
    assert tampered("C14", judged_case(other_rows([(str(CASE), 7, 10), ROWS[1]])))
    assert faults(judged_case(other_rows(list(ROWS)))) == {}
