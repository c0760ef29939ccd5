"""C04: a bundle or a tile that is not what follows from the entries."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.verification.report import Verdict
from tests.evidence.logbook import (
    NOW,
    STORY,
    Files,
    audited,
    faults,
    files_of,
    head_of,
    long_log,
    missing,
    published,
    rewritten,
    tampered,
)

LATER = NOW + timedelta(days=400)
LONG = published(long_log()[:600])
TILES = sorted(name for name in LONG if name.startswith("tile/") and "entries" not in name)
BUNDLES = sorted(name for name in LONG if "entries" in name)
BUNDLE = "tile/entries/000.p/13"


def long_with(name: str, raw: bytes) -> Files:
    """The long log with one of its files changed."""
    return LONG | {name: raw}


def long_without(name: str) -> Files:
    """The long log with one of its files gone."""
    return {other: raw for other, raw in LONG.items() if other != name}


def test_the_long_log_has_full_tiles_and_parts_of_two_levels() -> None:
    assert TILES == ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]
    assert BUNDLES == ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"]


@pytest.mark.parametrize("name", TILES)
def test_a_changed_tile_is_tampering(name: str) -> None:
    raw = LONG[name]
    for wrong in (b"", raw[:-1], raw + b"\0", raw[32:] + raw[:32], bytes([raw[0] ^ 1]) + raw[1:]):
        assert tampered("C04", audited(long_with(name, wrong), now=LATER))


@pytest.mark.parametrize("name", [*TILES, *BUNDLES])
def test_a_file_that_is_gone_is_missing(name: str) -> None:
    report = audited(long_without(name), now=LATER)
    assert missing("C04", report) and name.partition(".p")[0] in report.told("C04")[0].en


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_that_ends_inside_an_entry_is_tampering(name: str) -> None:
    for cut in (1, 2, 100):
        assert tampered("C04", audited(long_with(name, LONG[name][:-cut]), now=LATER))


def test_a_bundle_that_ends_before_its_last_entry_is_tampering() -> None:
    files = published()
    short = files[BUNDLE][: -2 - len(STORY[-1])]
    assert tampered("C04", audited(files | {BUNDLE: short}))
    assert tampered("C04", audited(files | {BUNDLE: b""}))


def test_entries_that_are_not_those_of_the_signed_root_are_tampering() -> None:
    """The tiles fit the entries again; the root that was signed does not."""
    changed = rewritten(9, lambda members: members["data"]["meta"].update(by="somebody-else"))
    report = audited(files_of(changed) | {"checkpoint": head_of(STORY)})
    assert tampered("C04", report) and len(report.told("C04")) == 1


def test_an_entry_changed_in_its_bundle_alone_contradicts_tile_and_root() -> None:
    changed = rewritten(9, lambda members: members["data"]["meta"].update(by="somebody-else"))
    report = audited(published() | {BUNDLE: files_of(changed)[BUNDLE]})
    assert tampered("C04", report) and len(report.told("C04")) == 2


@settings(max_examples=150)
@given(st.integers(0, len(files_of(STORY)[BUNDLE]) * 8 - 1))
def test_no_bit_of_a_bundle_can_be_turned_round_unnoticed(bit: int) -> None:
    raw = bytearray(files_of(STORY)[BUNDLE])
    raw[bit // 8] ^= 1 << bit % 8
    report = audited(published() | {BUNDLE: bytes(raw)})
    assert report.verdict is Verdict.TAMPERED and faults(report)["C04"] is Verdict.TAMPERED


def test_nothing_more_is_claimed_of_a_log_whose_entries_run_out() -> None:
    report = audited(long_without("tile/entries/001"), now=LATER)
    assert {line.check for line in report.lines} == {"C01", "C02", "C04"}
