"""C01 to C03: a head that is not the log's own, not witnessed enough, or not the continuation of an older one."""

from datetime import timedelta

import pytest

from domain.verification.report import Verdict
from tests.evidence.logbook import NOW, STORY, Files, audited, faults, head_of, missing, published, rewritten, tampered
from tests.evidence.signers import (
    COURT,
    LOG_KEY,
    ORIGIN,
    OTHER_LOG,
    PRESS,
    UNI,
    Signer,
    policy_text,
    witness_line,
)

ONE = policy_text(witness_line("court", COURT), witness_line("uni", UNI), quorum="court")
TWO = policy_text(
    witness_line("court", COURT),
    witness_line("uni", UNI),
    witness_line("press", PRESS),
    "group judges all court",
    "group others any uni press",
    "group both all judges others",
    quorum="both",
)
STRANGER = Signer(ORIGIN, LOG_KEY.kind, "s")
FORK = rewritten(2, lambda members: members["data"]["data"].update(category="water"))
UNREADABLE = {
    "nothing": b"",
    "a text": b"hello\n",
    "an unsigned checkpoint": head_of(STORY).partition(b"\n\n")[0] + b"\n",
    "a line more": head_of(STORY).replace(b"=\n\n", b"=\nextension\n\n"),
    "lax base64": head_of(STORY).rstrip()[:-2] + b"\n",
}


def at(**before: float) -> int:
    """A time before the auditor's, in Unix seconds."""
    return int((NOW - timedelta(**before)).timestamp())


def with_older(name: str, head: bytes) -> Files:
    """The log with an older head beside it."""
    return published() | {name: head}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_checkpoint_that_cannot_be_read_is_tampering(name: str) -> None:
    report = audited(published() | {"checkpoint": UNREADABLE[name]})
    assert tampered("C01", report) and len(report.lines) == 1


def test_a_checkpoint_by_another_key_is_tampering() -> None:
    assert tampered("C01", audited(published(by=STRANGER)))


def test_a_checkpoint_of_a_log_the_policy_does_not_know_is_tampering() -> None:
    assert tampered("C01", audited(published(by=OTHER_LOG)))
    assert tampered("C01", audited(published(), policy=policy_text(log=OTHER_LOG)))


def test_a_false_line_by_the_log_beside_a_true_one_is_tampering() -> None:
    head = head_of(STORY) + LOG_KEY.line(b"something else").encode()
    assert tampered("C01", audited(published() | {"checkpoint": head}))


def test_a_policy_without_a_quorum_is_sound_and_says_what_that_leaves_open() -> None:
    (told,) = audited(published()).told("C02")
    assert (
        told.verdict is Verdict.SOUND
        and told != audited(published(STORY, (COURT, at(days=1))), policy=ONE).told("C02")[0]
    )


@pytest.mark.parametrize("cosigners", [(), (UNI,), (PRESS,)])
def test_a_quorum_that_is_not_reached_is_missing(cosigners: tuple[Signer, ...]) -> None:
    files = published(STORY, *((signer, at(days=1)) for signer in cosigners))
    assert missing("C02", audited(files, policy=ONE))


@pytest.mark.parametrize(
    ("cosigners", "enough"),
    [
        ((COURT, UNI), True),
        ((COURT, PRESS), True),
        ((COURT, UNI, PRESS), True),
        ((COURT,), False),
        ((UNI, PRESS), False),
    ],
)
def test_a_quorum_of_groups_is_reached_in_both_groups_or_missing(cosigners: tuple[Signer, ...], enough: bool) -> None:
    report = audited(published(STORY, *((signer, at(hours=1)) for signer in cosigners)), policy=TWO)
    assert report.verdict is Verdict.SOUND if enough else missing("C02", report)


def test_a_false_cosignature_does_not_count() -> None:
    head = head_of(STORY) + COURT.line(b"something else", at(days=1).to_bytes(8, "big")).encode()
    assert missing("C02", audited(published() | {"checkpoint": head}, policy=ONE))


