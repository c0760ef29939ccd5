"""The contact work over HTTP: a reception day from its plan to its summary, and what is read off it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.client import TEXT, Client

STATION = "S-TEST"
HAVES = ("premises", "rules", "plan", "notice", "material", "files")
PROOF = "ab" * 32


def done(api: Client, path: str, body: Any = None, who: str = "supervisor", **more: str) -> dict[str, Any]:
    """Give a command that must be accepted."""
    answer = api.post(path, body or {}, who, **more)
    assert answer.status_code in (200, 201), f"{path}: {answer.text}"
    return dict(answer.json())


def no(api: Client, path: str, body: Any, who: str = "supervisor") -> str:
    """Give a command that must be refused; return the rule's slug."""
    answer = api.post(path, body, who)
    assert answer.status_code in (403, 404, 409, 422), answer.text
    return str(answer.json()["slug"])


@pytest.fixture(scope="module")
def station(api: Client) -> str:
    """A station that was opened."""
    body = {"kind": "station", "code": STATION, "name": "试验站", "township": "T-01"}
    return str(done(api, "/places", body)["id"])


@pytest.fixture(scope="module")
def deputy(api: Client, station: str) -> str:
    """A deputy of two congresses."""
    mandates = [
        {"level": level, "constituency": "第一选区", "from_on": "2022-01-01"} for level in ("township", "county")
    ]
    body = {"person": "dep-1", "name": "王代表", "phone": "19900000001", "mandates": mandates, "station": STATION}
    return str(done(api, "/deputies", body)["id"])


def reception(api: Client, hours: int = 2) -> dict[str, Any]:
    """A reception day that begins at once, or hours from now."""
    now = api.plant.system.clock.now()
    programme = {
        "kind": "reception",
        "title": "代表接待日",
        "place": STATION,
        "hosts": ["dep-1"],
        "starts_at": (now + timedelta(hours=hours)).isoformat(),
        "ends_at": (now + timedelta(hours=hours + 2)).isoformat(),
    }
    return done(api, "/activities", {"programme": programme}, "clerk@" + STATION)


def test_a_reception_takes_suggestions_once_a_deputy_sits_there(api: Client, station: str, deputy: str) -> None:
    clerk = f"clerk@{STATION}"
    day = f"/activities/{reception(api, hours=0)['id']}"
    suggestion = {"text": TEXT, "channel": "reception_day", "activity": day.rsplit("/", 1)[1]}
    assert no(api, "/suggestions", suggestion, clerk) == "no-deputy-receives"
    assert no(api, "/suggestions", suggestion | {"activity": "no-such"}, clerk) == "activity-not-known"
    done(api, f"{day}/open", None, clerk)
    assert no(api, f"{day}/check-in", {"person": "dep-1"}, "deputy") == "acts-for-other-deputy"
    done(api, f"{day}/check-in", {"person": "dep-1"}, clerk)
    case = done(api, "/suggestions", suggestion, clerk)
    done(api, f"{day}/close", None, clerk)
    last = done(api, f"{day}/summarise", {"text": "收集意见一件。"}, clerk)
    assert (last["stage"], last["events"]) == ("summarised", ["activity.summarised"])
    [row] = api.get(f"/activities?kind=reception&stage=summarised&after={last['position']}").json()["items"]
    assert (row["checked_in"], row["suggestions"]) == (["dep-1"], 1)
    assert api.case(case["id"])["activity"] == row["id"]
    scored = api.get(f"{day}/steps").json()
    missed = {"prepared", "announced", "handed_on"}
    assert (scored["total"], {s["step"] for s in scored["steps"] if not s["points"]}) == (40, missed)
    triage = {"category": "roads", "track": "T3", "urgency": "U3"}
    done(api, f"/suggestions/{case['id']}/triage", triage)
    done(api, f"/suggestions/{case['id']}/transfer", {"assignments": [{"unit": "roads", "kind": "lead"}]})
    assert api.get(f"{day}/steps").json()["total"] == 60
    assert api.get(f"/places/{station}/steps").status_code == 404


def test_the_duty_record_says_what_was_done_as_of_any_moment(api: Client, station: str, deputy: str) -> None:
    before = api.plant.system.clock.now().isoformat()
    visit = {"kind": "visit", "title": "走访", "place": STATION, "starts_at": "2026-01-05T09:00:00+08:00"}
    programme = visit | {"ends_at": "2026-01-05T11:00:00+08:00"}
    held = done(api, "/activities/record", {"programme": programme}, f"clerk@{STATION}")
    households = [{"person": "dep-1", "household": name} for name in ("陈某", "陈 某", "赵某")]
    for household in households:
        last = done(api, f"/activities/{held['id']}/visit-household", household, f"clerk@{STATION}")
    api.get(f"/activities?after={last['position']}")
    now = api.get(f"/deputies/{deputy}/duty-record").json()
    then = api.http.get(
        f"/api/v1/deputies/{deputy}/duty-record", params={"at": before}, headers=api.headers("auditor")
    ).json()
    assert (now["counts"]["contact"] - then["counts"]["contact"], now["name"]) == (3, "王代表")
    assert now["counts"]["basics"] == then["counts"]["basics"] == 4
    told = api.get(f"/activities/{held['id']}").json()
    assert len(set(told["households"])) == 2, "the same household under another spacing is the same"


