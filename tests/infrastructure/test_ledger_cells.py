"""Cells as people fill them in are read as what was meant."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.ledger.cells import instant_of, phone_of, text_of

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = st.dates(date(1992, 1, 1), date(2099, 12, 31))
MOMENTS = st.datetimes(datetime(1992, 1, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(microsecond=0))
DATE_FORMS = (
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%Y.%m.%d}",
    "{0:%Y}年{0.month}月{0.day}日",
    "{0:%Y}/{0.month}/{0.day}",
    "{0:%Y} 年 {0.month} 月 {0.day} 日",
    "{0:%Y%m%d}",
    "  {0:%Y-%m-%d}　",
)
TIME_FORMS = (
    "{0:%Y-%m-%d %H:%M:%S}",
    "{0:%Y-%m-%dT%H:%M:%S}",
    "{0:%Y/%m/%d %H:%M:%S}",
    "{0:%Y}年{0.month}月{0.day}日 {0.hour}时{0.minute}分{0.second}秒",
    "{0:%Y}.{0.month}.{0.day} {0.hour}:{0:%M}:{0:%S}",
)
FULL_WIDTH = str.maketrans("0123456789-/:", "０１２３４５６７８９－／：")
PIECES = st.lists(
    st.sampled_from(["灯", "坏了", "a", "é", " ", "　", "\xa0", "\t", "\r\n", "\n", "\r", "\u200b", "\ufeff", "\x07"])
)


@given(DAYS, st.sampled_from(DATE_FORMS))
def test_a_day_is_the_same_however_it_is_written(day: date, form: str) -> None:
    midnight = datetime.combine(day, time(), ZONE)
    assert instant_of(form.format(day), ZONE) == midnight
    assert instant_of(form.format(day).translate(FULL_WIDTH), ZONE) == midnight


@given(MOMENTS, st.sampled_from(TIME_FORMS))
def test_a_moment_is_the_same_however_it_is_written(moment: datetime, form: str) -> None:
    assert instant_of(form.format(moment), ZONE) == moment.replace(tzinfo=ZONE)


@given(MOMENTS)
def test_a_date_in_a_cell_of_its_own_kind_is_the_offices(moment: datetime) -> None:
    assert instant_of(moment, ZONE) == moment.replace(tzinfo=ZONE)
    assert instant_of(moment.date(), ZONE) == datetime.combine(moment.date(), time(), ZONE)
    assert instant_of(moment.replace(tzinfo=UTC), ZONE) == moment.replace(tzinfo=UTC)
    assert instant_of(f"{moment.isoformat()}Z", ZONE) == moment.replace(tzinfo=UTC)


@given(MOMENTS)
def test_a_day_number_of_excel_is_its_moment(moment: datetime) -> None:
    number = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    assert instant_of(number, ZONE) == moment.replace(tzinfo=ZONE)


def test_day_numbers_known_from_excel() -> None:
    assert instant_of(45292, ZONE) == datetime(2024, 1, 1, tzinfo=ZONE)
    assert instant_of(45356.75, ZONE) == datetime(2024, 3, 5, 18, tzinfo=ZONE)


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        "  ",
        "昨天",
        "3月5日",
        "2024年",
        "2024-13-01",
        "2024-02-30",
        "2024-03-05 25:00",
        0,
        12,
        20240305,
        True,
        "1",
    ],
)
def test_what_is_no_date_is_not_taken_for_one(cell: object) -> None:
    assert instant_of(cell, ZONE) is None


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("　路灯　 不亮 ", "路灯 不亮"),
        ("第一行\r\n\r\n\r\n  第二行\r第三行", "第一行\n第二行\n第三行"),
        ("路\u200b灯\ufeff不\x00亮\x07", "路灯不亮"),
        ("cafe\u0301", "café"),
        ("１２路", "１２路"),
        (3.0, "3"),
        (3.5, "3.5"),
        (13800000000.0, "13800000000"),
        (0, "0"),
    ],
)
def test_words_are_cleaned_and_otherwise_left_alone(cell: object, words: str) -> None:
    assert text_of(cell) == words


@pytest.mark.parametrize("cell", [None, "", " ", "　\r\n\t", "\u200b\ufeff", "\x00"])
def test_a_cell_with_nothing_to_read_is_empty(cell: object) -> None:
    assert text_of(cell) is None
    assert phone_of(cell) is None


@given(PIECES.map("".join))
def test_clean_words_are_left_as_they_are(words: str) -> None:
    clean = text_of(words)
    assert text_of(clean) == clean
    if clean is not None:
        assert all(line == line.strip() and "  " not in line and line for line in clean.split("\n"))
        assert not {"\r", "\t", "　", "\xa0", "\u200b", "\ufeff", "\x07"} & set(clean)


@pytest.mark.parametrize(
    "cell", ["１３８００００００００", " 13800000000", 13800000000, 13800000000.0, "138０0000０００"]
)
def test_a_phone_number_is_plain_digits(cell: object) -> None:
    assert phone_of(cell) == "13800000000"