def test_a_head_cosigned_in_the_future_is_tampering() -> None:
    assert tampered("C02", audited(published(STORY, (COURT, at(seconds=-11))), policy=ONE))
    assert tampered("C02", audited(published(STORY, (COURT, at(days=1)), (UNI, at(days=-1))), policy=ONE))


def test_a_witness_whose_clock_is_ten_seconds_ahead_is_believed() -> None:
    assert faults(audited(published(STORY, (COURT, at(seconds=-10))), policy=ONE)) == {}


def test_a_head_cosigned_too_long_ago_is_missing_a_newer_one() -> None:
    assert faults(audited(published(STORY, (COURT, at(hours=23))), policy=ONE, oldest=timedelta(days=1))) == {}
    late = published(STORY, (COURT, at(hours=23)))
    assert missing("C02", audited(late, policy=ONE, oldest=timedelta(hours=22)))
    assert missing("C02", audited(late, policy=ONE, now=NOW + timedelta(days=30)))


def test_the_newest_cosignature_tells_the_age() -> None:
    files = published(STORY, (COURT, at(hours=23)), (UNI, at(hours=1)))
    assert faults(audited(files, policy=ONE, oldest=timedelta(hours=2))) == {}


def test_a_log_shorter_than_the_trusted_checkpoint_was_rolled_back() -> None:
    assert tampered("C03", audited(published(STORY[:12]), trusted=head_of(STORY)))


@pytest.mark.parametrize("size", [3, 10, len(STORY)])
def test_a_log_that_does_not_continue_the_trusted_checkpoint_was_rewritten(size: int) -> None:
    assert tampered("C03", audited(published(FORK[:10]), trusted=head_of(STORY[: min(size, 10)])))
    assert tampered("C03", audited(published(), trusted=head_of(FORK[:size])))


def test_who_holds_the_key_can_rewrite_what_nobody_outside_kept() -> None:
    """T9: told so in C02, and in the README; one older head outside is enough to find it."""
    assert faults(audited(published(FORK[:10]))) == {}
    assert tampered("C03", audited(published(FORK[:10]), trusted=head_of(STORY[:4])))


@pytest.mark.parametrize("size", [1, 2, 12, len(STORY)])
def test_a_log_that_continues_the_trusted_checkpoint_is_sound(size: int) -> None:
    report = audited(published(), trusted=head_of(STORY[:size]))
    assert faults(report) == {} and [line.verdict for line in report.told("C03")] == [Verdict.SOUND]


@pytest.mark.parametrize(
    "trusted", [b"", b"hello\n", head_of(STORY[:5], by=STRANGER), head_of(STORY[:5], by=OTHER_LOG)]
)
def test_a_trusted_checkpoint_that_is_not_the_logs_is_told(trusted: bytes) -> None:
    assert tampered("C01", audited(published(), trusted=trusted))


@pytest.mark.parametrize("name", ["checkpoints/5", "witnessed"])
def test_an_older_head_that_the_log_does_not_continue_shows_a_fork(name: str) -> None:
    assert faults(audited(with_older(name, head_of(STORY[:5])))) == {}
    assert tampered("C03", audited(with_older(name, head_of(FORK[:5]))))


@pytest.mark.parametrize("name", ["checkpoints/14", "witnessed"])
def test_an_older_head_that_is_longer_than_the_log_shows_a_fork(name: str) -> None:
    assert tampered("C03", audited(with_older(name, head_of([*STORY, STORY[0]]))))


@pytest.mark.parametrize("name", ["checkpoints/5", "witnessed"])
def test_an_older_head_that_cannot_be_relied_on_is_told(name: str) -> None:
    for head in (b"", head_of(STORY[:5], by=STRANGER)):
        assert tampered("C01", audited(with_older(name, head)))


def test_files_that_are_no_heads_are_left_alone() -> None:
    strange = {"checkpoints.txt": b"x", "old/witnessed": b"x", "witnessed.bak": b"x", "MANIFEST.json": b"{}"}
    assert faults(audited(published() | strange)) == {}
