"""Headers as offices write them are understood, and a small file overrides the guess."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from application.ledger import LedgerUnreadable
from infrastructure.ledger.columns import HEADER_ROWS, SYNONYMS, ColumnNames, find_header, read_mapping

PLAIN = ColumnNames()


def guessed(*headers: object, told: ColumnNames = PLAIN) -> dict[str, object]:
    """Which header stands for which field."""
    _, places = find_header([headers], told)
    return {name: headers[at] for name, at in places.items()}


def refused(*rows: tuple[object, ...], told: ColumnNames = PLAIN) -> tuple[str, str]:
    """Why no header was found."""
    with pytest.raises(LedgerUnreadable) as caught:
        find_header(rows, told)
    return caught.value.slug, caught.value.field


def mapping(path: Path, words: str) -> ColumnNames:
    """A mapping file, read."""
    path.write_text(words, encoding="utf-8")
    return read_mapping(path)


@pytest.mark.parametrize(
    "headers",
    [
        {
            "number": "留言编号",
            "voter_name": "留言用户",
            "title": "留言主题",
            "text": "留言详情",
            "received_at": "留言时间",
        },
        {
            "number": "序号",
            "voter_name": "选民姓名",
            "voter_phone": "联系电话",
            "text": "意见建议",
            "received_at": "登记日期",
        },
        {
            "text": "反映内容",
            "received_at": "接待时间",
            "station": "代表联络站",
            "answer": "办理结果",
            "answered_at": "办结时间",
        },
        {"number": "No", "text": "Content", "received_at": "Received", "channel": "Source"},
        {
            "voter_address": "家庭住址",
            "text": "民意内容",
            "received_at": "日期",
            "category": "问题类别",
            "channel": "收集渠道",
        },
    ],
)
def test_headers_as_offices_write_them_are_understood(headers: Mapping[str, str]) -> None:
    assert guessed(*headers.values()) == headers
    assert guessed(*reversed(list(headers.values()))) == headers


@pytest.mark.parametrize(("field", "header"), [(f, h) for f, headers in SYNONYMS.items() for h in headers])
def test_every_header_the_service_knows_is_found_among_others(field: str, header: str) -> None:
    others = {"text": "留言详情", "received_at": "留言时间"}
    assert guessed(*(others | {field: header}).values(), "备注") == others | {field: header}


@pytest.mark.parametrize(
    "written", ["意见 内容", "意见内容：", "*意见内容", "意见内容（必填）", "意见\n内容", "　意见内容　"]
)
def test_marks_spaces_and_brackets_do_not_hide_a_header(written: str) -> None:
    assert guessed(written, "登记日期") == {"text": written, "received_at": "登记日期"}


def test_a_header_stands_for_one_field_and_the_first_of_two_alike_counts() -> None:
    _, places = find_header([("内容", "时间", "时间", "内容")], PLAIN)
    assert places == {"text": 0, "received_at": 1}


@pytest.mark.parametrize("above", [0, 1, HEADER_ROWS - 1])
def test_titles_may_stand_above_the_header(above: int) -> None:
    rows = [("某街道意见建议台账", None, None)] * above + [("编号", "内容", "时间"), (1, "路灯不亮", "2024-03-05")]
    assert find_header(rows, PLAIN) == (above, {"number": 0, "text": 1, "received_at": 2})


def test_a_header_too_far_down_is_not_looked_for() -> None:
    rows = [("某街道意见建议台账", None, None)] * HEADER_ROWS
    assert refused(*rows, ("编号", "内容", "时间")) == ("no-header-found", "file")
    assert refused() == ("no-header-found", "file")


def test_the_field_that_cannot_be_done_without_is_named() -> None:
    assert refused(("编号", "时间")) == ("column-missing", "text")
    assert refused(("编号", "内容")) == ("column-missing", "received_at")


def test_a_mapping_overrides_the_guess_and_leaves_the_rest_to_it(tmp_path: Path) -> None:
    told = mapping(tmp_path / "m.toml", '[columns]\ntext = "核实 情况"\nnumber = "案卷"\n')
    headers = ("内容", "核实情况", "案卷号", "案卷", "时间")
    assert guessed(*headers, told=told) == {"text": "核实情况", "number": "案卷", "received_at": "时间"}


def test_a_header_that_a_mapping_names_must_be_there(tmp_path: Path) -> None:
    told = mapping(tmp_path / "m.toml", '[columns]\nvoter_name = "户主"\n')
    assert refused(("内容", "时间", "姓名"), told=told) == ("column-unknown", "户主")


def test_a_mapping_may_say_what_empty_cells_hold_and_in_which_zone(tmp_path: Path) -> None:
    told = mapping(tmp_path / "m.toml", 'time_zone = "Asia/Urumqi"\n[defaults]\nstation = "S1"\nchannel = "visit"\n')
    assert (told.columns, told.defaults) == ({}, {"station": "S1", "channel": "visit"})
    assert told.time_zone == "Asia/Urumqi"
    assert read_mapping(None) == PLAIN


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"[columns\n", ("mapping-unreadable", "m.toml")),
        ('[columns]\ntext = "内容"\n'.encode("gb18030"), ("mapping-unreadable", "m.toml")),
        (b'[columns]\nwords = "x"\n', ("field-unknown", "words")),
        (b'[defaults]\ncolour = "red"\n', ("field-unknown", "colour")),
    ],
)
def test_a_mapping_of_another_form_is_refused(tmp_path: Path, words: bytes, said: tuple[str, str]) -> None:
    file = tmp_path / "m.toml"
    file.write_bytes(words)
    with pytest.raises(LedgerUnreadable) as caught:
        read_mapping(file)
    assert (caught.value.slug, caught.value.field) == said
