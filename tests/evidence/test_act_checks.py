"""C10, C13, C14 and C16: disclosed texts, erasures, lists of cases, and keys that follow one another."""

from typing import Any

import pytest

from domain.evidence.entries import Kind, act_entry
from domain.verification.acts import commitments, heads_root, heads_rows
from domain.verification.evidence import Disclosure
from domain.verification.report import Verdict
from domain.verification.whole_log import verify_log
from tests.evidence.histories import CASE, KID, OTHER_CASE, SALT, leaves_of, lived
from tests.evidence.logbook import (
    ENDED,
    ERASURE,
    HEADS,
    STORY,
    SUCCESSION,
    Members,
    audited,
    before_auditor,
    faults,
    genesis,
    heads_data,
    published,
    rewritten,
    tampered,
)
from tests.evidence.signers import COURT, LOG_KEY, ORIGIN, OTHER_LOG, Signer
from tests.spec import CLOSED

CASES = str(CASE), str(OTHER_CASE)
TEXT = Disclosure(SALT, CASES[0], "text", "路灯不亮。")
NAME = Disclosure(SALT, CASES[0], "name", "王某")
PHOTO = Disclosure(SALT, CASES[0], "note", "照片一张。")
"""Inside a list of evidence."""
NOT_SHOWN = {
    "another text": Disclosure(SALT, CASES[0], "text", "路灯亮了。"),
    "another salt": Disclosure(bytes(32), CASES[0], "text", "路灯不亮。"),
    "another case": Disclosure(SALT, str(OTHER_CASE).replace("2", "9"), "text", "路灯不亮。"),
    "another field": Disclosure(SALT, CASES[0], "title", "路灯不亮。"),
}
OLD = Signer(ORIGIN, LOG_KEY.kind, "a").key.vkey
NO_ERASURES: dict[str, Members] = {
    "nobody approved": {"approvers": []},
    "one person approved": {"approvers": ["a"]},
    "one person approved twice": {"approvers": ["a", "a"]},
    "approvers are a text": {"approvers": "ab"},
    "approvers are not told": {"approvers": None},
    "no ground": {"ground": ""},
    "the ground is not told": {"ground": None},
    "no key": {"kid": None},
    "a key that is a number": {"kid": 5},
}
NO_LISTS: dict[str, Members] = {
    "another root": {"root": "A" * 43 + "="},
    "no root": {"root": None},
    "another size": {"size": HEADS - 1},
    "no size": {"size": None},
    "another count": {"count": 3},
    "a case left out": heads_data([(CASES[0], 7, 9)], HEADS),
    "a case too many": heads_data([(CASES[0], 7, 9), (CASES[1], 2, 4), ("x", 1, 1)], HEADS),
    "an older version": heads_data([(CASES[0], 6, 8), (CASES[1], 2, 4)], HEADS),
    "another leaf": heads_data([(CASES[0], 7, 8), (CASES[1], 2, 4)], HEADS),
}
NO_SUCCESSIONS: dict[str, Members] = {
    "from a stranger to a stranger": {"new": Signer(ORIGIN, LOG_KEY.kind, "b").key.vkey},
    "to the key of another log": {"new": OTHER_LOG.key.vkey},
    "from the key of another log": {"old": OTHER_LOG.key.vkey},
    "to no key": {"new": "key"},
    "to nothing": {"new": None},
    "from nothing": {"old": None},
    "to the key of a witness": {"new": COURT.key.vkey},
}


def changed(index: int, change: Members) -> Any:
    """The report on the story with the data of one of the log's own acts changed."""
    return audited(published(rewritten(index, lambda members: members["data"].update(change))))


