"""A ledger line by line: what can be taken in, and which column of what cannot breaks which rule."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from application.ledger import LedgerRow, LedgerUnreadable, RowError
from infrastructure.ledger.reading import LONGEST, LONGEST_TEXT, TITLE_LENGTH, FileLedger, FileLedgerReader
from tests.infrastructure.sheets import text_file, workbook

ZONE = ZoneInfo("Asia/Shanghai")
HEADERS = ("编号", "姓名", "电话", "主题", "内容", "时间", "答复", "答复时间", "类别")
GOOD = ("7", "某甲", "１３８００００００００", "路灯", "路灯 不亮", "2024-03-05", "已修", "2024-03-08", "城建")
READER = FileLedgerReader("Asia/Shanghai")


def opened(folder: Path, *lines: tuple[object, ...], mapping: str | None = None) -> FileLedger:
    """A workbook of these lines, opened."""
    told = folder / "mapping.toml"
    told.write_text(mapping or "", encoding="utf-8")
    return READER.open(workbook(folder / "a.xlsx", lines, HEADERS), told if mapping else None)


def changed(**cells: object) -> tuple[object, ...]:
    """The good line with other cells in it."""
    return tuple(cells.get(header, cell) for header, cell in zip(HEADERS, GOOD, strict=True))


def taken(ledger: FileLedger) -> LedgerRow:
    """The one line of a ledger, which can be taken in."""
    [line] = ledger.rows()
    assert isinstance(line, LedgerRow), line
    return line


def test_a_line_is_read_field_by_field(tmp_path: Path) -> None:
    ledger = opened(tmp_path, GOOD)
    line = taken(ledger)
    assert (line.row, line.number, line.voter_name, line.voter_phone) == (2, "7", "某甲", "13800000000")
    assert (line.title, line.text, line.category, line.answer) == ("路灯", "路灯 不亮", "城建", "已修")
    assert (line.received_at, line.answered_at) == (
        datetime(2024, 3, 5, tzinfo=ZONE),
        datetime(2024, 3, 8, tzinfo=ZONE),
    )
    assert (line.station, line.channel, line.voter_address) == (None, None, None)
    assert (ledger.headers, ledger.count, line.cells) == (HEADERS, 1, GOOD)


def test_cells_of_their_own_kind_are_read_like_text(tmp_path: Path) -> None:
    line = taken(opened(tmp_path, changed(编号=7, 电话=13800000000, 时间=datetime(2024, 3, 5, 9, 30), 答复时间=45359)))
    assert (line.number, line.voter_phone) == ("7", "13800000000")
    assert (line.received_at, line.answered_at) == (
        datetime(2024, 3, 5, 9, 30, tzinfo=ZONE),
        datetime(2024, 3, 8, tzinfo=ZONE),
    )


def test_a_line_without_title_is_called_by_its_first_words(tmp_path: Path) -> None:
    words = "路灯不亮" * 30
    assert taken(opened(tmp_path, changed(主题=None, 内容=words))).title == words[:TITLE_LENGTH]


def test_the_day_of_an_answer_that_was_not_given_is_passed_over(tmp_path: Path) -> None:
    line = taken(opened(tmp_path, changed(答复=" ")))
    assert (line.answer, line.answered_at) == (None, None)


def test_a_bare_line_needs_words_and_a_day_and_nothing_else(tmp_path: Path) -> None:
    bare = dict.fromkeys(HEADERS) | {"内容": "路灯不亮", "时间": "2024-03-05"}
    line = taken(opened(tmp_path, changed(**bare)))
    assert (line.number, line.voter_name, line.answer, line.title) == (None, None, None, "路灯不亮")


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        ({"内容": None}, "内容", "text-missing"),
        ({"内容": "\u200b　"}, "内容", "text-missing"),
        ({"时间": None}, "时间", "date-unreadable"),
        ({"时间": "三月初"}, "时间", "date-unreadable"),
        ({"时间": 5}, "时间", "date-unreadable"),
        ({"答复时间": None}, "答复时间", "answer-date-missing"),
        ({"答复时间": "近日"}, "答复时间", "date-unreadable"),
        ({"答复时间": "2024-03-04"}, "答复时间", "answer-before-receipt"),
        ({"编号": "9" * (LONGEST["number"] + 1)}, "编号", "text-too-long"),
        ({"类别": "类" * (LONGEST["category"] + 1)}, "类别", "text-too-long"),
        ({"内容": None, "时间": None, "答复时间": None}, "内容", "text-missing"),
    ],
)
def test_the_column_at_fault_and_its_rule_are_named(
    tmp_path: Path, cells: dict[str, object], column: str, rule: str
) -> None:
    [line] = opened(tmp_path, changed(**cells)).rows()
    assert isinstance(line, RowError)
    assert (line.row, line.column, line.rule) == (2, column, rule)
    assert len(line.cells) == len(HEADERS)


def test_what_is_just_short_enough_is_taken_in(tmp_path: Path) -> None:
    line = taken(opened(tmp_path, changed(编号="9" * LONGEST["number"], 类别="类" * LONGEST["category"])))
    assert (line.number, line.category) == ("9" * LONGEST["number"], "类" * LONGEST["category"])


def test_words_beyond_all_measure_are_refused_and_not_cut(tmp_path: Path) -> None:
    for length, fits in ((LONGEST_TEXT, True), (LONGEST_TEXT + 1, False)):
        file = text_file(tmp_path / "a.csv", [changed(内容="路" * length)], "utf-8", HEADERS)
        [line] = READER.open(file).rows()
        assert isinstance(line, LedgerRow) is fits
        assert line.cells[4] == "路" * length


def test_empty_lines_are_passed_over_and_the_others_keep_their_place(tmp_path: Path) -> None:
    empty = (None,) * len(HEADERS)
    ledger = opened(tmp_path, empty, GOOD, ("  ",), empty, changed(时间="?"), GOOD, empty)
    assert [(type(line), line.row) for line in ledger.rows()] == [(LedgerRow, 3), (RowError, 6), (LedgerRow, 7)]
    assert ledger.count == 3
    assert list(ledger.rows()) == list(ledger.rows())


def test_a_line_shorter_than_the_header_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    file = text_file(tmp_path / "a.csv", [GOOD[:6]], "utf-8", HEADERS)
    [line] = READER.open(file).rows()
    assert isinstance(line, LedgerRow)
    assert (line.text, line.answer) == ("路灯 不亮", None)


def test_defaults_fill_empty_cells_and_leave_full_ones(tmp_path: Path) -> None:
    ledger = opened(
        tmp_path, GOOD, changed(类别=None), mapping='[defaults]\ncategory = "其他"\nstation = "S1"\nchannel = "来信"\n'
    )
    found = [line for line in ledger.rows() if isinstance(line, LedgerRow)]
    assert [(line.category, line.station, line.channel) for line in found] == [
        ("城建", "S1", "来信"),
        ("其他", "S1", "来信"),
    ]


def test_days_are_those_of_the_zone_a_mapping_names(tmp_path: Path) -> None:
    line = taken(opened(tmp_path, GOOD, mapping='time_zone = "Asia/Urumqi"\n'))
    assert line.received_at == datetime(2024, 3, 5, tzinfo=ZoneInfo("Asia/Urumqi"))
    assert line.received_at.isoformat() == "2024-03-05T00:00:00+06:00"


def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnreadable) as caught:
        opened(tmp_path, GOOD, mapping='time_zone = "Mars/Base"\n')
    assert (caught.value.slug, caught.value.field) == ("time-zone-unknown", "time_zone")


def test_the_same_file_has_the_same_digest_and_another_file_another(tmp_path: Path) -> None:
    one = text_file(tmp_path / "1.csv", [GOOD], "utf-8", HEADERS)
    same = text_file(tmp_path / "2.csv", [GOOD], "utf-8", HEADERS)
    other = text_file(tmp_path / "3.csv", [changed(编号="8")], "utf-8", HEADERS)
    assert READER.open(one).sha256 == READER.open(same).sha256 != READER.open(other).sha256
