"""An auditor's bundle of one case: its events 1 to k, all in the log, and that there are no more."""

from datetime import timedelta

import pytest

from domain.suggestion import commands as c
from domain.verification.report import Verdict
from tests.evidence.case_files import (
    FOLDER,
    SHOWN,
    bundle,
    events_of,
    judged_case,
    proof_file,
    proofs_of,
    receipt,
    without,
)
from tests.evidence.histories import CASE, OTHER_CASE, leaves_of, lived
from tests.evidence.logbook import (
    ENDED,
    HEADS,
    STORY,
    faults,
    genesis,
    head_of,
    missing,
    rewritten,
    tampered,
)
from tests.evidence.signers import COURT, OTHER_LOG, policy_text, witness_line
from tests.spec import CLOSED, NOTE, SUPERVISOR

SOUND, TAMPERED, MISSING = Verdict.SOUND, Verdict.TAMPERED, Verdict.MISSING
WITNESSED = policy_text(witness_line("court", COURT), quorum="court")
COSIGNED = head_of(STORY, (COURT, int((ENDED + timedelta(seconds=5)).timestamp())))
LAST = f"{FOLDER}/7.tlog-proof"


def long_case() -> list[bytes]:
    """A case of more than nine versions."""
    notes = tuple((c.Annotate(text=NOTE), SUPERVISOR, f"2026-03-13T1{n}:00") for n in range(5))
    return [genesis(), *leaves_of(lived(CASE, *CLOSED, *notes), 1)]


def test_a_complete_bundle_is_sound() -> None:
    report = judged_case(bundle())
    assert faults(report) == {} and report.verdict is SOUND
    assert {line.check for line in report.lines} >= {"C01", "C02", "C04", "C05", "C06", "C07", "C14"}


def test_a_bundle_without_a_list_of_cases_does_not_show_that_there_is_no_more() -> None:
    assert missing("C14", judged_case(without(bundle(), "heads.tlog-proof", "heads.json")))
    assert missing("C14", judged_case(without(bundle(), "heads.json")))
    assert missing("C14", judged_case(without(bundle(), "heads.tlog-proof")))


def test_a_bundle_with_nothing_in_it_proves_nothing() -> None:
    assert missing("C04", judged_case({}))
    assert missing("C04", judged_case(bundle(), OTHER_CASE))


def test_a_bundle_whose_end_was_left_out_is_tampering() -> None:
    assert tampered("C14", judged_case(without(bundle(), "7.tlog-proof")))
    assert tampered("C14", judged_case(without(bundle(), "7.tlog-proof", "6.tlog-proof")))


@pytest.mark.parametrize("version", [1, 2, 4])
def test_a_bundle_with_a_hole_is_tampering(version: int) -> None:
    report = judged_case(without(bundle(), f"{version}.tlog-proof"))
    assert faults(report)["C06"] is TAMPERED and report.verdict is TAMPERED
    assert version != 2 or tampered("C06", report)


def test_an_entry_of_another_case_among_them_is_tampering() -> None:
    stranger = receipt(events_of(OTHER_CASE)[1])
    assert tampered("C06", judged_case(bundle() | {f"{FOLDER}/8.tlog-proof": stranger}))


def test_an_act_of_the_log_among_them_is_tampering() -> None:
    assert tampered("C06", judged_case(bundle() | {f"{FOLDER}/8.tlog-proof": receipt(HEADS)}))


def test_an_event_shown_twice_is_tampering() -> None:
    assert faults(judged_case(bundle() | {f"{FOLDER}/8.tlog-proof": receipt(9)}))["C06"] is TAMPERED


def test_an_act_that_was_not_legal_is_found_in_a_bundle() -> None:
    entries = rewritten(9, lambda members: members["data"]["meta"].update(role="auditor"))
    assert tampered("C07", judged_case(bundle(entries=entries)))


def test_an_entry_that_is_not_in_the_log_is_tampering() -> None:
    files = without(bundle(), "heads.tlog-proof", "heads.json")
    broken = files[LAST].replace(b"index 9", b"index 8")
    assert faults(judged_case(files | {LAST: broken})) == {"C04": TAMPERED, "C14": MISSING}


def test_an_entry_that_cannot_be_read_is_tampering() -> None:
    files = without(bundle(), "heads.tlog-proof", "heads.json")
    for broken in (b"hello", proof_file(9, b"hello", head_of(STORY), [])):
        assert faults(judged_case(files | {LAST: broken})) == {"C05": TAMPERED, "C14": MISSING}
    assert faults(judged_case({LAST: b"hello"})) == {"C05": TAMPERED, "C04": MISSING}


def test_a_bundle_under_a_head_that_the_log_did_not_sign_is_tampering() -> None:
    report = judged_case(bundle(head=head_of(STORY, by=OTHER_LOG)))
    assert faults(report) == {"C01": TAMPERED, "C04": MISSING} and report.verdict is TAMPERED


def test_a_bundle_asks_for_the_quorum_with_and_without_a_list_of_cases() -> None:
    assert missing("C02", judged_case(bundle(), policy=WITNESSED))
    assert faults(judged_case(bundle(head=COSIGNED), policy=WITNESSED)) == {}
    bare = without(bundle(), "heads.tlog-proof", "heads.json")
    assert faults(judged_case(bare, policy=WITNESSED)) == {"C02": MISSING, "C14": MISSING}


def test_texts_shown_in_a_bundle_are_those_that_were_sealed() -> None:
    files = bundle() | {f"{FOLDER}/1.tlog-proof": receipt(1, SHOWN)}
    assert faults(judged_case(files)) == {}
    wrong = [[*SHOWN[0][:3], "x"]]
    assert tampered("C10", judged_case(bundle() | {f"{FOLDER}/1.tlog-proof": receipt(1, wrong)}))


def test_versions_are_put_in_their_order_as_numbers() -> None:
    files = proofs_of(long_case())
    assert len(files) == 12
    assert missing("C14", judged_case(files))


def test_files_with_other_names_are_put_first_and_other_files_are_left_alone() -> None:
    bare = without(bundle(), "heads.tlog-proof", "heads.json")
    first = {f"{FOLDER}/first.tlog-proof": bare[f"{FOLDER}/1.tlog-proof"], f"{FOLDER}/notes.txt": b"hello"}
    assert missing("C14", judged_case(without(bare, "1.tlog-proof") | first | {"cases/other/1.tlog-proof": b"x"}))
