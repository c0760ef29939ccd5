"""Files are told apart by what is in them, and what cannot be a ledger is refused before it costs anything."""

import struct
import zipfile
from pathlib import Path

import pytest

from application.ledger import LedgerUnreadable
from infrastructure.ledger.limits import LARGEST_FILE, MOST_COLUMNS, MOST_MEMBERS, MOST_RATIO
from infrastructure.ledger.sheets import read_sheet
from tests.infrastructure.sheets import HEADERS, text_file, workbook

LINE = ("1", "某甲", "𠮷祥里停水，请修", "2024-03-05", "", "")
ROWS = [list(HEADERS), list(LINE)]
SHEET = "xl/worksheets/sheet1.xml"


def refused(path: Path) -> str:
    """The rule by which a file is refused."""
    with pytest.raises(LedgerUnreadable) as caught:
        read_sheet(path)
    return caught.value.slug


def padded(path: Path, name: str, megabytes: int) -> Path:
    """A workbook with a member that unpacks to very much more than it takes."""
    workbook(path, [LINE])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b" " * (megabytes * 1024 * 1024))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_text_file_is_read_in_the_encoding_it_has(tmp_path: Path, encoding: str, mark: str) -> None:
    assert read_sheet(text_file(tmp_path / "a.csv", [LINE], encoding, mark=mark)) == ROWS


def test_the_byte_order_mark_says_which_way_round(tmp_path: Path) -> None:
    words = ",".join(HEADERS)
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        (tmp_path / encoding).write_bytes(mark + words.encode(encoding))
        assert read_sheet(tmp_path / encoding) == [list(HEADERS)]


def test_quoted_cells_may_hold_marks_and_line_breaks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('内容,时间\r\n"路灯，不亮,\n请修""尽快""",2024-03-05\r\n', encoding="utf-8")
    assert read_sheet(tmp_path / "a.csv")[1] == ['路灯，不亮,\n请修"尽快"', "2024-03-05"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.txt", "a", "台账.XLSX"])
def test_a_workbook_is_one_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    assert [row[:4] for row in read_sheet(workbook(tmp_path / name, [LINE]))] == [row[:4] for row in ROWS]


def test_text_called_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    assert read_sheet(text_file(tmp_path / "a.xlsx", [LINE], "gb18030")) == ROWS


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old-excel-format"),
        (b"\xff\xff\xff\xff", "encoding-unknown"),
        (b"\xef\xbb\xbf\xff", "encoding-unknown"),
        (b"PK\x03\x04", "not-a-spreadsheet"),
        (b"PK\x03\x04" + bytes(4096), "not-a-spreadsheet"),
    ],
)
def test_what_no_ledger_begins_with_is_refused(tmp_path: Path, content: bytes, rule: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    assert refused(tmp_path / "a.xlsx") == rule


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_workbook_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    whole = workbook(tmp_path / "a.xlsx", [LINE] * 50).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: int(len(whole) * share)])
    assert refused(tmp_path / "cut.xlsx") == "not-a-spreadsheet"


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert refused(tmp_path / "a.xlsx") == "not-a-spreadsheet"


@pytest.mark.parametrize("name", [SHEET.replace("sheet1", "sheet2"), "docProps/thumbnail.bin"])
def test_a_small_file_that_unpacks_to_very_much_is_refused(tmp_path: Path, name: str) -> None:
    bomb = padded(tmp_path / "bomb.xlsx", name, 32)
    assert bomb.stat().st_size * MOST_RATIO < 32 * 1024 * 1024
    assert refused(bomb) == "zip-bomb"


def test_a_file_that_says_it_is_small_and_is_not_is_refused(tmp_path: Path) -> None:
    bomb = padded(tmp_path / "bomb.xlsx", "xl/more.xml", 32)
    true, told = struct.pack("<I", 32 * 1024 * 1024), struct.pack("<I", 1024)
    assert true in bomb.read_bytes()
    bomb.write_bytes(bomb.read_bytes().replace(true, told))
    assert refused(bomb) in ("zip-bomb", "not-a-spreadsheet")


def test_an_archive_of_very_many_members_is_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path / "many.xlsx", [LINE])
    with zipfile.ZipFile(file, "a") as archive:
        for n in range(MOST_MEMBERS):
            archive.writestr(f"xl/media/{n}", b"")
    assert refused(file) == "zip-bomb"


def test_a_large_ledger_of_plain_lines_is_no_bomb(tmp_path: Path) -> None:
    file = workbook(tmp_path / "large.xlsx", [LINE] * 3_000)
    assert len(read_sheet(file)) == 3_001


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert refused(tmp_path / "huge.csv") == "file-too-large"


def test_a_sheet_too_wide_is_refused(tmp_path: Path) -> None:
    for width, wide in ((MOST_COLUMNS, False), (MOST_COLUMNS + 1, True)):
        file = text_file(tmp_path / f"{width}.csv", [], "utf-8", [f"列{n}" for n in range(width)])
        assert (refused(file) == "too-many-columns") if wide else (len(read_sheet(file)[0]) == width)
