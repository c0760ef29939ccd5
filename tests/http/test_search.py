"""Finding a case by what was said in it."""

import pytest

from tests.support.client import Client

SAID = {
    "lift": {"title": "电梯停运", "text": "三号楼的电梯坏了两周，老人上不了楼。"},
    "lamp": {"title": "路灯不亮", "text": "校门口的路灯不亮，学生夜里走路危险。"},
    "bus": {"title": "公交站", "text": "希望 BUS 12 路延长到 Riverside 小区。"},
    "ladder": {"title": "消防梯", "text": "配电室旁的梯子锈了。"},
}


@pytest.fixture(scope="module")
def cases(api: Client) -> dict[str, str]:
    """A few suggestions, listed already."""
    receipts = {name: api.receive(**said) for name, said in SAID.items()}
    latest = max(r["position"] for r in receipts.values())
    assert api.get(f"/suggestions?after={latest}").status_code == 200
    return {name: r["id"] for name, r in receipts.items()}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("电梯", {"lift"}),
        ("路灯", {"lamp"}),
        ("三号楼的电梯", {"lift"}),
        ("灯", {"lamp"}),
        ("梯", {"lift", "ladder"}),
        ("配电梯", set()),
        ("路灯 学生", {"lamp"}),
        ("路灯 电梯", set()),
        ("bus", {"bus"}),
        ("riverside", {"bus"}),
        ("RIVER", {"bus"}),
        ("12", {"bus"}),
        ("１２路", {"bus"}),
        ("飞机", set()),
        ("，。", set()),
        ("' & | ! :* <->", set()),
        ("坏了两周", {"lift"}),
    ],
)
def test_words_find_their_cases(api: Client, cases: dict[str, str], query: str, expected: set[str]) -> None:
    answer = api.http.get("/api/v1/suggestions", params={"q": query}, headers=api.headers("supervisor"))
    assert answer.status_code == 200, answer.text
    assert {row["id"] for row in answer.json()["items"]} == {cases[name] for name in expected}


def test_a_case_number_finds_its_case(api: Client, cases: dict[str, str]) -> None:
    number = api.case(cases["lamp"])["case_number"]
    assert [row["id"] for row in api.rows(f"q={number}")] == [cases["lamp"]]


def test_corrected_words_find_the_case_and_the_wrong_ones_no_longer_do(api: Client) -> None:
    case = api.receive(title="标题", text="下水盗堵塞")["id"]
    done = api.do(case, "correct", {"changes": {"text": "下水道堵塞"}, "reason": "笔误"})
    assert [row["id"] for row in api.rows(f"q=水道&after={done['position']}")] == [case]
    assert api.rows("q=水盗") == []


def test_a_case_out_of_reach_is_not_found_by_its_words(api: Client, cases: dict[str, str]) -> None:
    assert api.rows("q=电梯", who="department@nobody") == []
