"""What clients rely on: errors, headers, limits, paging, reading one's own writes."""

import json
import time

import pytest

from tests.support.client import API, TEXT, Client
from tests.support.tables import TABLES
from tests.support.walks import TRIAGE, walk

BODY = {"text": TEXT, "channel": "visit"}
PROBLEM = {"type", "title", "status", "detail", "slug", "errors"}
MISSING = "00000000-0000-0000-0000-000000000000"


def send(api: Client, content: bytes, media: str = "application/json") -> tuple[int, dict[str, object]]:
    """Post bytes as they are."""
    headers = api.headers("clerk") | {"Content-Type": media}
    answer = api.http.post(f"{API}/suggestions", content=content, headers=headers)
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("language", "word"), [("zh-CN", "理由"), ("", "理由"), ("fr", "理由"), ("en-GB,en;q=0.9", "reason")]
)
def test_an_error_is_a_problem_document_in_the_callers_language(api: Client, language: str, word: str) -> None:
    late = BODY | {"occurred_at": "2020-01-01T00:00:00Z"}
    answer = api.post("/suggestions", late, "clerk", Accept_Language=language)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(problem) == PROBLEM
    assert (answer.status_code, problem["status"], problem["slug"]) == (422, 422, "late-entry-without-reason")
    assert problem["type"] == "https://huying.example/problems/late-entry-without-reason"
    assert word in problem["detail"]


