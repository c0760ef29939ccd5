"""An honest log verifies, with every check that has something to say."""

from datetime import timedelta

import pytest

from domain.verification.report import NAMES, Verdict
from domain.verification.whole_log import verify_log
from tests.evidence.histories import KID, leaves_of, random_lives
from tests.evidence.logbook import (
    ENDED,
    ERASURE,
    NOW,
    STORY,
    audited,
    before_auditor,
    faults,
    genesis,
    head_of,
    long_log,
    missing,
    published,
)
from tests.evidence.signers import COURT, PRESS, UNI, policy_text, witness_line

TOLD_OF_EVERY_LOG = {"C01", "C02", "C04", "C05", "C06", "C07", "C08"}
SOON = int((ENDED + timedelta(seconds=2)).timestamp())
WITNESSED = policy_text(
    witness_line("court", COURT, "https://court.example"),
    witness_line("uni", UNI),
    witness_line("press", PRESS),
    "group two 2 court uni press",
    quorum="two",
)


def test_an_honest_log_is_sound_in_every_check_it_gives_rise_to() -> None:
    report = audited(published())
    assert faults(report) == {} and report.verdict is Verdict.SOUND
    assert {line.check for line in report.lines} == {*TOLD_OF_EVERY_LOG, "C13", "C14", "C16"}


def test_a_log_that_tells_of_no_acts_says_nothing_of_them() -> None:
    report = audited(published(STORY[:10]))
    assert faults(report) == {}
    assert {line.check for line in report.lines} == TOLD_OF_EVERY_LOG


def test_a_witnessed_log_with_its_older_heads_is_sound() -> None:
    files = published(STORY, (COURT, SOON), (UNI, SOON))
    files |= {"witnessed": files["checkpoint"], "checkpoints/13": files["checkpoint"], "tsr/13.tsr": b"not read"}
    report = audited(files | {"checkpoints/5": head_of(STORY[:5])}, policy=WITNESSED, trusted=head_of(STORY[:3]))
    assert faults(report) == {} and [line.verdict for line in report.told("C03")] == [Verdict.SOUND]


def test_the_erased_keys_are_handed_back_with_the_leaf_that_says_so() -> None:
    _, erased = verify_log(before_auditor(published()))
    assert erased == {KID: ERASURE}


@pytest.mark.parametrize("size", [255, 256, 257, 512, 513, 600])
def test_a_log_of_full_tiles_is_sound(size: int) -> None:
    assert faults(audited(published(long_log()[:size]), now=NOW + timedelta(days=400))) == {}


@pytest.mark.parametrize("seed", range(8))
def test_lives_at_random_are_legal_in_their_places(seed: int) -> None:
    entries = [genesis(), *leaves_of(random_lives(40, seed), 1)]
    assert faults(audited(published(entries), now=NOW + timedelta(days=400))) == {}


def test_a_log_that_has_grown_since_keeps_its_full_bundle_alone() -> None:
    files = published(long_log()[:200])
    full = published(long_log()[:256])["tile/entries/000"]
    kept = {name: raw for name, raw in files.items() if name != "tile/entries/000.p/200"} | {"tile/entries/000": full}
    assert faults(audited(kept, now=NOW + timedelta(days=400))) == {}


def test_progress_is_told_at_the_beginning_and_at_the_end() -> None:
    told: list[tuple[int, int]] = []
    verify_log(before_auditor(published()), lambda done, of: told.append((done, of)))
    assert told == [(1, len(STORY)), (len(STORY), len(STORY))]


def test_a_log_without_a_checkpoint_proves_nothing() -> None:
    files = published()
    del files["checkpoint"]
    assert missing("C01", audited(files))
    assert verify_log(before_auditor(files))[1] == {}


def test_every_check_has_a_name_in_both_languages() -> None:
    assert list(NAMES) == [f"C{number:02d}" for number in range(1, 18)]
    assert all(zh and en for zh, en in NAMES.values())
    assert all(line.name == NAMES[line.check] for line in audited(published()).lines)
