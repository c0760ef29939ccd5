"""T21: pm4py reads as many events, objects and relations from our exports as we wrote."""

import json
import subprocess
from pathlib import Path

import pytest

from application.exports.exporting import Form
from application.exports.manner import ExportClock, Profile
from application.exports.validating import faults
from domain.shared.people import Role
from infrastructure.bootstrap import Plant
from infrastructure.exports.ocel_sqlite_checks import sqlite_faults
from tests.attacks.conftest import Table
from tests.support.commands import person

ROOT = Path(__file__).parents[2]
AUDITOR = person(Role.AUDITOR)
PYTHON = ROOT / ".judges" / "pm4py" / "bin" / "python"


def written(plant: Plant, folder: Path) -> dict[Form, Path]:
    """The log in every form."""
    files = {form: folder / f"log.{form.value}" for form in Form}
    for form, path in files.items():
        path.write_bytes(b"".join(plant.system.exports.stream(form, Profile.AUDITOR, ExportClock.RECORDED, AUDITOR)))
    return files


def test_our_own_validator_accepts_what_was_exported_from_a_store(sealed: Plant, tmp_path: Path, table: Table) -> None:
    files = written(sealed, tmp_path)
    document = json.loads(files[Form.OCEL_JSON].read_text(encoding="utf-8"))
    lines = files[Form.CLOUD_EVENTS].read_text(encoding="utf-8").splitlines()
    known = sum(len(history) for history in [sealed.system.log.after(0, 100_000)])
    assert len(document["events"]) == len(lines) == known
    sound = [not faults(document), not sqlite_faults(files[Form.OCEL_SQLITE])]
    hashes = {a["value"] for e in document["events"] for a in e["attributes"] if a["name"] == "leaf_hash"}
    assert len(hashes) == known
    table.tell("T21", tried=2, passed=sum(sound))


@pytest.mark.judges
def test_pm4py_reads_what_we_wrote(sealed: Plant, tmp_path: Path, table: Table) -> None:
    assert PYTHON.exists(), "pm4py is missing: run .ci/judges"
    files = written(sealed, tmp_path)
    command = [PYTHON, ROOT / "tests" / "judges" / "mining.py"]
    command += [files[form] for form in (Form.OCEL_JSON, Form.OCEL_SQLITE, Form.XES)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout.splitlines()[-1])
    document = json.loads(files[Form.OCEL_JSON].read_text(encoding="utf-8"))
    relations = sum(len(event["relationships"]) for event in document["events"])
    wanted = [len(document["events"]), len(document["objects"]), relations]
    cases = sum(one["type"] == "case" for one in document["objects"])
    same = [read["json"] == wanted, read["sqlite"] == wanted, read["xes"] == [wanted[0], cases]]
    table.tell("T21", tried=3, passed=sum(same), judges=("pm4py",))
