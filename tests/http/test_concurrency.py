"""Many people at one case at once."""

from concurrent.futures import ThreadPoolExecutor

from tests.support.client import Client
from tests.support.walks import TRIAGE, walk


def events_of(api: Client, case: str) -> list[str]:
    """What happened to a case."""
    return [line["event"] for line in api.get(f"/suggestions/{case}/history").json()["items"]]


def test_a_hundred_people_closing_one_case_close_it_once(api: Client) -> None:
    case = walk(api, "evaluated")["id"]
    people = [f"supervisor@office-{n}" for n in range(10)]
    for who in people:
        api.token(who)
    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(lambda n: api.give(case, "close", {}, people[n % 10]), range(100)))
    closed = [a for a in answers if a.status_code == 200]
    assert len(closed) == 1, [a.text for a in answers if a.status_code not in (200, 409)]
    assert {a.json()["slug"] for a in answers if a.status_code == 409} <= {"suggestion-already-closed", "conflict"}
    assert events_of(api, case).count("closed") == 1


def test_commands_without_a_version_are_decided_anew_and_all_kept(api: Client) -> None:
    case = walk(api, "received")["id"]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: api.give(case, "annotate", {"text": f"注{n}"}, "supervisor"), range(12)))
    kept = [a for a in answers if a.status_code == 200]
    assert all(a.status_code in (200, 409) for a in answers)
    assert len(events_of(api, case)) == 1 + len(kept)
    assert len({a.json()["version"] for a in kept}) == len(kept)


def test_a_version_that_moved_on_is_a_412_and_nothing_happens(api: Client) -> None:
    case = walk(api, "received")
    assert api.give(case["id"], "triage", TRIAGE, "supervisor", If_Match='"1"').status_code == 200
    head = api.head()
    late = api.give(case["id"], "annotate", {"text": "注"}, "supervisor", If_Match='"1"')
    assert (late.status_code, late.json()["slug"]) == (412, "version-conflict")
    assert api.head() == head


def test_of_many_with_the_same_version_one_wins(api: Client) -> None:
    case = walk(api, "received")["id"]

    def note(n: int) -> int:
        return api.give(case, "annotate", {"text": f"注{n}"}, "supervisor", If_Match='"1"').status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = sorted(pool.map(note, range(20)))
    assert statuses == [200] + [412] * 19


def test_a_version_is_read_as_people_write_it(api: Client) -> None:
    case = walk(api, "received")["id"]
    for n, version in enumerate(('"1"', 'W/"2"', "3", "*"), start=1):
        assert api.give(case, "annotate", {"text": f"注{n}"}, "supervisor", If_Match=version).status_code == 200
    wrong = api.give(case, "annotate", {"text": "注"}, "supervisor", If_Match="latest")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "If-Match")
