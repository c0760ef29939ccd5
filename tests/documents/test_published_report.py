"""A published report is an event: its figures are counted anew for ever, its files are the very bytes, R24 tells."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from application.finding_queries import FindingFilter
from application.ports import Append
from application.reporting.reports import report_id
from domain.reports.events import Published
from domain.verification.report import Report, Verdict
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from tests.support.client import Client
from tests.support.contact_year import FIRST, LAST, stamp
from tests.support.service import serving

SPAN = {"from": FIRST.isoformat(), "to": LAST.isoformat()}


@pytest.fixture(scope="module")
def api(district: Plant) -> Iterator[Client]:
    """The store with a small year in it, served."""
    with serving(district) as client:
        yield client


@pytest.fixture(scope="module")
def report(api: Client) -> dict[str, Any]:
    """A report that was published."""
    answer = api.post("/reports", SPAN, "supervisor")
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def listed(api: Client, report: dict[str, Any]) -> dict[str, Any]:
    """The report as the list shows it."""
    items = api.get("/reports", "auditor").json()["items"]
    return next(dict(item) for item in items if item["id"] == report["id"])


def test_publishing_is_an_event_that_names_its_position_and_its_files(api: Client, report: dict[str, Any]) -> None:
    line = listed(api, report)
    assert line["published_position"] == report["position"] == line["position"] + 1
    assert report["events"] == ["report.published"]
    for kind in ("docx", "xlsx"):
        file = api.get(f"/reports/{report['id']}.{kind}", "deputy")
        assert file.status_code == 200 and sha256(file.content).hexdigest() == line[f"{kind}_sha256"]


def test_the_published_bytes_come_out_again_though_the_log_has_gone_on(api: Client, report: dict[str, Any]) -> None:
    api.receive()
    line = listed(api, report)
    again = api.plant.system.reports.compose(FIRST, LAST, line["position"])
    assert sha256(again.docx).hexdigest() == line["docx_sha256"]
    assert sha256(again.xlsx).hexdigest() == line["xlsx_sha256"]
    assert str(again.id) == report["id"]


def test_a_page_shows_the_report_and_opens_the_list_behind_a_figure(api: Client, report: dict[str, Any]) -> None:
    page = api.get(f"/reports/{report['id']}", "deputy").json()
    assert page["title"].endswith("汇报材料") and "lists" not in page
    figure = next(one for one in page["figures"] if one["name"] == "answered_in_time")
    behind = api.get(figure["list"].removeprefix("/api/v1") + "?limit=1000", "deputy").json()
    assert behind["count"] == figure["denominator"] == len(behind["items"])
    assert sum(item["counted"] for item in behind["items"]) == figure["numerator"]
    assert api.get(f"/reports/{report['id']}/figures/none", "deputy").status_code == 404


def test_the_same_report_is_published_once(api: Client, report: dict[str, Any]) -> None:
    position = listed(api, report)["position"]
    again = api.post("/reports", SPAN | {"position": position}, "supervisor")
    assert again.status_code == 201
    assert (again.json()["id"], again.json()["events"]) == (report["id"], [])


def test_supervisors_publish_and_nobody_else(api: Client, report: dict[str, Any]) -> None:
    for who in ("clerk", "chair", "auditor", "department@housing", "deputy"):
        assert api.post("/reports", SPAN, who).status_code == 403
    assert api.get(f"/reports/{report['id']}", "department@housing").status_code == 403
    assert api.get("/reports", None).status_code == 401


def test_a_report_needs_a_span_and_a_position_the_log_has(api: Client) -> None:
    backwards = api.post("/reports", {"from": "2026-02-01", "to": "2026-01-01"}, "supervisor")
    assert (backwards.status_code, backwards.json()["slug"]) == (422, "period-backwards")
    ahead = api.post("/reports", SPAN | {"position": api.head() + 1}, "supervisor")
    assert (ahead.status_code, ahead.json()["slug"]) == (422, "position-unknown")


def test_an_honest_report_is_not_accused_and_a_planted_one_is(api: Client, report: dict[str, Any]) -> None:
    system = api.plant.system
    now = system.clock.now
    assert system.reports.unreproducible(now()) == []
    position = planted(api.plant)
    [finding] = system.reports.unreproducible(now())
    assert (finding.rule, finding.severity, finding.positions[-1]) == ("R24", "H", position)
    assert "received " in finding.facts["figures"] and ";" not in finding.facts["figures"]
    system.reports.check_new()
    shown = api.get("/red-flags?rule=R24", "auditor").json()
    assert shown["count"] == 1 and "重算的不符" in shown["items"][0]["explanation"]
    at = now().isoformat().replace("+", "%2B")
    assert api.get(f"/red-flags?rule=R24&at={at}", "auditor").json()["count"] == 1
    assert [f.rule for f in system.red_flags.found(FindingFilter(rule="R24"), now())[0]] == ["R24"]
    told = Report()
    bootstrap._compare_reports(system, told)
    assert told.verdict is Verdict.TAMPERED and told.told("C17")


def planted(plant: Plant) -> int:
    """A report that claims one suggestion more than there were, put into the log past the desk."""
    position = plant.system.log.head()
    snapshot = plant.system.reports.compose(FIRST, LAST, position).snapshot
    figures = tuple(
        replace(one, numerator=one.numerator + 1) if one.figure == "received" else one for one in snapshot.figures
    )
    event = Published(snapshot=replace(snapshot, figures=figures))
    append = Append(
        case=report_id(FIRST, LAST, position),
        after_version=0,
        entries=((event, stamp(LAST)),),
        fingerprint="planted",
    )
    [record] = plant.system.log.append([append])
    return record.position
