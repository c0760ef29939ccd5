"""What codes stand for: entries follow each other in editions, and what people read calls things by their names."""

from dataclasses import replace

import psycopg
import pytest

from application.codebook import CodeEntry, CodeList, Names
from application.errors import EntryUnusable
from domain.shared.identity import ActorId
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.demo.names import district_names
from infrastructure.settings import Settings
from interfaces.wording import sentence
from tests.support.client import Client

ADMIN = ActorId("a-admin")
HOUSING = CodeEntry(
    list=CodeList.UNIT, code="D01", name_zh="区住房和城乡建设局", name_en="Housing Bureau", kind="department"
)


def test_an_entry_is_followed_by_its_next_edition_and_never_edited(plant: Plant, settings: Settings) -> None:
    codebook = plant.system.codebook
    assert codebook.enter([HOUSING], ADMIN) == 1
    assert codebook.enter([HOUSING], ADMIN) == 0, "what already reads so is no new edition"
    renamed = replace(HOUSING, name_zh="区住建局", retired=True)
    assert codebook.enter([renamed], ADMIN) == 1
    assert list(codebook.entries(CodeList.UNIT)) == [renamed]
    assert codebook.names().org("D01", "zh") == "区住建局"
    with psycopg.connect(str(settings.admin_database_url)) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(f"DELETE FROM {settings.schema}.code_entry".encode())
    assert codebook.enter([HOUSING], ADMIN) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", "a b"), ("name_zh", " "), ("name_en", ""), ("kind", "ministry"), ("within", "?"), ("place", -1)],
)
def test_an_unusable_field_is_refused_by_its_name_and_nothing_is_entered(
    plant: Plant, field: str, value: object
) -> None:
    before = plant.system.codebook.entries(CodeList.UNIT)
    good, bad = replace(HOUSING, code="D02"), replace(HOUSING, **{"code": "D03", field: value})  # type: ignore[arg-type]
    with pytest.raises(EntryUnusable) as no:
        plant.system.codebook.enter([good, bad], ADMIN)
    assert no.value.field == field
    assert plant.system.codebook.entries(CodeList.UNIT) == before


def test_a_code_that_nobody_entered_is_its_own_name() -> None:
    names = Names({(CodeList.UNIT, "D01"): ("住建局", "Housing Bureau")})
    assert [names.org(code, "en") for code in ("D01", "D99")] == ["Housing Bureau", "D99"]
    assert names.of("D01", "zh", CodeList.CATEGORY) == "D01"
    assert sentence("signed_for", {"unit": "D01"}, "zh", names) == "住建局签收"
    assert sentence("signed_for", {"unit": "D99"}, "zh", names) == "D99签收"


def test_what_the_office_tells_calls_units_by_their_names(api: Client) -> None:
    api.plant.system.codebook.enter([HOUSING], ADMIN)
    receipt = api.receive()
    case = str(receipt["id"])
    api.do(case, "triage", {"category": "HC-06", "track": "T3", "urgency": "U3"}, "clerk")
    api.do(case, "transfer", {"assignments": [{"unit": "D01", "kind": "lead"}]})
    lines = api.get(f"/suggestions/{case}/history", **{"Accept-Language": "zh"}).json()["items"]
    assert lines[-1]["sentence"].startswith("交办给区住房和城乡建设局（主办）")
    told = api.get(f"/track/{receipt['receipt_code']}", who=None, **{"Accept-Language": "en"}).json()
    assert (told["waits_for"], told["waits_for_names"]) == (["D01"], ["Housing Bureau"])


def test_the_demo_district_has_a_name_for_everything_in_both_languages(settings: Settings) -> None:
    entries = district_names()
    counts = {one: sum(entry.list is one for entry in entries) for one in CodeList}
    assert counts == {CodeList.UNIT: 50, CodeList.STATION: 60, CodeList.CATEGORY: 78}
    assert [entry.checked() for entry in entries] == entries
    assert len({entry.name_en for entry in entries}) == len({entry.name_zh for entry in entries}) == len(entries)
    demo = replace(settings, demo=True)
    for _ in range(2):
        bootstrap.migrate_store(demo)
    with bootstrap.opened(demo) as plant:
        assert len(plant.system.codebook.entries(CodeList.STATION)) == 60
        assert plant.system.codebook.names().org("city-management", "zh") == "区城市管理局"
        assert plant.system.codebook.names().org("D01", "zh") == HOUSING.name_zh
