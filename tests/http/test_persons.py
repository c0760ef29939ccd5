"""Finding, forgetting, and who read what: each for the data officer alone."""

import pytest

from infrastructure.bootstrap import Plant
from infrastructure.evidence.sealing import seal_once
from tests.support.client import Client
from tests.support.tables import catch_up

FIRST, SECOND = "data_officer@one", "data_officer@two"


def test_an_erasure_takes_two_officers_and_leaves_the_case(api: Client, plant: Plant) -> None:
    receipt = api.receive(text="水管在雨后爆裂。", title="水管", voter={"name": "某甲", "phone": "13511112222"})
    ref = api.post("/voters/find", {"phone": "135-1111-2222"}, FIRST).json()
    assert ref["cases"] == 1
    erase = f"/voters/{ref['ref']}/erase"
    assert api.post(erase, {"ground": "个人信息保护法47"}, FIRST).status_code == 202
    again = api.post(erase, {"ground": "个人信息保护法47"}, FIRST)
    assert (again.status_code, again.json()["slug"]) == (403, "second-officer-needed")
    assert api.post(erase, {"ground": "个人信息保护法47"}, SECOND).json()["status"] == "agreed"
    assert plant.system.erasure.carry_out() == 1
    catch_up(plant)
    case = api.get(f"/suggestions/{receipt['id']}").json()
    assert (case["text"], case["title"], case["stage"]) == (None, None, "received")
    assert api.get("/suggestions?q=水管").json()["items"] == []
    assert api.post(erase, {"ground": "x"}, FIRST).status_code == 404
    assert plant.system.erasure.carry_out() == plant.system.erasure.reconcile() == 0


def test_a_person_is_found_by_receipt_and_by_name_as_well(api: Client) -> None:
    receipt = api.receive(voter={"name": "某　乙"})
    assert api.post("/voters/find", {"name": "某乙"}, FIRST).json()["cases"] == 1
    assert api.post("/voters/find", {"receipt_code": receipt["receipt_code"]}, FIRST).json()["ref"].startswith("k-")
    assert api.post("/voters/find", {"phone": "19900000000"}, FIRST).json()["cases"] == 0


def test_a_person_is_found_by_what_was_corrected(api: Client) -> None:
    case = str(api.receive(voter={"name": "某己", "phone": "13500000001"})["id"])
    changes = {"voter": {"name": "某己", "phone": "13500000002"}}
    api.do(case, "correct", {"changes": changes, "reason": "听错"})
    assert api.post("/voters/find", {"phone": "13500000002"}, FIRST).json()["cases"] == 1


@pytest.mark.parametrize("body", [{}, {"phone": "1", "name": "x"}, {"email": "x"}])
def test_a_search_names_one_thing(api: Client, body: dict[str, str]) -> None:
    assert api.post("/voters/find", body, FIRST).status_code == 422


@pytest.mark.parametrize("who", ["clerk", "supervisor", "auditor", "admin"])
def test_nobody_else_finds_or_forgets_or_reads_the_record(api: Client, who: str) -> None:
    assert api.post("/voters/find", {"phone": "1"}, who).status_code == 403
    assert api.post("/voters/p-00/erase", {"ground": "x"}, who).status_code == 403
    assert api.get("/access-log", who).status_code == 403


def test_every_reading_is_written_down_before_it_is_shown(api: Client) -> None:
    receipt = api.receive(voter={"name": "某丙"})
    case = str(receipt["id"])
    api.get(f"/suggestions/{case}", "supervisor")
    api.get(f"/suggestions/{case}/history", "auditor")
    found = api.get(f"/access-log?case={case}", FIRST).json()["items"]
    assert {(one["role"], one["purpose"]) for one in found} >= {("supervisor", "case"), ("auditor", "case")}
    assert all("某丙" not in str(one) for one in found)
    mine = api.get(f"/access-log?actor={api.actor_id('auditor')}&limit=1", FIRST).json()["items"]
    assert [one["actor"] for one in mine] == [api.actor_id("auditor")]


def test_a_receipt_is_waited_for_and_proofs_are_for_everybody(api: Client, plant: Plant) -> None:
    receipt = api.receive()
    late = api.http.get(f"/api/v1/track/{receipt['receipt_code']}/receipts/1")
    assert (late.status_code, late.json()["slug"]) == (503, "not-sealed-yet")
    size = seal_once(plant.settings, plant.urls.sealer, lambda done, of: None)
    got = api.http.get(f"/api/v1/track/{receipt['receipt_code']}/receipts/1")
    assert got.status_code == 200 and got.text.startswith("c2sp.org/tlog-proof@v1")
    assert api.http.get(f"/api/v1/track/{receipt['receipt_code']}/receipts/2").status_code == 404
    assert api.http.get("/api/v1/log/proof?position=0").status_code == 200
    assert api.http.get(f"/api/v1/log/proof?position={size + 5}").status_code == 404
    assert api.http.get(f"/api/v1/log/consistency?from=1&to={size}").status_code == 200
    assert api.http.get(f"/api/v1/log/consistency?from={size}&to=1").status_code == 422
    assert api.http.get("/api/v1/log/witnessed").text.startswith(plant.settings.origin)
    for path in ("tile/entries/../../x", "tile/0/1", "tile/0/000.p/999", "tile/x"):
        assert api.http.get(f"/api/v1/log/{path}").status_code == 404, path