@pytest.mark.parametrize("shown", [(TEXT,), (NAME,), (PHOTO,), (TEXT, NAME, PHOTO), (TEXT, TEXT)])
def test_a_text_that_was_sealed_matches_its_digest(shown: tuple[Disclosure, ...]) -> None:
    report = audited(published(), disclosures=shown)
    assert faults(report) == {}
    assert [line.verdict for line in report.told("C10")] == [Verdict.SOUND]


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_a_text_that_was_never_sealed_is_tampering(name: str) -> None:
    for shown in ((NOT_SHOWN[name],), (TEXT, NOT_SHOWN[name])):
        assert tampered("C10", audited(published(), disclosures=shown))


def test_without_disclosures_nothing_is_said_of_them() -> None:
    assert audited(published()).told("C10") == []


def test_digests_are_found_wherever_they_stand() -> None:
    data = {
        "a": {"$sealed": {"d": "1"}},
        "b": [{"$sealed": {"d": "2"}}, {"c": [{"$sealed": {"d": "3"}}]}],
        "d": "4",
        "e": 5,
    }
    assert list(commitments(data)) == ["1", "2", "3"]


@pytest.mark.parametrize("name", NO_ERASURES)
def test_an_erasure_without_ground_key_or_two_approvers_is_tampering(name: str) -> None:
    assert tampered("C13", changed(ERASURE, NO_ERASURES[name]))


def test_an_unsound_erasure_is_still_held_against_the_keeper() -> None:
    entries = rewritten(ERASURE, lambda members: members["data"].update(approvers=[]))
    assert verify_log(before_auditor(published(entries)))[1] == {KID: ERASURE}


@pytest.mark.parametrize("name", NO_LISTS)
def test_a_list_that_does_not_follow_from_the_entries_before_it_is_tampering(name: str) -> None:
    assert tampered("C14", changed(HEADS, NO_LISTS[name]))


def test_a_list_made_before_the_last_events_does_not_know_them() -> None:
    entries = [genesis(), *leaves_of(lived(CASE, *CLOSED), 1)]
    early = act_entry(ORIGIN, Kind.HEADS, 8, ENDED, heads_data([(CASES[0], 6, 6)], 8))
    right = act_entry(ORIGIN, Kind.HEADS, 8, ENDED, heads_data([(CASES[0], 7, 7)], 8))
    assert tampered("C14", audited(published([*entries, early])))
    assert faults(audited(published([*entries, right]))) == {}


def test_each_list_is_held_against_the_entries_before_it() -> None:
    entries = [genesis(), *leaves_of(lived(CASE, *CLOSED), 1)]
    rows = [(CASES[0], 7, 7)]
    lists = [act_entry(ORIGIN, Kind.HEADS, size, ENDED, heads_data(rows, size)) for size in (8, 9)]
    assert faults(audited(published([*entries, *lists]))) == {}
    stale = act_entry(ORIGIN, Kind.HEADS, 9, ENDED, heads_data(rows, 8))
    assert tampered("C14", audited(published([*entries, lists[0], stale])))


def test_the_rows_of_a_list_stand_in_the_order_of_their_cases() -> None:
    rows = heads_rows({CASES[1]: (2, 4), CASES[0]: (7, 9)})
    assert [row.decode() for row in rows] == [f'["{CASES[0]}",7,9]', f'["{CASES[1]}",2,4]']
    assert heads_root(rows) == heads_data([(CASES[0], 7, 9), (CASES[1], 2, 4)], HEADS)["root"]


@pytest.mark.parametrize("name", NO_SUCCESSIONS)
def test_a_change_of_keys_that_does_not_lead_to_the_trusted_key_is_tampering(name: str) -> None:
    assert tampered("C16", changed(SUCCESSION, NO_SUCCESSIONS[name]))


def test_a_change_of_keys_may_lead_away_from_the_trusted_key() -> None:
    """The old key is what the auditor trusts until the policy is handed over anew."""
    assert faults(changed(SUCCESSION, {"old": LOG_KEY.key.vkey, "new": OLD})) == {}


def test_acts_are_counted_once_each() -> None:
    report = audited(published(STORY))
    assert [len(report.told(check)) for check in ("C13", "C14", "C16")] == [1, 1, 1]