@pytest.mark.parametrize(
    ("path", "who", "status", "slug"),
    [
        ("/suggestions", None, 401, "not-signed-in"),
        (f"/suggestions/{MISSING}", "supervisor", 404, "not-found"),
        ("/suggestions/nobody", "supervisor", 422, "request-invalid"),
        ("/nowhere", "supervisor", 404, "not-found"),
        ("/suggestions?limit=0", "supervisor", 422, "request-invalid"),
        ("/suggestions?limit=201", "supervisor", 422, "request-invalid"),
        ("/suggestions?colour=red", "supervisor", 422, "request-invalid"),
        ("/suggestions?cursor=%ff", "supervisor", 422, "request-invalid"),
        ("/suggestions?cursor=eHl6", "supervisor", 422, "request-invalid"),
        ("/suggestions?q=%00", "supervisor", 422, "request-invalid"),
        ("/track/AAAA-AAAA-AAA", None, 404, "not-found"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(api: Client, path: str, who: str | None, status: int, slug: str) -> None:
    answer = api.get(path, who)
    assert (answer.status_code, answer.json()["slug"]) == (status, slug)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == PROBLEM


def test_an_unknown_token_is_a_401_that_says_how_to_sign_in(api: Client) -> None:
    answer = api.http.get(f"{API}/suggestions", headers={"Authorization": "Bearer hy_unknown"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_a_method_nobody_offers_is_a_405_problem(api: Client) -> None:
    answer = api.http.delete(f"{API}/suggestions", headers=api.headers("supervisor"))
    assert (answer.status_code, answer.json()["slug"]) == (405, "method-not-allowed")


def test_a_body_over_a_mebibyte_is_a_413_however_it_is_sent(api: Client) -> None:
    large = json.dumps(BODY | {"text": "字" * 500_000}, ensure_ascii=False).encode()
    assert send(api, large)[0] == 413

    headers = api.headers("clerk") | {"Content-Type": "application/json"}
    chunked = api.http.post(f"{API}/suggestions", content=iter([large[:800_000], large[800_000:]]), headers=headers)
    assert chunked.status_code == 413


@pytest.mark.parametrize("media", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
def test_another_media_type_is_a_415(api: Client, media: str) -> None:
    assert send(api, json.dumps(BODY).encode(), media)[0] == 415


@pytest.mark.parametrize("content", [b"{", b"[]", b'"text"', b"\xff\xfe", b"null", b"{} {}", b"NaN", b"[" * 5000])
def test_what_is_not_a_json_object_of_the_right_shape_is_refused(api: Client, content: bytes) -> None:
    status, _ = send(api, content)
    assert status in (400, 422)


def test_every_field_at_fault_is_named(api: Client) -> None:
    status, problem = send(api, json.dumps({"text": TEXT, "colour": "red", "urgency": "U9"}).encode())
    fields = {error["field"] for error in problem["errors"]}  # type: ignore[attr-defined]
    assert (status, fields) == (422, {"colour", "urgency", "channel"})


@pytest.mark.parametrize("text", ["前\x00后", "前\ud800后", "\udfff", "", "   ", "\u3000"])
def test_text_that_cannot_be_kept_is_a_422(api: Client, text: str) -> None:
    for body in (BODY | {"text": text}, BODY | {"voter": {"name": text}}, BODY | {"channel": text}):
        head = api.head()
        status, problem = send(api, json.dumps(body).encode())
        assert (status, api.head()) == (422, head)
        assert problem["errors"]


def test_a_problem_never_repeats_what_was_sent(api: Client) -> None:
    for body in (BODY | {"text": 12345678}, BODY | {"voter": {"nombre": "欧阳针眼"}}, BODY | {"urgency": "欧阳针眼"}):
        assert "欧阳针眼" not in json.dumps(send(api, json.dumps(body).encode())[1], ensure_ascii=False)


def test_a_receipt_says_where_the_case_is_and_how_far_the_log(api: Client) -> None:
    answer = api.post("/suggestions", BODY, "clerk")
    receipt = answer.json()
    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["location"] == f"{API}/suggestions/{receipt['id']}"
    assert answer.headers["huying-position"] == str(receipt["position"]) == str(api.head())
    assert set(receipt) == {
        *("id", "case_number", "version", "position", "stage", "events", "due_on", "receipt_code"),
    }
    later = api.give(receipt["id"], "triage", TRIAGE, "supervisor")
    assert "receipt_code" not in later.json() and later.headers["etag"] == '"2"'
    assert api.get(f"/suggestions/{receipt['id']}").headers["etag"] == '"2"'


@pytest.mark.parametrize("sort", ["received_on", "-received_on", "due_on", "-due_on"])
def test_pages_cover_every_row_exactly_once(api: Client, sort: str) -> None:
    for n in range(7):
        last = walk(api, "transferred" if n % 3 else "received")["position"]
    rows, cursor = [], ""
    while cursor is not None:
        answer = api.get(f"/suggestions?limit=3&sort={sort}&after={last}&count=true{cursor and f'&cursor={cursor}'}")
        page = answer.json()
        rows += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]
    assert len(rows) == len(set(rows)) == page["count"]
    assert page["position"] >= last


def test_count_is_given_only_when_asked_for(api: Client) -> None:
    assert "count" not in api.get("/suggestions").json()


def test_a_list_read_after_a_position_includes_it(api: Client) -> None:
    for _ in range(5):
        receipt = api.receive()
        rows = api.rows(f"after={receipt['position']}&q={receipt['case_number']}")
        assert [row["id"] for row in rows] == [receipt["id"]]


def test_a_list_that_cannot_catch_up_in_time_says_so(api: Client) -> None:
    with api.projecting.paused():
        position = api.receive()["position"]
        began = time.monotonic()
        answer = api.get(f"/suggestions?after={position}")
        waited = time.monotonic() - began
    assert (answer.status_code, answer.json()["slug"]) == (503, "views-behind")
    assert int(answer.headers["retry-after"]) >= 1
    assert 0.9 < waited < 3
    assert api.get(f"/suggestions?after={position}").status_code == 200


def test_health_and_metrics_tell_how_far_the_views_are(api: Client) -> None:
    assert api.http.get("/health/live").json() == {"status": "live"}
    ready = api.http.get("/health/ready")
    assert ready.status_code == 200
    assert set(ready.json()["lag"]) == {*TABLES, "findings", "figures", "stages"}
    assert f"huying_log_position {float(api.head())}" in api.http.get("/metrics").text


def test_the_documents_load_nothing_from_elsewhere(api: Client) -> None:
    page = api.http.get("/docs")
    assert page.status_code == 200
    assert "https://" not in page.text and "http://" not in page.text.replace(api.url, "")


def test_every_answer_tells_browsers_not_to_guess_or_keep_it(api: Client) -> None:
    refused = api.http.post(f"{API}/suggestions", content=b"x", headers={"Content-Type": "text/plain"})
    for answer in (api.get("/suggestions"), api.get("/nowhere"), api.get("/suggestions", None), refused):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
