"""A case is shown as the office knew it at any moment, whatever the terminal's locale."""

from datetime import UTC, timedelta
from pathlib import Path

import pytest

from application.ports import Recorded
from domain.shared.identity import SuggestionId
from infrastructure.settings import Settings
from tests.cli.command import environment, run
from tests.support.client import Client, Json
from tests.support.walks import walk

NOT_FOUND = 4
POOREST = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A terminal that knows nothing but ASCII, and an interpreter told not to help itself."""
STORY = ["received", "triaged", "transferred", "signed_for", "answered", "answer_delivered", "evaluated", "closed"]


@pytest.fixture(scope="module")
def case(api: Client) -> Json:
    """A case led from the desk to the closed file."""
    return walk(api, "closed", title="路灯不亮")


@pytest.fixture(scope="module")
def history(api: Client, case: Json) -> tuple[Recorded, ...]:
    """What the log holds of it."""
    return api.plant.system.log.history(SuggestionId(case["id"]))


def test_a_case_is_shown_with_its_whole_history(settings: Settings, api: Client, case: Json) -> None:
    done = run(environment(settings), "case", case["case_number"])
    head, *told = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert head == f"{case['case_number']}  路灯不亮  closed  {case['due_on']}"
    sentences = [line["sentence"] for line in api.get(f"/suggestions/{case['id']}/history").json()["items"]]
    assert [line.split("  ")[-1] for line in told] == sentences
    assert [int(line.split()[0]) for line in told] == list(range(1, len(STORY) + 1))


def test_as_json_it_says_what_the_api_says(settings: Settings, api: Client, case: Json) -> None:
    facts = run(environment(settings), "case", case["id"], "--json").facts
    assert facts.pop("history") == STORY
    known = api.case(case["id"])
    assert {**facts, "known_at": None} == {**{key: known.get(key) for key in facts}, "known_at": None}


@pytest.mark.parametrize(("version", "stage"), [(1, "received"), (7, "answered")])
def test_at_an_instant_it_is_as_the_office_knew_it_then(
    settings: Settings, case: Json, history: tuple[Recorded, ...], version: int, stage: str
) -> None:
    moment = history[version - 1].stamp.at
    facts = run(environment(settings), "case", case["case_number"], "--at", moment.isoformat(), "--json").facts
    assert (facts["version"], facts["stage"], facts["is_current"]) == (version, stage, False)
    assert facts["history"] == STORY[:version]


def test_the_offset_of_an_instant_may_be_any(settings: Settings, case: Json, history: tuple[Recorded, ...]) -> None:
    just_before = (history[2].stamp.at - timedelta(microseconds=1)).astimezone(UTC)
    done = run(environment(settings), "case", case["case_number"], "--at", just_before.isoformat())
    assert done.code == 0
    assert done.out.startswith(f"{case['case_number']}  路灯不亮  triaged")
    assert len(done.out.splitlines()) == 3


@pytest.mark.parametrize("moment", ["2026-03-01T09:00:00", "昨天"])
def test_an_instant_without_its_offset_is_refused(settings: Settings, case: Json, moment: str) -> None:
    done = run(environment(settings), "case", case["case_number"], "--at", moment)
    assert done.code != 0
    assert done.out == ""
    assert "an instant" in done.err


def test_before_its_registration_a_case_is_unknown(
    settings: Settings, case: Json, history: tuple[Recorded, ...]
) -> None:
    before = history[0].stamp.at - timedelta(microseconds=1)
    done = run(environment(settings), "case", case["case_number"], "--at", before.isoformat())
    assert (done.code, done.out) == (NOT_FOUND, "")


@pytest.mark.parametrize("number", ["{year}-000002", "1999-{place}", "{year}-999999", "路灯"])
def test_a_number_that_no_case_has_is_not_found(settings: Settings, case: Json, number: str) -> None:
    year, place = case["case_number"].split("-")
    done = run(environment(settings), "case", number.format(year=year, place=place), "--json")
    assert (done.code, done.out) == (NOT_FOUND, "")
    assert done.err.startswith("not-found: 没有您可以查看的这一件。 There is no such case")


def test_chinese_comes_out_whole_under_the_poorest_locale(settings: Settings, case: Json) -> None:
    rich, poor = environment(settings), environment(settings, **POOREST)
    shown = run(poor, "case", case["case_number"])
    assert (shown.code, shown.out) == (0, run(rich, "case", case["case_number"]).out)
    assert "登记了意见建议" in shown.out
    assert run(poor, "case", "2026-999999").err.startswith("not-found: 没有您可以查看的这一件。")


def test_a_paper_of_a_case_is_written_to_a_file(settings: Settings, case: Json, tmp_path: Path) -> None:
    to = tmp_path / "answer.docx"
    done = run(environment(settings), "case", case["case_number"], "--document", "answer", "--to", to, "--json")
    assert (done.code, done.facts) == (0, {"file": str(to), "bytes": to.stat().st_size})
    assert to.read_bytes().startswith(b"PK")
    refused = run(environment(settings), "case", case["case_number"], "--document", "supervision", "--to", to)
    assert (refused.code, refused.out) == (3, "") and "nothing-to-print" in refused.err
