"""GB/T 9704-2012, measured on paper as LibreOffice prints it."""

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from application.documents.layout import Document, Paper, Place, Table, paragraph, second
from infrastructure.documents.styles import STAND_INS
from infrastructure.documents.typesetting import DocxTypesetter
from tests.support.rendered import Page, rendered

DRAWN = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
PLAIN = "民有所呼我有所应践行一项承诺广泛搭建联系平台推动代表活动阵地规范运行" * 60
"""Characters without punctuation: a line of them is never broken early."""
TABLE = Table(("指标", "口径"), (50, 100), tuple((f"第{n}项", "分子与分母") for n in range(40)))


def document(paper: Paper = Paper.A4) -> Document:
    """A document with every place of the form in it."""
    return Document(
        title="汇报",
        author="区人大",
        drawn_at=DRAWN,
        paper=paper,
        blocks=(
            paragraph(Place.TITLE, "关于测量版面的汇报"),
            paragraph(Place.ADDRESSEE, "各位领导："),
            paragraph(Place.BODY, PLAIN),
            paragraph(Place.HEADING, "一、情况"),
            paragraph(Place.BODY, second("（一）平台。"), "“引号”——与……都用中文字体。"),
            paragraph(Place.SIGNATURE, "区人大常委会"),
            paragraph(Place.DATE, "2026年11月1日"),
            paragraph(Place.ANNEX, "附件1"),
            TABLE,
        ),
    )


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    """The printed pages."""
    return rendered(tmp_path_factory.mktemp("layout"), {"one": DocxTypesetter().typeset(document())})["one"]


def full(sheets: tuple[Page, ...]) -> list[Page]:
    """The pages that hold body text and nothing else."""
    return [sheet for sheet in sheets if all(line.text and line.text in PLAIN for line in sheet.body)]


def test_a_page_is_a4_with_22_lines_of_28_characters(sheets: tuple[Page, ...]) -> None:
    assert len(full(sheets)) >= 2
    for sheet in full(sheets):
        assert (round(sheet.width), round(sheet.height)) == (210, 297)
        assert len(sheet.body) == 22
        assert {len(line.text) for line in sheet.body} == {28}


def test_the_type_area_is_156_by_225_millimetres_37_from_above_and_28_from_the_left(sheets: tuple[Page, ...]) -> None:
    for sheet in full(sheets):
        for line in sheet.body:
            assert line.left == pytest.approx(28, abs=0.5)
            assert line.right == pytest.approx(210 - 26, abs=0.7)
        pitch = (sheet.body[-1].middle - sheet.body[0].middle) / 21
        assert pitch * 22 == pytest.approx(225, abs=1)
        # The box of a word follows its typeface's own ascent, which is up to 2 mm off the middle of the line.
        assert sheet.body[0].middle - pitch / 2 == pytest.approx(37, abs=2)
        assert sheet.body[-1].middle + pitch / 2 == pytest.approx(37 + 225, abs=2)


def test_page_numbers_stand_7_mm_below_odd_ones_right_even_ones_left_one_character_in(sheets: tuple[Page, ...]) -> None:
    one_character = 14 * 25.4 / 72
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.number.text == f"—{number}—"
        assert sheet.number.middle == pytest.approx(37 + 225 + 7, abs=1)
        if number % 2:
            assert sheet.number.right == pytest.approx(210 - 26 - one_character, abs=0.7)
        else:
            assert sheet.number.left == pytest.approx(28 + one_character, abs=0.7)


def test_the_date_ends_four_characters_from_the_right(sheets: tuple[Page, ...]) -> None:
    [date] = [line for sheet in sheets for line in sheet.body if line.text == "2026年11月1日"]
    assert date.right == pytest.approx(210 - 26 - 4 * 16 * 25.4 / 72, abs=1.5)


def test_a_table_repeats_its_headings_on_every_page(sheets: tuple[Page, ...]) -> None:
    headed = [sheet for sheet in sheets if any(line.text == "指标口径" for line in sheet.body)]
    assert len(headed) == 2


def test_the_same_document_has_the_same_bytes_and_no_clock_in_them() -> None:
    first, again = DocxTypesetter().typeset(document()), DocxTypesetter().typeset(document())
    assert first == again
    later = DocxTypesetter().typeset(document(Paper.A5))
    assert first != later


def test_typefaces_are_named_with_a_stand_in_and_quotation_marks_are_chinese(tmp_path: Path) -> None:
    path = tmp_path / "one.docx"
    path.write_bytes(DocxTypesetter().typeset(document()))
    with ZipFile(path) as archive:
        table, body = archive.read("word/fontTable.xml").decode(), archive.read("word/document.xml").decode()
        assert not [name for name in archive.namelist() if "thumbnail" in name or "custom" in name]
    for name, other in STAND_INS.items():
        assert f'<w:font w:name="{name}"><w:altName w:val="{other}"/>' in table
    assert body.count("<w:r>") == body.count('w:hint="eastAsia"')
