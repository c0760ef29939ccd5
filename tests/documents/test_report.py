"""The yearly report: every blank is computed, every figure is right, and the same position gives the same bytes."""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import psycopg
import pytest

from application.reporting.figures import Shape
from application.reporting.reports import Composed
from infrastructure.bootstrap import Plant
from tests.support.brute_blanks import blanks
from tests.support.brute_figures import shares
from tests.support.contact_year import FIRST, LAST, Told
from tests.support.judged import year_of
from tests.support.rendered import POINT, rendered

EVER = date(2020, 1, 1), date(2035, 12, 31)


@pytest.fixture(scope="module")
def made(district: Plant) -> Composed:
    """The report of the year."""
    return district.system.reports.compose(FIRST, LAST)


def words(made: Composed) -> str:
    """Every paragraph."""
    return "\n".join(paragraph.text for paragraph in made.document.paragraphs)


def test_every_figure_of_the_contact_work_is_what_a_slow_count_says(made: Composed, contact: Sequence[Told]) -> None:
    wanted = blanks(contact, FIRST, LAST)
    assert len(wanted) > 20
    for name, value in wanted.items():
        one = made.material.figures[name]
        assert (one.numerator if isinstance(value, int) else (one.numerator, one.denominator)) == value, name


def test_every_share_of_the_cases_is_what_a_slow_count_says(district: Plant) -> None:
    report = district.system.reports.compose(*EVER)
    _, lives = year_of(240)
    told = [[(e, s) for append in life.appends for e, s in append.entries] for life in lives]
    wanted = shares(told, report.material.span.at)
    found = {one.named.name: (one.numerator, one.denominator) for one in report.material.figures}
    assert len(set(wanted) & set(found)) >= 13
    for name, (numerator, denominator) in ((n, v) for n, v in wanted.items() if n in found):
        plain = found[name][1] is None
        assert found[name] == (numerator, None if plain else denominator), name
    assert found["received"][0] == 240


def test_the_cases_of_the_year_are_those_whose_day_is_in_it(made: Composed) -> None:
    _, lives = year_of(240)
    days = [life.appends[0].entries[0][1].occurred_on for life in lives]
    assert made.material.figures["received"].numerator == sum(FIRST <= day <= LAST for day in days) < 240


def test_no_blank_is_left_and_every_heading_of_the_form_is_there(made: Composed) -> None:
    told = words(made)
    assert not re.search(r"\*\*|__|None|（0/0）|[^\d]\d*个个", told)
    for heading in (
        "本区人大常委会“两联系”活动\n开展情况汇报材料",
        "尊敬的各位领导：",
        "一、“一接待两联系”活动开展情况",
        "（一）践行一项承诺，广泛搭建联系平台。",
        "（二）加强“两个联系”，提升代表服务水平。",
        "（三）探索“三个亮点”，创新代表工作特色。",
        "（四）抓实“四项工作”，增强代表工作实效。",
        "二、存在的问题",
        "（一）“两联系”的活动成效还需进一步提升。",
        "（四）人大工作队伍还需进一步加强。",
        "三、下一步工作打算",
        "（三）改进和创新代表工作，充分发挥代表主体作用。",
    ):
        assert heading in told


def test_the_satisfied_share_stands_beside_the_share_that_answered(made: Composed) -> None:
    [judged] = [p for p in made.document.paragraphs if any(r.figure == "satisfied" for r in p.runs)]
    assert [run.figure for run in judged.runs if run.figure][:2] == ["evaluated", "satisfied"]


def test_every_figure_lists_the_events_it_rests_on(made: Composed, district: Plant) -> None:
    head = district.system.log.head()
    for one in made.material.figures:
        assert all(0 < item.position <= head for item in one.items), one.named.name
        if one.named.shape is Shape.SHARE:
            assert (sum(item.counted for item in one.items), len(one.items)) == (one.numerator, one.denominator)
        elif one.numerator:
            assert one.items, one.named.name


def test_the_same_position_gives_the_same_bytes_and_a_later_one_says_so(district: Plant) -> None:
    reports, log = district.system.reports, district.system.log
    position = log.head() - 300
    first, again = reports.compose(FIRST, LAST, position), reports.compose(FIRST, LAST, position)
    assert (first.docx, first.xlsx) == (again.docx, again.xlsx)
    later = reports.compose(FIRST, LAST, log.head())
    assert (first.docx, first.xlsx) != (later.docx, later.xlsx)
    assert f"日志第{position}条" in words(first) and f"--position {position}" in words(first)
    assert f"日志第{log.head()}条" in words(later)


def test_the_workbook_has_a_sheet_behind_every_figure(made: Composed) -> None:
    book = openpyxl.load_workbook(BytesIO(made.xlsx), read_only=True)
    assert book.sheetnames[:3] == ["依据 basis", "指标", "Figures"]
    for one in made.material.figures:
        rows = list(book[one.named.name].iter_rows(min_row=2, values_only=True))
        assert len(rows) == len(one.items), one.named.name
    english = [row[1] for row in book["Figures"].iter_rows(min_row=2, values_only=True)]
    assert english == [one.named.en for one in made.material.figures]
    assert not re.search(r"[\u4e00-\u9fff]", " ".join(english))


def test_a_page_can_be_made_of_it(made: Composed) -> None:
    page: dict[str, Any] = made.preview
    lists = {one["name"]: one["list"] for one in page["figures"]}
    named = {run["figure"] for block in page["blocks"] for run in block.get("runs", ()) if "figure" in run}
    assert named and named <= set(lists)
    assert all(link == f"/api/v1/reports/{made.id}/figures/{name}" for name, link in lists.items())


def test_printed_it_keeps_the_standard(made: Composed, tmp_path: Path) -> None:
    sheets = rendered(tmp_path, {"report": made.docx})["report"]
    annex = next(n for n, sheet in enumerate(sheets) if sheet.body[0].text.startswith("附件1"))
    assert 5 <= annex <= 12
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.number.text == f"—{number}—"
    for sheet in sheets[1 : annex - 1]:
        assert len(sheet.body) == 22
        assert min(line.left for line in sheet.body) == pytest.approx(28, abs=0.6)
        for line in sheet.body:
            # A mark at the end may hang over the edge, as Word does it by default.
            hanging = 16 * POINT if line.text[-1] in "，。；、：" else 0
            assert line.right <= 210 - 26 + 0.7 + hanging


def test_erasing_everybody_changes_nothing_in_a_report(district: Plant, made: Composed) -> None:
    with psycopg.connect(district.urls.admin, autocommit=True) as conn:
        gone = conn.execute(f"DELETE FROM {district.settings.schema}_keeper.subject_key".encode()).rowcount
    assert gone > 100
    again = district.system.reports.compose(FIRST, LAST, made.material.span.position)
    assert (again.docx, again.xlsx) == (made.docx, made.xlsx)
