"""The office's calendar: its years are listed, and a year's notice is taken in once."""

from pathlib import Path

from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from tests.cli.command import environment, run

REFUSED = 3


def notice(path: Path, year: int, **other: str) -> Path:
    """The notice of a year in which nothing but New Year's Day is free."""
    said = {"year": str(year), "source": '"国务院办公厅通知"', "rest_days": f"[{year}-01-01]", "make_up_days": "[]"}
    path.write_text("\n".join(f"{key} = {value}" for key, value in (said | other).items()), encoding="utf-8")
    return path


def test_the_years_are_listed_in_order_each_with_its_edition(settings: Settings, plant: Plant) -> None:
    done = run(environment(settings), "calendar", "--json")
    years = plant.system.calendars.years()
    assert (done.code, len(done.out.splitlines())) == (0, 1)
    assert done.facts == [{"year": y.year, "edition": y.name, "announced": y.announced} for y in years]
    numbers = [line["year"] for line in done.facts]
    assert numbers == list(range(2008, numbers[-1] + 1))
    assert {line["edition"]: line["announced"] for line in done.facts}["2026a1"] is True


def test_in_words_a_year_without_its_notice_is_called_provisional(settings: Settings) -> None:
    done = run(environment(settings), "calendar")
    assert done.code == 0
    assert "2026  2026a1  已公布" in done.out.splitlines()
    year = done.out.split()[-3]
    assert done.out.splitlines()[-1] == f"{year}  {year}p1  暂定"


def test_a_notice_makes_a_new_edition_of_its_year_and_twice_it_makes_no_other(
    settings: Settings, plant: Plant, tmp_path: Path
) -> None:
    before = plant.system.calendars.years()[-2]
    file = notice(tmp_path / "notice.toml", before.year)
    for _ in range(2):
        done = run(environment(settings), "calendar", file, "--json")
        assert (done.code, done.facts) == (0, {"year": before.year, "recalculated": 0})
    listed = {line["year"]: line for line in run(environment(settings), "calendar", "--json").facts}
    assert listed[before.year] == {"year": before.year, "edition": f"{before.year}a2", "announced": True}


def test_a_notice_of_another_form_is_refused_and_changes_nothing(
    settings: Settings, plant: Plant, tmp_path: Path
) -> None:
    year = plant.system.calendars.years()[-1].year
    done = run(environment(settings), "calendar", notice(tmp_path / "notice.toml", year, rest_days='["New Year"]'))
    assert (done.code, done.out) == (REFUSED, "")
    assert done.err.startswith("notice-unreadable: ")
    assert run(environment(settings), "calendar").out.splitlines()[-1] == f"{year}  {year}p1  暂定"
