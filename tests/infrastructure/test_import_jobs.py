"""An import as a job: watched while it runs, its wrong lines kept for the clerk, the ledger itself not kept."""

import time
from pathlib import Path
from uuid import uuid4

import pytest

from application.import_jobs import ImportJob
from application.ledger import LedgerUnreadable
from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from interfaces.actors import SYSTEM
from tests.infrastructure.sheets import lines_of, workbook

PATIENCE = 60.0
LINES = [
    ("1", "某甲", "路灯不亮", "2024-03-05", "已修复。", "2024-03-08"),
    ("2", "某乙", "井盖松动", "去年", None, None),
    ("3", "某丙", "站牌看不清", "2024-03-07", None, None),
]


def left(settings: Settings) -> set[str]:
    """What lies in the service's own folders that was handed in or made of it."""
    return {file.name for file in settings.var.rglob("*") if file.suffix in (".xlsx", ".csv")}


def ended(plant: Plant, job: str) -> ImportJob:
    """A job once it has ended and the file that was handed in is gone."""
    give_up = time.monotonic() + PATIENCE
    while True:
        found = plant.system.import_jobs.get(job)
        if found is not None and found.state == "finished" and f"{job}.xlsx" not in left(plant.settings):
            return found
        assert time.monotonic() < give_up, f"the job does not end: {found}"
        time.sleep(0.02)


def test_a_job_tells_what_became_of_every_line(settings: Settings, plant: Plant, tmp_path: Path) -> None:
    content = workbook(tmp_path / "a.xlsx", LINES).read_bytes()
    jobs = plant.system.import_jobs
    job = jobs.submit(content, ".xlsx", by=SYSTEM, source="jobs")
    first = ended(plant, job)
    assert (first.state, first.slug, first.rows, first.done) == ("finished", None, 3, 3)
    assert (first.added, first.known, first.answers, first.errors) == (2, 0, 1, 1)
    (tmp_path / "errors.xlsx").write_bytes(jobs.error_workbook(job) or b"")
    assert [line["编号"] for line in lines_of(tmp_path / "errors.xlsx")] == ["2"]

    again = ended(plant, jobs.submit(content, ".xlsx", by=SYSTEM, source="jobs"))
    assert (again.added, again.known, again.answers, again.errors) == (0, 2, 0, 1)
    assert left(settings) == {f"{found}-errors.xlsx" for found in (first.id, again.id)}


def test_a_file_that_is_no_ledger_starts_no_job_and_is_not_kept(settings: Settings, plant: Plant) -> None:
    before = left(settings)
    with pytest.raises(LedgerUnreadable, match="no-header-found"):
        plant.system.import_jobs.submit("敬启者".encode(), ".csv", by=SYSTEM, source="jobs")
    assert left(settings) == before


def test_a_job_that_never_was_is_not_known(plant: Plant) -> None:
    assert plant.system.import_jobs.get(str(uuid4())) is None
    assert plant.system.import_jobs.error_workbook(str(uuid4())) is None
