"""The papers of a case over HTTP: what stands on each, who may have them, and what is not on them."""

from io import BytesIO
from uuid import UUID

import docx
import pytest

from tests.support.client import Client, Json
from tests.support.walks import HANDLER, OTHER, TRIAGE, UNIT, walk

VOTER = {"name": "李秀兰", "phone": "13800000000"}
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(content: bytes) -> str:
    """Every word of a document, tables too."""
    file = docx.Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in file.paragraphs), *cells])


def printed(api: Client, case: str, kind: str, who: str = "supervisor") -> str:
    """The words of a paper, which must be given."""
    answer = api.get(f"/suggestions/{case}/documents/{kind}.docx", who)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == TYPE
    return read(answer.content)


@pytest.fixture(scope="module")
def case(api: Client) -> Json:
    """A case that was transferred, supervised, answered and is waiting for its voter's word."""
    made = walk(api, "transferred", title="路灯不亮", voter=VOTER)
    api.do(made["id"], "supervise", {"level": "L1", "reason": "夜间出行不安全。"})
    api.do(made["id"], "sign", {}, HANDLER)
    promise = {"text": "更换全部灯头", "due_on": "2099-03-31"}
    body = {"outcome": "planned", "text": "已勘查。\n列入计划。", "signatory": "王局长", "commitments": [promise]}
    return made | api.do(made["id"], "answer", body | {"document_number": "水发〔2026〕9号"}, HANDLER)


def test_the_transfer_sheet_tells_the_unit_what_and_until_when(api: Client, case: Json) -> None:
    told = printed(api, case["id"], "transfer", HANDLER)
    year, month, day = case["due_on"].split("-")
    assert f"{UNIT}（主办）：{year}年{int(month)}月{int(day)}日前" in told
    assert case["case_number"] in told and "小区门口的路灯坏了三盏" in told
    assert "李秀兰" in told and "本区人大常委会代表工作委员会" in told


def test_the_supervision_notice_gives_its_reason_and_its_day(api: Client, case: Json) -> None:
    told = printed(api, case["id"], "supervision")
    assert "催办单" in told and "夜间出行不安全。" in told and "前书面回应" in told
    assert api.get(f"/suggestions/{case['id']}/documents/supervision.docx?notice=2").status_code == 409


def test_the_letter_of_answer_says_what_was_answered_and_promised(api: Client, case: Json) -> None:
    told = printed(api, case["id"], "answer")
    for words in (
        "李秀兰同志：",
        "已勘查。",
        "列入计划。",
        "水发〔2026〕9号",
        "已列入计划",
        "2099年3月31日前完成",
        "王局长",
    ):
        assert words in told


def test_only_the_registrar_finds_the_code_on_the_receipt(api: Client, case: Json) -> None:
    assert case["receipt_code"] in printed(api, case["id"], "receipt", "clerk")
    for who in ("supervisor", HANDLER, "auditor"):
        assert case["receipt_code"] not in printed(api, case["id"], "receipt", who)


def test_who_may_not_read_an_identity_does_not_find_it_on_paper(api: Client) -> None:
    made = walk(api, "transferred", title="井盖", voter=VOTER)
    api.do(made["id"], "protect-identity", {"reason": "怕受影响"}, "clerk")
    for who in (HANDLER, "auditor"):
        told = printed(api, made["id"], "transfer", who)
        assert "李秀兰" not in told and "13800000000" not in told and "依规定不予显示" in told


def test_a_place_is_called_by_its_name(api: Client) -> None:
    place = {"kind": "station", "code": "S-77", "name": "柳林村代表联络站", "township": "T-01"}
    answer = api.post("/places", place, "supervisor")
    assert answer.status_code == 201, answer.text
    made = api.receive(station="S-77", channel="station")
    assert "柳林村代表联络站" in printed(api, made["id"], "receipt")


def test_nothing_is_printed_of_what_has_not_happened(api: Client) -> None:
    case = api.receive()["id"]
    api.do(case, "triage", TRIAGE)
    for kind in ("transfer", "supervision", "answer"):
        answer = api.get(f"/suggestions/{case}/documents/{kind}.docx")
        assert (answer.status_code, answer.json()["slug"]) == (409, "nothing-to-print")


def test_an_answer_that_was_sent_back_is_no_letter(api: Client) -> None:
    made = walk(api, "answered")
    api.do(made["id"], "send-back", {"reason": "答非所问"})
    assert api.get(f"/suggestions/{made['id']}/documents/answer.docx").status_code == 409


def test_printing_is_a_reading_and_is_written_down_and_out_of_reach_there_is_nothing(api: Client, case: Json) -> None:
    path = f"/suggestions/{case['id']}/documents/transfer.docx"
    noted = api.plant.system.access_log
    before = noted.read(UUID(case["id"]), api.actor_id("auditor"), 2**62, 100)
    assert api.get(path, "auditor").content == api.get(path, "auditor").content
    assert len(noted.read(UUID(case["id"]), api.actor_id("auditor"), 2**62, 100)) > len(before)
    assert api.get(path, f"department@{OTHER}").status_code == 404
    assert api.get(path, None).status_code == 401
    assert api.get(path.replace("transfer", "letter")).status_code == 422
