"""A year's holiday notice as a small file: what it says, and the key that is named when it says it wrongly."""

from datetime import date
from pathlib import Path

import pytest

from infrastructure.editions.notice_files import NoticeUnreadable, read_notice

GOOD = {
    "year": "2027",
    "source": '"国办发明电〔2026〕1号"',
    "rest_days": "[2027-02-05, 2027-02-06, 2027-02-07, 2027-02-08]",
    "make_up_days": "[2027-02-20, 2027-02-19]",
}


def notice(path: Path, **other: str | None) -> Path:
    """A notice with some keys changed or left out."""
    said = {key: value for key, value in (GOOD | other).items() if value is not None}
    path.write_text("".join(f"{key} = {value}\n" for key, value in said.items()), encoding="utf-8")
    return path


def fault(path: Path) -> str | None:
    """The key that a notice is refused for."""
    with pytest.raises(NoticeUnreadable) as caught:
        read_notice(path)
    assert caught.value.slug == "notice-unreadable"
    return caught.value.field


def test_a_notice_is_an_announced_year_and_its_source(tmp_path: Path) -> None:
    year, source = read_notice(notice(tmp_path / "n.toml"))
    assert (year.year, year.announced, source) == (2027, True, "国办发明电〔2026〕1号")
    worked = {day: year.works_on(date(2027, 2, day)) for day in (4, 5, 6, 7, 8, 9, 20, 21)}
    assert worked == {4: True, 5: False, 6: False, 7: False, 8: False, 9: True, 20: True, 21: False}


def test_only_days_that_change_the_count_are_kept(tmp_path: Path) -> None:
    year, _ = read_notice(notice(tmp_path / "n.toml"))
    assert year.rest_days == {date(2027, 2, 5), date(2027, 2, 8)}
    assert year.make_up_days == {date(2027, 2, 20)}


def test_a_year_may_have_no_day_out_of_the_ordinary(tmp_path: Path) -> None:
    year, _ = read_notice(notice(tmp_path / "n.toml", rest_days="[]", make_up_days="[]"))
    assert (year.rest_days, year.make_up_days) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *((key, None) for key in GOOD),
        ("year", '"2027"'),
        ("year", "1999"),
        ("year", "2101"),
        ("year", "2027.0"),
        ("year", "true"),
        ("source", '"  "'),
        ("source", "1"),
        ("rest_days", '["2027-02-05"]'),
        ("rest_days", "2027-02-05"),
        ("rest_days", "[2026-12-31]"),
        ("rest_days", "[2027-02-05T00:00:00]"),
        ("make_up_days", "[2028-02-20]"),
        ("make_up_days", "{}"),
    ],
)
def test_the_key_at_fault_is_named(tmp_path: Path, key: str, value: str | None) -> None:
    assert fault(notice(tmp_path / "n.toml", **{key: value})) == key


@pytest.mark.parametrize(
    "content", [b"year = ", b"\xff\xfe", "source = 通知".encode(), "year = 2027 # 放假".encode("gb18030")]
)
def test_what_is_no_toml_in_utf8_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "n.toml").write_bytes(content)
    assert fault(tmp_path / "n.toml") == "n.toml"
