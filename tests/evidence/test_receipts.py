"""A voter's receipt: the entry is in the log, and its words are those that were sealed."""

from datetime import timedelta
from typing import Any

import pytest

from domain.evidence.canonical import canonical
from domain.evidence.malformed import text_of
from domain.verification.evidence import Disclosure
from domain.verification.receipts import verify_receipt
from domain.verification.report import Verdict
from tests.evidence import recursive_tree
from tests.evidence.case_files import SHOWN, evidence, extra_of, judged_receipt, proof_file, receipt
from tests.evidence.histories import CASE, SALT
from tests.evidence.logbook import ENDED, ERASURE, NOW, STORY, edited, faults, head_of, missing, rewritten, tampered
from tests.evidence.signers import COURT, OTHER_LOG, policy_text, witness_line

WITNESSED = policy_text(witness_line("court", COURT), quorum="court")
SOON = int((ENDED + timedelta(seconds=5)).timestamp())
PATH = recursive_tree.path(1, [recursive_tree.leaf(entry) for entry in STORY])
HEAD = head_of(STORY)
NO_EXTRAS: dict[str, Any] = {
    "no JSON": b"hello",
    "nothing": b"",
    "another spelling": extra_of(STORY[1]).replace(b":", b": ", 1),
    "a list": canonical([]),
    "a text": canonical("entry"),
    "no entry": canonical({"disclosures": []}),
    "an entry that is no text": canonical({"entry": 5, "disclosures": []}),
    "an entry that is an object": canonical({"entry": {}, "disclosures": []}),
    "an entry of no form": canonical({"entry": "{}", "disclosures": []}),
    "no disclosures": canonical({"entry": STORY[1].decode()}),
    "disclosures that are a number": extra_of(STORY[1]).replace(b'"disclosures":[]', b'"disclosures":5'),
    "a disclosure that is a number": extra_of(STORY[1]).replace(b'"disclosures":[]', b'"disclosures":[5]'),
    "a salt that is no base64": extra_of(STORY[1], [["?", "case", "text", "x"]]),
    "a salt that is a number": extra_of(STORY[1], [[5, "case", "text", "x"]]),
    "a case that is a number": extra_of(STORY[1], [["", 5, "text", "x"]]),
    "a field that is nothing": extra_of(STORY[1], [["", "case", None, "x"]]),
    "a text that is a list": extra_of(STORY[1], [["", "case", "text", []]]),
}


@pytest.mark.parametrize("index", [0, 1, 5, 9, ERASURE])
def test_a_receipt_of_an_entry_in_the_log_is_sound(index: int) -> None:
    report, proven = verify_receipt(evidence({}), receipt(index))
    assert faults(report) == {} and {line.check for line in report.lines} >= {"C01", "C02", "C04"}
    assert proven is not None and (proven.raw, proven.entry.position) == (STORY[index], index)


def test_a_receipt_of_a_log_with_one_entry_needs_no_path() -> None:
    assert faults(judged_receipt(receipt(0, entries=STORY[:1]))) == {}


def test_the_words_of_a_receipt_are_those_that_were_sealed() -> None:
    report, proven = verify_receipt(evidence({}), receipt(1, SHOWN))
    assert faults(report) == {} and [line.verdict for line in report.told("C10")] == [Verdict.SOUND]
    assert proven is not None and proven.disclosures == (Disclosure(SALT, str(CASE), "text", "路灯不亮。"),)


@pytest.mark.parametrize(
    "row",
    [
        [text_of(SALT), str(CASE), "text", "路灯亮了。"],
        [text_of(SALT), str(CASE), "title", "路灯不亮。"],
        [text_of(bytes(32)), str(CASE), "text", "路灯不亮。"],
        [text_of(SALT), "another case", "text", "路灯不亮。"],
    ],
)
def test_words_that_were_not_sealed_are_tampering(row: list[str]) -> None:
    assert tampered("C10", judged_receipt(receipt(1, [row])))
    assert tampered("C10", judged_receipt(receipt(1, [*SHOWN, row])))


