"""Statistics and red flags over HTTP, on a small demo year."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from application.demo.loading import Loading
from infrastructure.bootstrap import Plant
from tests.support.client import Client
from tests.support.judged import UNTIL, year_of
from tests.support.service import serving

BASE = "/api/v1"


@pytest.fixture(scope="module")
def api(plant: Plant) -> Iterator[Client]:
    """A served store with a year of 240 cases in it."""
    _, lives = year_of(240)
    views = plant.system.views
    loading = Loading(log=plant.system.log, keeper=plant.system.desk._keeper, views=views)
    loading._patience = 0.0
    loading.load(lives, lambda done, total: None)
    while plant.flagger.advance():
        pass
    with serving(plant) as client:
        yield client


def items(api: Client, path: str, who: str = "auditor") -> dict[str, object]:
    """An answer, which must be good."""
    answer = api.get(path, who)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_every_figure_lists_the_cases_behind_it(api: Client) -> None:
    told = items(api, "/statistics")
    [everything] = told["items"]  # type: ignore[misc]
    assert told["policy"] == "POLICY-v1"
    for name, figure in everything["figures"].items():  # type: ignore[index]
        behind = items(api, figure["cases"].removeprefix(BASE) + "&limit=1000")
        assert behind["numerator"] == figure["numerator"], name
        assert behind["denominator"] == figure["denominator"] or figure["denominator"] is None
        assert len(behind["items"]) == behind["denominator"]  # type: ignore[arg-type]
        assert sum(line["counted"] for line in behind["items"]) == figure["numerator"]  # type: ignore[union-attr]
    days = everything["durations"]["handling_days"]  # type: ignore[index]
    assert days["count"] > 50 and days["median"] <= days["p90"]


@pytest.mark.parametrize("by", ["unit", "station", "category", "month"])
def test_groups_add_up_or_say_whose_they_are(api: Client, by: str) -> None:
    [everything] = items(api, "/statistics")["items"]  # type: ignore[misc]
    groups = items(api, f"/statistics?by={by}")["items"]
    total = sum(group["figures"]["received"]["numerator"] for group in groups)  # type: ignore[union-attr]
    if by != "unit":
        assert total == everything["figures"]["received"]["numerator"]  # type: ignore[index]
    for group in groups[:5]:  # type: ignore[index]
        figure = group["figures"]["answered_in_time"]
        behind = items(api, figure["cases"].removeprefix(BASE) + "&limit=1000")
        assert (behind["numerator"], behind["denominator"]) == (figure["numerator"], figure["denominator"])
        assert parse_qs(urlsplit(figure["cases"]).query).get("key", [None]) == [group["key"]]
        assert group["band"] in ("small", "medium", "large") and isinstance(figure["ranked"], bool)


def test_a_period_and_a_moment_are_kept_to(api: Client) -> None:
    at = UNTIL.isoformat().replace("+", "%2B")
    then = items(api, f"/statistics?from=2026-03-01&to=2026-03-31&at={at}")
    figure = then["items"][0]["figures"]["received"]  # type: ignore[index]
    behind = items(api, figure["cases"].removeprefix(BASE) + "&limit=1000")
    assert {line["day"][:7] for line in behind["items"]} == {"2026-03"}  # type: ignore[union-attr]


def test_another_clock_is_asked_about(api: Client) -> None:
    month, fortnight, day = (
        items(api, f"/statistics/what-if?track=T3&count={count}&unit={unit}")["rate"]
        for count, unit in ((1, "months"), (15, "days"), (1, "days"))
    )
    assert month > fortnight > day  # type: ignore[operator]


def test_findings_say_why_in_both_languages(api: Client) -> None:
    chinese = items(api, "/red-flags?rule=R01")
    [first, *_] = chinese["items"]  # type: ignore[misc]
    assert first["name"] == "倒签补录" and "登记" in first["explanation"]  # type: ignore[index]
    answer = api.http.get(
        f"{BASE}/red-flags?rule=R01", headers=api.headers("auditor") | {"Accept-Language": "en"}
    ).json()
    assert answer["items"][0]["name"] == "Back-dating"
    assert answer["count"] == chinese["count"] == len(answer["items"])
    case = first["case"]  # type: ignore[index]
    mine = items(api, f"/suggestions/{case}/red-flags")
    assert first in mine["items"]  # type: ignore[operator]
    at = UNTIL.isoformat().replace("+", "%2B")
    assert items(api, f"/red-flags?rule=R03&severity=H&at={at}&limit=1")["count"]


def test_findings_are_for_those_who_oversee(api: Client) -> None:
    for who in ("clerk", "department@housing", "deputy", "caller"):
        assert api.get("/red-flags", who).status_code == 403
    assert api.get("/statistics", "department@housing").status_code == 403
    assert api.get("/red-flags?rule=R99", "auditor").status_code == 422
    assert api.get("/statistics/cases?figure=none", "auditor").status_code == 422
    nowhere = "/suggestions/00000000-0000-0000-0000-000000000000/red-flags"
    assert api.get(nowhere, "auditor").status_code == 404


def test_the_ledger_of_supervision_is_each_units_own(api: Client) -> None:
    whole = items(api, "/supervision?open=false", "supervisor")["items"]
    assert whole
    unit = whole[0]["unit"]  # type: ignore[index]
    mine = items(api, "/supervision?open=false", f"department@{unit}")["items"]
    assert mine and {line["unit"] for line in mine} == {unit}  # type: ignore[union-attr]
