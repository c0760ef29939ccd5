"""A file that is no ledger is refused whole, under the rule's name, and nothing of it is kept."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from tests.cli.command import environment, run
from tests.infrastructure.sheets import text_file, workbook

UNREADABLE = 3
LINE = ("N1", "某甲", "路灯不亮", "2024-03-05", "", "")
Make = Callable[[Path], Path]


def words(folder: Path) -> Path:
    """A letter, called a workbook."""
    file = folder / "letter.xlsx"
    file.write_text("敬启者：\n路灯不亮。\n", encoding="utf-8")
    return file


def archive(folder: Path) -> Path:
    """An archive of something else."""
    file = folder / "archive.xlsx"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("word/document.xml", "<document/>")
    return file


def without_dates(folder: Path) -> Path:
    """A ledger that does not say when."""
    return text_file(folder / "undated.csv", [("N1", "路灯不亮")], "utf-8", ("编号", "内容"))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (words, "no-header-found: file"),
        (archive, "not-a-spreadsheet: file"),
        (without_dates, "column-missing: received_at"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(
    settings: Settings, plant: Plant, tmp_path: Path, make: Make, said: str
) -> None:
    file = make(tmp_path)
    done = run(environment(settings), "import", file, "--json")
    assert (done.code, done.out) == (UNREADABLE, "")
    assert done.err.startswith(said)
    assert plant.system.log.head() == 0
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ('[columns]\nwords = "意见内容"\n', "field-unknown: words"),
        ('[columns]\ntext = "没有这一列"\n', "column-unknown: 没有这一列"),
        ("[columns\n", "mapping-unreadable: columns.toml"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    settings: Settings, plant: Plant, tmp_path: Path, mapping: str, said: str
) -> None:
    told = tmp_path / "columns.toml"
    told.write_text(mapping, encoding="utf-8")
    done = run(environment(settings), "import", workbook(tmp_path / "a.xlsx", [LINE]), "--mapping", told)
    assert (done.code, done.out) == (UNREADABLE, "")
    assert done.err.startswith(said)
    assert plant.system.log.head() == 0


def test_a_file_that_does_not_exist_is_named(settings: Settings, tmp_path: Path) -> None:
    done = run(environment(settings), "import", tmp_path / "nowhere.xlsx")
    assert done.code != 0
    assert done.out == ""
    assert "nowhere.xlsx" in done.err and "does not exist" in done.err
