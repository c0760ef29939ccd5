"""The report from the command line: written to a folder, the same again at its position, and checked by `verify`."""

from pathlib import Path

import pytest

from infrastructure.evidence.sealing import seal_once
from infrastructure.settings import Settings
from tests.cli.command import environment, run
from tests.support.client import Client, Json
from tests.support.walks import walk

SPAN = ("--from", "2020-01-01", "--to", "2035-12-31")


@pytest.fixture(scope="module")
def case(api: Client) -> Json:
    """A case led from the desk to the closed file."""
    return walk(api, "closed", title="路灯不亮")


def test_a_report_is_written_and_comes_out_the_same_at_its_position(
    settings: Settings, api: Client, case: Json, tmp_path: Path
) -> None:
    first = run(environment(settings), "report", *SPAN, "--out", tmp_path, "--json").facts
    assert first["figures"]["received"]["numerator"] == 1
    assert first["figures"]["satisfied"] == {"numerator": 1, "denominator": 1, "items": 1}
    files = {Path(path).suffix: Path(path) for path in first["files"]}
    assert set(files) == {".docx", ".xlsx"} and all(path.read_bytes()[:2] == b"PK" for path in files.values())
    api.receive()
    again = run(
        environment(settings), "report", *SPAN, "--position", first["position"], "--out", tmp_path / "again", "--json"
    ).facts
    assert list(again["files"].values()) == list(first["files"].values())
    later = run(environment(settings), "report", *SPAN, "--out", tmp_path, "--json").facts
    assert later["position"] == first["position"] + 1
    assert set(later["files"].values()).isdisjoint(first["files"].values())


def test_a_span_that_is_none_is_refused_with_its_rule(settings: Settings, case: Json, tmp_path: Path) -> None:
    backwards = ("--from", "2026-02-01", "--to", "2026-01-01", "--out", tmp_path)
    refused = run(environment(settings), "report", *backwards)
    assert (refused.code, refused.out) == (3, "") and "period-backwards" in refused.err
    wrong = run(environment(settings), "report", "--from", "spring", "--to", "2026-01-01", "--out", tmp_path)
    assert wrong.code == 2 and "--from" in wrong.err


def test_verify_counts_published_reports_anew(settings: Settings, api: Client, case: Json) -> None:
    answer = api.post("/reports", {"from": "2020-01-01", "to": "2035-12-31"}, "supervisor")
    assert answer.status_code == 201, answer.text
    seal_once(settings, api.plant.urls.sealer, lambda done, of: None)
    told = run(environment(settings), "verify", "--json").facts
    [line] = [line for line in told["checks"] if line["check"] == "C17"]
    assert (line["verdict"], line["en"]) == ("sound", "the figures of 1 reports come out again")
