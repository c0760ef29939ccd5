"""Files beside a case: sealed, by digest, for those who see the case."""

from application.attachments import LARGEST
from infrastructure.bootstrap import Plant
from tests.support.client import API, Client

PDF = b"%PDF-1.7\n" + "证据".encode() * 100


def upload(
    api: Client, content: bytes = PDF, mime: str = "application/pdf", who: str = "clerk"
) -> tuple[int, dict[str, object]]:
    """Add a file; return the status and the body."""
    answer = api.http.post(f"{API}/attachments", files={"file": ("x", content, mime)}, headers=api.headers(who))
    return answer.status_code, dict(answer.json())


def test_a_file_named_by_a_case_is_given_to_who_sees_it_and_to_nobody_else(api: Client) -> None:
    status, kept = upload(api)
    assert status == 201 and kept["size"] == len(PDF)
    case = str(api.receive(attachments=[kept["sha256"]])["id"])
    found = api.get(f"/suggestions/{case}/attachments/{kept['sha256']}", "supervisor")
    assert found.content == PDF
    assert found.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in found.headers["content-security-policy"]
    assert api.get(f"/suggestions/{case}/attachments/{kept['sha256']}", "department@D99").status_code == 404
    other = str(api.receive()["id"])
    assert api.get(f"/suggestions/{other}/attachments/{kept['sha256']}", "supervisor").status_code == 404


def test_what_lies_on_the_disk_is_sealed_and_the_digest_is_of_that(api: Client, plant: Plant) -> None:
    _, kept = upload(api)
    files = [path for path in (plant.settings.var / "attachments").rglob("*") if path.is_file()]
    assert any(path.name == kept["sha256"] for path in files)
    assert not any(PDF in path.read_bytes() for path in files)


def test_a_file_that_is_not_what_it_says_is_refused(api: Client) -> None:
    for content, mime in ((PDF, "image/png"), (PDF, "text/html"), (b"", "application/pdf")):
        status, no = upload(api, content, mime)
        assert (status, no["slug"]) == (422, "attachment-unusable"), mime
    assert upload(api, PDF + b" " * LARGEST)[0] in (413, 422)
    assert upload(api, who="auditor")[0] == 403


def test_an_erased_voters_files_are_gone(api: Client, plant: Plant) -> None:
    _, kept = upload(api)
    receipt = api.receive(attachments=[kept["sha256"]], voter={"phone": "13612344321"})
    for who in ("data_officer@one", "data_officer@two"):
        ref = api.post("/voters/find", {"phone": "136 1234 4321"}, who).json()["ref"]
        answer = api.post(f"/voters/{ref}/erase", {"ground": "个人信息保护法47"}, who)
        assert answer.status_code in (200, 202), answer.text
    assert plant.system.erasure.carry_out() == 1
    gone = api.get(f"/suggestions/{receipt['id']}/attachments/{kept['sha256']}", "supervisor")
    assert gone.status_code == 404
    assert not list((plant.settings.var / "attachments").rglob(str(kept["sha256"])))