def test_words_sealed_in_another_entry_are_tampering() -> None:
    assert tampered("C10", judged_receipt(receipt(5, SHOWN)))


def test_words_brought_along_are_held_against_the_receipt_too() -> None:
    right = Disclosure(SALT, str(CASE), "text", "路灯不亮。")
    wrong = Disclosure(SALT, str(CASE), "text", "x")
    assert faults(judged_receipt(receipt(1), disclosures=[right])) == {}
    assert tampered("C10", judged_receipt(receipt(1), disclosures=[wrong]))


@pytest.mark.parametrize("raw", [b"", b"hello", b"\xff", receipt(1).replace(b"@v1", b"@v2"), receipt(1)[:100]])
def test_what_is_no_receipt_is_tampering(raw: bytes) -> None:
    report, proven = verify_receipt(evidence({}), raw)
    assert tampered("C05", report) and proven is None


def test_a_proof_without_its_entry_is_tampering() -> None:
    bare = b"\n".join(line for line in receipt(1).split(b"\n") if not line.startswith(b"extra "))
    assert tampered("C05", judged_receipt(bare))


@pytest.mark.parametrize("name", NO_EXTRAS)
def test_a_receipt_whose_entry_cannot_be_read_is_tampering(name: str) -> None:
    report, proven = verify_receipt(evidence({}), proof_file(1, NO_EXTRAS[name], HEAD, PATH))
    assert tampered("C05", report) and proven is None


def test_a_receipt_under_a_head_that_the_log_did_not_sign_is_tampering() -> None:
    assert tampered("C01", judged_receipt(receipt(1, head=head_of(STORY, by=OTHER_LOG))))
    assert tampered("C01", judged_receipt(receipt(1, head=b"hello\n")))
    assert tampered("C01", judged_receipt(receipt(1), policy=policy_text(log=OTHER_LOG)))


@pytest.mark.parametrize(
    "raw",
    [
        proof_file(1, extra_of(STORY[2]), HEAD, PATH),
        proof_file(2, extra_of(STORY[1]), HEAD, PATH),
        proof_file(1, extra_of(STORY[1]), HEAD, PATH[:-1]),
        proof_file(1, extra_of(STORY[1]), HEAD, PATH[::-1]),
        proof_file(1, extra_of(STORY[1]), HEAD, []),
        proof_file(1, extra_of(STORY[1]), head_of(STORY[:12]), PATH),
        proof_file(len(STORY), extra_of(STORY[1]), HEAD, PATH),
        proof_file(1, extra_of(edited(STORY[1], lambda members: members.update(ver=2))), HEAD, PATH),
    ],
)
def test_an_entry_that_is_not_in_the_log_is_tampering(raw: bytes) -> None:
    report, proven = verify_receipt(evidence({}), raw)
    assert tampered("C04", report) and proven is None


@pytest.mark.parametrize("change", [{"nid": 2}, {"log": OTHER_LOG.name}])
def test_an_entry_that_is_not_of_its_place_is_tampering(change: dict[str, Any]) -> None:
    entries = rewritten(1, lambda members: members.update(change))
    report, proven = verify_receipt(evidence({}), receipt(1, entries=entries))
    assert tampered("C05", report) and proven is None


def test_a_receipt_without_its_quorum_is_missing_it() -> None:
    assert missing("C02", judged_receipt(receipt(1), policy=WITNESSED))
    assert faults(judged_receipt(receipt(1, head=head_of(STORY, (COURT, SOON))), policy=WITNESSED)) == {}


def test_a_receipt_cosigned_in_the_future_is_tampering() -> None:
    future = int((NOW + timedelta(seconds=11)).timestamp())
    assert tampered("C02", judged_receipt(receipt(1, head=head_of(STORY, (COURT, future))), policy=WITNESSED))
