"""The same request again is the same request: one event, one receipt."""

from concurrent.futures import ThreadPoolExecutor

from tests.support.client import TEXT, Client
from tests.support.walks import ANSWER, HANDLER, TRIAGE, walk

BODY = {"text": TEXT, "channel": "visit", "voter": {"name": "李某"}}
AGAIN = "idempotent-replayed"


def test_fifty_registrations_with_one_key_at_once_are_one(api: Client) -> None:
    head = api.head()
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: api.post("/suggestions", BODY, "clerk", "one-key"), range(50)))
    assert sorted(a.status_code for a in answers) == [200] * 49 + [201]
    assert len({a.text for a in answers}) == 1
    assert sum(AGAIN in a.headers for a in answers) == 49
    assert api.head() == head + 1


def test_fifty_answers_with_one_key_at_once_are_one(api: Client) -> None:
    case = walk(api, "handling")["id"]
    head = api.head()
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: api.give(case, "answer", ANSWER, HANDLER, key="answer-1"), range(50)))
    assert [a.status_code for a in answers] == [200] * 50
    assert len({a.text for a in answers}) == 1
    assert api.head() == head + 1


def test_a_repeat_gives_the_first_receipt_even_after_the_case_moved_on(api: Client) -> None:
    case = walk(api, "received")["id"]
    first = api.give(case, "triage", TRIAGE, "supervisor", key="t-1")
    api.do(case, "annotate", {"text": "后来的批注"})
    again = api.give(case, "triage", TRIAGE, "supervisor", key="t-1")
    assert (again.status_code, again.text, again.headers[AGAIN]) == (200, first.text, "true")
    assert again.headers["etag"] == first.headers["etag"]


def test_one_key_with_another_body_is_refused(api: Client) -> None:
    head = api.head()
    api.post("/suggestions", BODY, "clerk", "two-bodies")
    other = api.post("/suggestions", BODY | {"text": "另一件事"}, "clerk", "two-bodies")
    assert (other.status_code, other.json()["slug"]) == (422, "idempotency-key-reused")
    assert api.head() == head + 1


def test_one_key_with_another_verb_is_another_request_or_refused(api: Client) -> None:
    case = walk(api, "received")["id"]
    api.give(case, "annotate", {"text": "注"}, "supervisor", key="verbs")
    other = api.give(case, "publish", {"public_text": "注"}, "supervisor", key="verbs")
    assert (other.status_code, other.json()["slug"]) == (422, "idempotency-key-reused")


def test_two_people_may_use_the_same_key(api: Client) -> None:
    one = api.post("/suggestions", BODY, "clerk", "shared").json()
    two = api.post("/suggestions", BODY, "supervisor", "shared").json()
    assert one["id"] != two["id"]


def test_without_a_key_every_request_is_new(api: Client) -> None:
    assert api.receive()["id"] != api.receive()["id"]


def test_a_command_that_changes_nothing_answers_a_receipt_without_events(api: Client) -> None:
    case = walk(api, "handling")
    head = api.head()
    assert api.do(case["id"], "sign", {}, HANDLER)["events"] == []
    assert api.head() == head


def test_a_key_is_at_most_128_characters(api: Client) -> None:
    assert api.post("/suggestions", BODY, "clerk", "k" * 128).status_code == 201
    assert api.post("/suggestions", BODY, "clerk", "k" * 129).status_code == 422
