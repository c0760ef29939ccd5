"""Rosters of deputies and places are taken in: every line once, and what cannot be comes back to be corrected."""

from pathlib import Path

from application.contact_queries import DeputyFilter, PlaceFilter
from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from tests.cli.command import Done, environment, run
from tests.infrastructure.sheets import coloured, correct, lines_of, workbook
from tests.support.tables import catch_up

DEPUTIES = ("代表证号", "姓名", "代表层级", "选区", "任职日期", "电话", "联络站编码")
PLACES = ("编码", "名称", "类型", "乡镇街道", "所属代表之家")


def feed(settings: Settings, file: Path, kind: str) -> Done:
    """Import a roster, the result as JSON."""
    done = run(environment(settings), "import", file, "--kind", kind, "--json")
    assert done.code == 0, done.err
    return done


def counts(**found: int) -> dict[str, int]:
    """A tally."""
    return {"rows": 0, "added": 0, "known": 0, "answers": 0, "errors": 0} | found


def deputy(number: int) -> tuple[object, ...]:
    """One line of nine hundred."""
    levels = "区人大代表、镇人大代表" if number % 15 == 0 else ("区人大代表" if number % 3 == 0 else "镇人大代表")
    station = f"S-{number % 60 + 1:02}"
    return (f"d{number:03}", f"代表{number}", levels, f"第{number % 12}选区", "2021-11-20", f"198{number:08}", station)


def test_nine_hundred_deputies_and_sixty_stations_come_from_spreadsheets(
    settings: Settings, plant: Plant, tmp_path: Path
) -> None:
    stations = [(f"S-{n:02}", f"第{n}联络站", "代表联络站", f"T-{n % 20:02}", f"H-{n % 20:02}") for n in range(1, 61)]
    file = workbook(tmp_path / "stations.xlsx", stations, PLACES)
    assert feed(settings, file, "places").facts == counts(rows=60, added=60)
    roster = workbook(tmp_path / "deputies.xlsx", [deputy(n) for n in range(900)], DEPUTIES)
    assert feed(settings, roster, "deputies").facts == counts(rows=900, added=900)
    head = plant.system.log.head()
    assert feed(settings, roster, "deputies").facts == counts(rows=900, known=900)
    assert plant.system.log.head() == head
    catch_up(plant)
    views = plant.system.contact.views
    assert len(views.places(PlaceFilter(kind="station"), after=0, limit=100)) == 60
    listed = views.deputies(DeputyFilter(), after=0, limit=1_000)
    assert [(d.person, d.name) for d in listed[:2]] == [("d000", "代表0"), ("d001", "代表1")]
    assert len(listed) == 900
    assert len(views.deputies(DeputyFilter(level="county"), after=0, limit=1_000)) == 300
    assert listed[0].levels == ["county", "township"]
    token = run(environment(settings), "token", "--role", "deputy", "--person", "d000", "--json")
    assert token.facts["actor"] == "d000", "a deputy signs in as whom the roster lists"


def test_a_line_that_cannot_be_used_comes_back_and_is_taken_in_once_corrected(
    settings: Settings, plant: Plant, tmp_path: Path
) -> None:
    wrong = (*deputy(2)[:2], "村民代表", *deputy(2)[3:])
    lines = [("x1", *deputy(1)[1:]), ("x2", *wrong[1:]), ("x1", "另一人", *deputy(1)[2:])]
    file = workbook(tmp_path / "wrong.xlsx", lines, DEPUTIES)
    errors = tmp_path / "wrong-errors.xlsx"
    assert feed(settings, file, "deputies").facts == counts(rows=3, added=1, errors=2) | {"error_workbook": str(errors)}
    reasons = [line["错误原因"] for line in lines_of(errors)]
    assert reasons == ["代表层级 level-unknown", "roster-listed-otherwise"]
    assert coloured(errors, 1) == ["代表层级", "错误原因"]
    correct(errors, 1, "代表层级", "镇代表")
    correct(errors, 2, "代表证号", "x3")
    assert feed(settings, errors, "deputies").facts == counts(rows=2, added=2)


def test_a_file_without_the_columns_of_a_roster_is_refused(settings: Settings, plant: Plant, tmp_path: Path) -> None:
    head = plant.system.log.head()
    file = workbook(tmp_path / "other.xlsx", [("甲", "乙")], ("姓名", "电话"))
    done = run(environment(settings), "import", file, "--kind", "deputies", "--json")
    assert (done.code, plant.system.log.head()) == (3, head)
    assert "column-missing" in done.err
