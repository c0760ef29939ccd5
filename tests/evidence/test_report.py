"""What came of it all: tampering outweighs what is missing, and that outweighs what is sound."""

from itertools import permutations

import pytest

from domain.verification.report import Report, Verdict


def reported(*verdicts: Verdict) -> Report:
    """A report with a line of each verdict, in that order."""
    report = Report()
    tell = {Verdict.SOUND: report.sound, Verdict.TAMPERED: report.tampered, Verdict.MISSING: report.missing}
    for number, verdict in enumerate(verdicts, start=1):
        tell[verdict](f"C{number:02d}", "中文", "English")
    return report


@pytest.mark.parametrize("order", list(permutations(Verdict)))
def test_tampering_outweighs_everything(order: tuple[Verdict, ...]) -> None:
    assert reported(*order).verdict is Verdict.TAMPERED


def test_what_is_missing_outweighs_what_is_sound() -> None:
    assert reported(Verdict.MISSING, Verdict.SOUND).verdict is Verdict.MISSING
    assert reported(Verdict.SOUND, Verdict.MISSING).verdict is Verdict.MISSING


def test_nothing_wrong_is_sound() -> None:
    assert reported(Verdict.SOUND, Verdict.SOUND).verdict is Verdict.SOUND
    assert reported().verdict is Verdict.SOUND


def test_verdicts_are_the_exit_codes() -> None:
    assert [int(verdict) for verdict in Verdict] == [0, 1, 2]


def test_lines_are_found_by_their_check_in_the_order_they_came() -> None:
    report = reported(Verdict.SOUND, Verdict.TAMPERED)
    report.missing("C01", "又", "again")
    assert [line.verdict for line in report.told("C01")] == [Verdict.SOUND, Verdict.MISSING]
    assert report.told("C03") == []
