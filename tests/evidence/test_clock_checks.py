"""C08: a time that goes back, contradicts a witness, or is not the office's own."""

from datetime import timedelta

import pytest

from domain.evidence.entries import instant
from domain.verification.numbering import MOST_TOLD
from domain.verification.report import Report, Verdict
from tests.evidence.histories import CASE, leaves_of, lived
from tests.evidence.logbook import (
    ENDED,
    ERASURE,
    SECOND,
    STORY,
    SUCCESSION,
    Members,
    audited,
    edited,
    faults,
    genesis,
    head_of,
    published,
    rewritten,
    tampered,
)
from tests.evidence.signers import COURT, UNI, policy_text, witness_line
from tests.spec import CLOSED

ASKED = policy_text(witness_line("court", COURT, "https://court.example"), witness_line("uni", UNI), quorum="none")
"""The court is asked as heads are made; the university signs offline, whenever it comes round to it."""
MINUTE = 60 * SECOND


def unix(seconds: int) -> int:
    """So many seconds after the story's end, as witnesses write it."""
    return int(ENDED.timestamp()) + seconds


def recorded_at(index: int, after: timedelta) -> list[bytes]:
    """The story with one entry recorded so long after the story's end."""
    return rewritten(index, lambda members: members.update(rec=instant(ENDED + after)))


def office_says(change: Members, *, adopted: int = 0, demo: bool = False) -> Report:
    """The report on a story whose last event carries other times of the office."""
    entries = [genesis(adopted=adopted, demo=demo), *leaves_of(lived(CASE, *CLOSED), 1)]
    return audited(
        published([*entries[:-1], edited(entries[-1], lambda members: members["data"]["meta"].update(change))])
    )


def test_a_log_whose_time_goes_back_is_tampering() -> None:
    assert tampered("C08", audited(published(recorded_at(ERASURE, -3 * SECOND))))
    assert faults(audited(published(recorded_at(ERASURE, -2 * SECOND)))) == {}


def test_an_entry_recorded_after_its_head_was_cosigned_is_tampering() -> None:
    for signer in (COURT, UNI):
        assert faults(audited(published(STORY, (signer, unix(-10))), policy=ASKED)) == {}
        assert tampered("C08", audited(published(STORY, (signer, unix(-11))), policy=ASKED))


def test_the_earliest_witness_of_a_head_counts() -> None:
    report = audited(published(STORY, (COURT, unix(5)), (UNI, unix(-11))), policy=ASKED)
    assert tampered("C08", report) and len(report.told("C08")) == 1


def test_an_entry_recorded_after_its_older_head_was_cosigned_is_tampering() -> None:
    files = published() | {"checkpoints/12": head_of(STORY[:12], (UNI, unix(-12)))}
    assert tampered("C08", audited(files, policy=ASKED))


@pytest.mark.parametrize(("seconds", "sound"), [(0, True), (70, True), (71, False), (3600, False)])
def test_an_entry_recorded_long_before_a_head_without_it_was_cosigned_is_tampering(seconds: int, sound: bool) -> None:
    """A minute is what a leaf may wait for its head, ten seconds what clocks may differ by."""
    files = published() | {f"checkpoints/{SUCCESSION}": head_of(STORY[:SUCCESSION], (COURT, unix(seconds)))}
    report = audited(files, policy=ASKED)
    assert faults(report) == {} if sound else tampered("C08", report)


def test_the_latest_head_without_an_entry_counts() -> None:
    files = published() | {
        "checkpoints/11": head_of(STORY[:11], (COURT, unix(3600))),
        f"checkpoints/{SUCCESSION}": head_of(STORY[:SUCCESSION], (COURT, unix(0))),
    }
    assert len(audited(files, policy=ASKED).told("C08")) == 2


def test_a_witness_that_signs_offline_days_later_says_nothing_of_what_came_in_meanwhile() -> None:
    files = published() | {f"checkpoints/{SUCCESSION}": head_of(STORY[:SUCCESSION], (UNI, unix(3600)))}
    assert faults(audited(files, policy=ASKED)) == {}


@pytest.mark.parametrize("seconds", [-3600, -10, 12, 86_400])
def test_an_office_clock_apart_from_the_logs_is_tampering(seconds: int) -> None:
    """The leaf was recorded one second after the office's own 09:00."""
    at = CLOSED_AT + seconds * SECOND
    report = office_says({"at": at.isoformat(), "occurred": at.isoformat()})
    assert tampered("C08", report) and len(report.told("C08")) == 1


@pytest.mark.parametrize("seconds", [-9, 0, 11])
def test_an_office_clock_within_ten_seconds_of_the_logs_is_believed(seconds: int) -> None:
    at = CLOSED_AT + seconds * SECOND
    assert faults(office_says({"at": at.isoformat(), "occurred": at.isoformat()})) == {}


def test_a_demonstration_has_a_clock_of_its_own_and_says_so() -> None:
    report = office_says({"at": "2025-01-01T09:00:00+08:00", "occurred": "2025-01-01T09:00:00+08:00"}, demo=True)
    assert faults(report) == {}
    assert [line.verdict for line in report.told("C08")] == [Verdict.SOUND] * 2


@pytest.mark.parametrize(("adopted", "sound"), [(7, True), (8, True), (6, False)])
def test_events_adopted_into_the_log_were_recorded_before_it_began(adopted: int, sound: bool) -> None:
    old = {"at": "2025-01-01T09:00:00+08:00", "occurred": "2025-01-01T09:00:00+08:00"}
    report = office_says(old, adopted=adopted)
    assert faults(report) == {} if sound else tampered("C08", report)


def test_what_happened_after_it_was_recorded_is_tampering() -> None:
    report = office_says({"occurred": (CLOSED_AT + SECOND).isoformat()})
    assert tampered("C08", report) and len(report.told("C08")) == 1
    assert tampered("C08", office_says({"occurred": (CLOSED_AT + SECOND).isoformat()}, demo=True))
    assert faults(office_says({"occurred": (CLOSED_AT - 30 * MINUTE).isoformat()})) == {}


def test_times_that_cannot_be_compared_are_tampering() -> None:
    assert tampered("C08", office_says({"occurred": "2026-03-13T09:00:00"}))


@pytest.mark.parametrize("change", [{"at": "yesterday"}, {"at": None}, {"occurred": 5}, {"at": "2026-03-13T09:00:00"}])
def test_an_event_without_times_is_told_by_its_clock_and_by_its_replay(change: Members) -> None:
    assert faults(office_says(change)) == {"C07": Verdict.TAMPERED, "C08": Verdict.TAMPERED}


def test_no_more_findings_are_told_than_anybody_reads() -> None:
    entries = [edited(raw, lambda members: members.update(rec="2026-01-01T00:00:00.000000Z")) for raw in STORY]
    late = [entries[0], *entries[1:] * 3]
    assert len(audited(published(late)).told("C08")) == MOST_TOLD


CLOSED_AT = lived(CASE, *CLOSED)[-1].entries[0][1].at
"""When the office closed the case."""
