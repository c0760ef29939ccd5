"""Lines that could not be taken in go into a workbook that a clerk can correct and feed in again."""

from datetime import date, datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from application.ledger import LedgerRow, RowError
from infrastructure.ledger.error_workbook import REASON, ROW, ErrorWorkbook
from infrastructure.ledger.reading import FileLedger, FileLedgerReader
from tests.infrastructure.sheets import coloured, correct, lines_of, text_file, workbook

HEADERS = ("编号", "内容", "时间", "备注")
READER = FileLedgerReader("Asia/Shanghai")


def kept(ledger: FileLedger, path: Path) -> list[RowError]:
    """Write what is wrong with a ledger into a workbook."""
    wrong = [line for line in ledger.rows() if isinstance(line, RowError)]
    with ErrorWorkbook(path, ledger) as sheet:
        for line in wrong:
            sheet.add(line)
    return wrong


def test_without_a_wrong_line_there_is_no_workbook(tmp_path: Path) -> None:
    ledger = READER.open(workbook(tmp_path / "a.xlsx", [(1, "路灯不亮", "2024-03-05", None)], HEADERS))
    assert kept(ledger, tmp_path / "errors.xlsx") == []
    assert not (tmp_path / "errors.xlsx").exists()


def test_each_wrong_line_stands_there_whole_with_its_reason_and_its_place(tmp_path: Path) -> None:
    lines = [(1, None, date(2024, 3, 5), "急"), (2, "好", "2024-03-05", None), (3, "坏", "昨天", 1.5)]
    kept(READER.open(workbook(tmp_path / "a.xlsx", lines, HEADERS)), tmp_path / "errors.xlsx")
    assert lines_of(tmp_path / "errors.xlsx") == [
        {"编号": 1, "内容": None, "时间": "2024-03-05", "备注": "急", REASON: "内容 text-missing", ROW: 2},
        {"编号": 3, "内容": "坏", "时间": "昨天", "备注": 1.5, REASON: "时间 date-unreadable", ROW: 4},
    ]
    assert coloured(tmp_path / "errors.xlsx", 2) == ["时间", REASON]


@pytest.mark.parametrize(
    "words", ["=1+1", '=HYPERLINK("http://x.example","点")', "http://x.example/a", "@SUM(A1)", "+1"]
)
def test_words_stay_words_whatever_they_begin_with(tmp_path: Path, words: str) -> None:
    quoted = '"' + words.replace('"', '""') + '"'
    ledger = READER.open(text_file(tmp_path / "a.csv", [(1, quoted, "?", "")], "utf-8", HEADERS))
    kept(ledger, tmp_path / "errors.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "errors.xlsx").active["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (words, "s", None)


def test_a_corrected_workbook_is_read_like_the_ledger_itself(tmp_path: Path) -> None:
    lines = [(1, "路灯不亮", "?", "急"), (2, None, datetime(2024, 3, 5, 9, 30), None)]
    original = READER.open(workbook(tmp_path / "a.xlsx", lines, HEADERS))
    kept(original, tmp_path / "errors.xlsx")
    correct(tmp_path / "errors.xlsx", 1, "时间", date(2024, 3, 4))
    correct(tmp_path / "errors.xlsx", 2, "内容", "井盖松动")
    corrected = READER.open(tmp_path / "errors.xlsx")
    assert dict(corrected.columns) == dict(original.columns)
    found = [line for line in corrected.rows() if isinstance(line, LedgerRow)]
    assert [(line.number, line.text, f"{line.received_at:%Y-%m-%d %H:%M}") for line in found] == [
        ("1", "路灯不亮", "2024-03-04 00:00"),
        ("2", "井盖松动", "2024-03-05 09:30"),
    ]


def test_an_uncorrected_workbook_has_the_same_faults_again(tmp_path: Path) -> None:
    lines = [(n, "路灯不亮" if n % 2 else None, "?", None) for n in range(1, 40)]
    before = kept(READER.open(workbook(tmp_path / "a.xlsx", lines, HEADERS)), tmp_path / "errors.xlsx")
    after = kept(READER.open(tmp_path / "errors.xlsx"), tmp_path / "again.xlsx")
    assert [(line.column, line.rule) for line in after] == [(line.column, line.rule) for line in before]
    assert len(after) == 39
