"""An old ledger is taken in: every line once, with its own day, and what cannot be read comes back to be corrected."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from interfaces.actors import SYSTEM
from tests.cli.command import Done, environment, run
from tests.cli.taken_in import cases, taken_in
from tests.infrastructure.sheets import HEADERS, coloured, correct, lines_of, text_file, workbook

Line = Sequence[object]
ALONE, ANSWERED = ["Received"], ["Received", "Answered"]


def lines(prefix: str) -> list[Line]:
    """Three lines, one of them answered."""
    return [
        (f"{prefix}1", "某甲", "　小区路灯　不亮。\r\n\r\n\r\n请修。 ", "2024年3月5日", "已修复。", "2024-03-08"),
        (f"{prefix}2", "某乙", "井盖松动", date(2024, 3, 6), None, None),
        (f"{prefix}3", None, "公交站牌看不清", datetime(2024, 3, 7, 9, 30), "", ""),
    ]


def feed(settings: Settings, file: Path, *more: object) -> Done:
    """Import a file, the result as JSON."""
    done = run(environment(settings), "import", file, "--json", *more)
    assert done.code == 0, done.err
    return done


def counts(**found: int) -> dict[str, int]:
    """A tally of three lines."""
    return {"rows": 3, "added": 0, "known": 0, "answers": 0, "errors": 0} | found


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook without fault."""
    return workbook(tmp_path_factory.mktemp("ledger") / "old.xlsx", lines("A"))


@pytest.fixture(scope="module")
def fed(settings: Settings, ledger: Path) -> Done:
    """It was fed in."""
    return feed(settings, ledger)


def test_a_workbook_is_taken_in_line_by_line(fed: Done, plant: Plant, ledger: Path) -> None:
    assert fed.facts == counts(added=3, answers=1)
    assert len(fed.out.splitlines()) == 1
    assert "text ← 意见内容" in fed.err and "导入 import 3/3 100%" in fed.err
    assert taken_in(plant, "A") == {"A1": ANSWERED, "A2": ALONE, "A3": ALONE}
    assert list(ledger.parent.iterdir()) == [ledger]


@pytest.mark.usefixtures("fed")
def test_each_line_keeps_its_own_day_and_its_cleaned_words(plant: Plant) -> None:
    facts = [plant.system.casefile.read(case, SYSTEM).facts for case in cases(plant, "A")]
    assert [f["received_on"] for f in facts] == ["2024-03-05", "2024-03-06", "2024-03-07"]
    assert [f["text"] for f in facts] == ["小区路灯 不亮。\n请修。", "井盖松动", "公交站牌看不清"]
    assert [f["voter"] and f["voter"]["name"] for f in facts] == ["某甲", "某乙", None]
    assert [[a["text"] for a in f["answers"]] for f in facts] == [["已修复。"], [], []]


@pytest.mark.usefixtures("fed")
def test_feeding_a_file_in_twice_adds_nothing(settings: Settings, plant: Plant, ledger: Path) -> None:
    head = plant.system.log.head()
    assert feed(settings, ledger).facts == counts(known=3)
    assert plant.system.log.head() == head


def test_a_later_ledger_adds_the_answers_that_came_since(settings: Settings, plant: Plant, tmp_path: Path) -> None:
    feed(settings, workbook(tmp_path / "d.xlsx", lines("D")))
    since = [line if line[0] != "D2" else (*line[:4], "已换井盖。", "2024-04-01") for line in lines("D")]
    assert feed(settings, workbook(tmp_path / "d2.xlsx", since)).facts == counts(known=3, answers=1)
    assert taken_in(plant, "D") == {"D1": ANSWERED, "D2": ANSWERED, "D3": ALONE}