def test_the_same_regulation_is_not_counted_twice(api: Client) -> None:
    office = done(api, "/places", {"kind": "office", "code": "office", "name": "代表工作委员会"})["id"]
    issued = done(api, f"/places/{office}/issue-regulation", {"title": "《人大代表小组活动制度》"})
    assert no(api, f"/places/{office}/issue-regulation", {"title": "人大代表小组活动制度"}) == "regulation-listed"
    revised = done(api, f"/places/{office}/revise-regulation", {"regulation": 1})
    assert revised["version"] == issued["version"] + 1
    api.get(f"/places?after={revised['position']}")
    [only] = api.get("/regulations").json()["items"]
    assert (only["title"], only["version"]) == ("《人大代表小组活动制度》", 2)


def test_the_six_haves_need_their_proofs_and_nobody_assesses_their_own_place(api: Client, station: str) -> None:
    clerk, place = f"clerk@{STATION}", f"/places/{station}"
    checks = [{"have": have, "met": True, "proof": PROOF} for have in HAVES]
    assert no(api, f"{place}/check-haves", {"checks": checks[:5]}, clerk) == "haves-not-all-six"
    unproven = [*checks[:5], {"have": "files", "met": True}]
    assert no(api, f"{place}/check-haves", {"checks": unproven}, clerk) == "have-without-proof"
    assert no(api, f"{place}/check-haves", {"checks": checks}, "clerk@S-OTHER") == "place-not-own"
    done(api, f"{place}/check-haves", {"checks": checks}, clerk)
    weights = {"six_haves": 30, "regularity": 15, "intake": 15, "solving": 20, "duty": 10, "honesty": 10}
    scores = [{"item": item, "points": points} for item, points in weights.items()]
    own = f"supervisor@{STATION}"
    assert no(api, f"{place}/assess", {"period": "2026", "scores": scores}, own) == "assesses-own-place"
    above = [{"item": "six_haves", "points": 31}, *scores[1:]]
    assert no(api, f"{place}/assess", {"period": "2026", "scores": above}) == "scores-do-not-fit"
    done(api, f"{place}/assess", {"period": "2026", "scores": scores})
    assert api.get(place).json()["assessments"][0]["total"] == 100


def test_what_is_coming_is_a_calendar_that_others_read(api: Client, station: str, deputy: str) -> None:
    planned = reception(api, hours=72)
    api.get(f"/activities?after={planned['position']}")
    answer = api.get(f"/places/{station}/calendar.ics")
    lines = answer.text.split("\r\n")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert f"UID:{planned['id']}@huying" in lines
    assert max(len(line.encode()) for line in lines) <= 75


def test_the_five_good_are_ranked_from_the_record_and_chosen_by_the_chair(api: Client, deputy: str) -> None:
    opened = done(api, "/selections", {"year": 2026, "quota": 1})
    selection = f"/selections/{opened['id']}"
    assert no(api, f"{selection}/decide", {"chosen": ["dep-1"], "minutes": "纪要1号"}, "chair") == (
        "selection-not-at-this-stage"
    )
    done(api, f"{selection}/rank")
    ranked = api.get(selection).json()["standings"]
    assert [one["person"] for one in ranked] == ["dep-1"]
    assert no(api, f"{selection}/decide", {"chosen": ["dep-2"], "minutes": "纪要1号"}, "chair") == (
        "selection-chosen-do-not-fit"
    )
    done(api, f"{selection}/decide", {"chosen": ["dep-1"], "minutes": "纪要1号"}, "chair")


def test_a_repeat_returns_the_first_receipt_and_a_private_word_stays_private(api: Client, station: str) -> None:
    programme = {
        "kind": "assistance",
        "title": "帮扶",
        "place": STATION,
        "starts_at": "2026-02-03T09:00:00+08:00",
        "ends_at": "2026-02-03T10:00:00+08:00",
    }
    first = done(api, "/activities/record", {"programme": programme}, key="one")
    again = api.post("/activities/record", {"programme": programme}, "supervisor", "one")
    assert (again.status_code, again.json()["id"]) == (200, first["id"])
    helped = {"person": "dep-1", "beneficiary": "钱某", "method": "visit"}
    done(api, f"/activities/{first['id']}/assist", helped)
    for who, expected in (("supervisor", "钱某"), ("auditor", None)):
        line = api.get(f"/activities/{first['id']}/history", who).json()["items"][-1]
        assert line["data"]["beneficiary"] == expected
    assert api.get(f"/places/{first['id']}").status_code == 404
    assert api.get(f"/suggestions/{first['id']}").status_code == 404


def test_a_helped_person_is_forgotten_and_a_deputy_of_the_same_name_is_not(api: Client, deputy: str) -> None:
    programme = {"kind": "assistance", "title": "帮扶", "starts_at": "2026-02-05T09:00:00+08:00"}
    held = done(api, "/activities/record", {"programme": programme | {"ends_at": "2026-02-05T10:00:00+08:00"}})
    path = f"/activities/{held['id']}"
    done(api, f"{path}/assist", {"person": "dep-1", "beneficiary": "王代表", "method": "funds"})
    erasure, issue = api.plant.system.erasure, api.plant.system.directory.issue_token
    officers = [issue(role="data_officer", org="office", name=name)[0] for name in ("first", "second")]
    ref, cases = erasure.find("name", "王代表")
    standings = [erasure.erase(ref, "个人信息保护法47", officer).status for officer in officers]
    assert (cases, standings, erasure.carry_out()) == (1, ["waiting", "agreed"], 1)
    assert api.get(f"{path}/history").json()["items"][-1]["data"]["beneficiary"] is None
    assert len(api.get(path).json()["assisted"]) == 1, "the figure stays"
    assert api.get(f"/deputies/{deputy}").json()["name"] == "王代表"