def test_a_text_file_in_gb18030_is_read_as_such(settings: Settings, plant: Plant, tmp_path: Path) -> None:
    rows = [("E1", "某甲", "𠮷祥里三号楼停水", "2024/3/5", "", ""), ("E2", "某乙", "镕铸路噪声", "2024.3.6", "", "")]
    done = feed(settings, text_file(tmp_path / "e.csv", rows, "gb18030"))
    assert done.facts == counts(rows=2, added=2)
    head = plant.system.log.head()
    last = [plant.system.casefile.read(r.case, SYSTEM).facts["text"] for r in plant.system.log.after(head - 2, 2)]
    assert last == ["𠮷祥里三号楼停水", "镕铸路噪声"]


def test_a_line_that_cannot_be_read_comes_back_and_is_taken_in_once_corrected(
    settings: Settings, plant: Plant, tmp_path: Path
) -> None:
    broken = [*lines("F")[:2], ("F3", "某丙", "井盖松动", "去年春天", None, None)]
    done = feed(settings, workbook(tmp_path / "f.xlsx", broken))
    errors = tmp_path / "f-errors.xlsx"
    assert done.facts == counts(added=2, answers=1, errors=1) | {"error_workbook": str(errors)}
    reason = {"错误原因": "登记日期 date-unreadable", "原行号": 4}
    assert lines_of(errors) == [dict(zip(HEADERS, broken[2], strict=True)) | reason]
    assert coloured(errors, 1) == ["登记日期", "错误原因"]

    correct(errors, 1, "登记日期", "2024-03-20")
    assert feed(settings, errors).facts == counts(rows=1, added=1)
    assert taken_in(plant, "F") == {"F1": ANSWERED, "F2": ALONE, "F3": ALONE}
    assert not (tmp_path / "f-errors-errors.xlsx").exists()


def test_a_number_that_says_something_else_comes_back_too(settings: Settings, plant: Plant, tmp_path: Path) -> None:
    feed(settings, workbook(tmp_path / "g.xlsx", lines("G")))
    other = [(*line[:2], "别的事", *line[3:]) if line[0] == "G2" else line for line in lines("G")]
    where = tmp_path / "returned.xlsx"
    done = feed(settings, workbook(tmp_path / "g2.xlsx", other), "--errors", where)
    assert done.facts == counts(known=2, errors=1) | {"error_workbook": str(where)}
    assert [line["错误原因"] for line in lines_of(where)] == ["ledger-number-taken"]
    assert taken_in(plant, "G") == {"G1": ANSWERED, "G2": ALONE, "G3": ALONE}
    assert feed(settings, tmp_path / "g2.xlsx", "--source", "another").facts == counts(added=3, answers=1)


def test_a_line_that_stands_there_twice_is_taken_in_once(settings: Settings, plant: Plant, tmp_path: Path) -> None:
    doubled = [*lines("J"), lines("J")[1], ("J3", None, "公交站牌倒了", "2024-03-07", None, None)]
    done = feed(settings, workbook(tmp_path / "j.xlsx", doubled))
    errors = tmp_path / "j-errors.xlsx"
    assert done.facts == counts(rows=5, added=3, known=1, answers=1, errors=1) | {"error_workbook": str(errors)}
    assert [(line["编号"], line["原行号"]) for line in lines_of(errors)] == [("J3", 6)]
    assert taken_in(plant, "J") == {"J1": ANSWERED, "J2": ALONE, "J3": ALONE}


def test_a_mapping_overrides_the_guess(settings: Settings, plant: Plant, tmp_path: Path) -> None:
    headers = ("编号", "内容", "核实情况", "时间")
    file = workbook(tmp_path / "h.xlsx", [("H1", "电话转述", "三号楼渗水", "2024-03-05")], headers)
    mapping = tmp_path / "columns.toml"
    mapping.write_text('[columns]\ntext = "核实情况"\n[defaults]\nstation = "S7"\n', encoding="utf-8")
    done = feed(settings, file, "--mapping", mapping)
    assert done.facts == counts(rows=1, added=1)
    assert "text ← 核实情况" in done.err
    [record] = plant.system.log.after(plant.system.log.head() - 1, 1)
    facts = plant.system.casefile.read(record.case, SYSTEM).facts
    assert (facts["text"], facts["station"]) == ("三号楼渗水", "S7")
