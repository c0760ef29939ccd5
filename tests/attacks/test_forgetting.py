"""T15 and T16: a person who was forgotten is nowhere, and stays forgotten when a backup is restored."""

import base64
import gzip
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from psycopg import sql

from domain.shared.identity import SuggestionId
from domain.shared.people import OFFICE, Actor
from domain.suggestion.events import Received
from infrastructure.bootstrap import Plant
from infrastructure.evidence.sealing import seal_once
from tests.attacks.conftest import Table
from tests.attacks.scene import Scene
from tests.attacks.words import NEEDLE, PHONE, register
from tests.support.service import serving
from tests.support.tables import catch_up

FORMS = {
    "utf-8": NEEDLE.encode(),
    "utf-16": NEEDLE.encode("utf-16-le"),
    "hex": NEEDLE.encode().hex().encode(),
    "base64": base64.b64encode(NEEDLE.encode())[:-4],
    "escaped": NEEDLE.encode("unicode_escape"),
    "telephone": PHONE.encode(),
}
OTHERS = "石板桥头五八三零", "13900005830"
"""Other words and another telephone: all stores of one server share the files that the needle is looked for in."""


def places(folder: Path) -> Iterator[tuple[str, str]]:
    """Where under a folder the needle lies, and in which form."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            raw += gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else b""
            yield from ((str(path), form) for form, needle in FORMS.items() if needle in raw)


def data_folder(plant: Plant) -> Path:
    """Where the server keeps its files, the journal included."""
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn:
        conn.execute("CHECKPOINT")
        row = conn.execute("SHOW data_directory").fetchone()
    assert row is not None
    return Path(str(row[0]))


def officers(plant: Plant) -> tuple[Actor, Actor]:
    """Two data officers."""
    first, _ = plant.system.directory.issue_token(role="data_officer", org=OFFICE, name="first")
    second, _ = plant.system.directory.issue_token(role="data_officer", org=OFFICE, name="second")
    return first, second


def forget(plant: Plant, phone: str = PHONE) -> None:
    """Have the person with the needle's telephone forgotten."""
    erasure = plant.system.erasure
    ref, cases = erasure.find("phone", phone)
    assert cases > 0
    first, second = officers(plant)
    assert erasure.erase(ref, "个人信息保护法47", first).status == "waiting"
    assert erasure.erase(ref, "个人信息保护法47", second).status == "agreed"
    assert erasure.carry_out() == cases


@pytest.fixture
def told(plant: Plant, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[SuggestionId, str, Path]:
    """A case with the needle in it, or other words: its id, its receipt code, and the receipt the voter kept."""
    with serving(plant) as api:
        case, code = register(api, *getattr(request, "param", (NEEDLE, PHONE)))
        catch_up(plant)
        receipt = tmp_path / "mine.tlog-proof"
        receipt.write_text(api.http.get(f"/api/v1/track/{code}/receipts/1").text, encoding="utf-8")
    found = next(r.case for r in plant.system.log.after(0, 10_000) if str(r.case) == case)
    return found, code, receipt


def test_the_words_of_a_forgotten_person_are_in_no_file(
    plant: Plant, told: tuple[SuggestionId, str, Path], tmp_path: Path, table: Table
) -> None:
    case, _, receipt = told
    data = data_folder(plant)
    plant.rebuild(["register"], lambda done, of: None)  # the edition it replaces keeps the words
    assert list(places(data)), "the control: before, the words are found in the lists' tables and the journal"
    forget(plant)
    plant.rotate_keys()
    assert plant.scrub()
    left = [*places(data), *places(plant.settings.var)]
    seal_once(plant.settings, plant.urls.sealer, lambda done, of: None)
    scene = Scene(plant, plant.settings.var / "log", tmp_path)
    assert left == []
    assert scene.found(scene.verified(store=True)) <= {"C08"}
    assert scene.verified(path=receipt).verdict == 0, "the voter's own receipt stays valid"
    table.tell("T15", tried=len(FORMS), passed=len(FORMS), judges=("files of PostgreSQL and of the service",))
    assert plant.system.evidence.keeper.open(case, []) == []


def kept_keys(plant: Plant) -> list[tuple[object, ...]]:
    """A backup of the key store."""
    query = sql.SQL("SELECT kid, case_id, subject, wrapped, epoch FROM {}").format(key_table(plant))
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn:
        return conn.execute(query).fetchall()


def restore_keys(plant: Plant, kept: list[tuple[object, ...]]) -> None:
    """Bring the backup back."""
    insert = "INSERT INTO {} (kid, case_id, subject, wrapped, epoch) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
    with psycopg.connect(plant.urls.admin, autocommit=True) as conn, conn.cursor() as curs:
        curs.executemany(sql.SQL(insert).format(key_table(plant)), kept)


def key_table(plant: Plant) -> sql.Identifier:
    """Where the wrapped keys lie."""
    return sql.Identifier(f"{plant.settings.schema}_keeper", "subject_key")


@pytest.mark.parametrize("told", [OTHERS], indirect=True)
def test_a_restored_key_store_forgets_again(plant: Plant, told: tuple[SuggestionId, str, Path], table: Table) -> None:
    kept, keeper = kept_keys(plant), plant.system.evidence.keeper
    forget(plant, OTHERS[1])
    words = plant.system.log.history(told[0])[0].event
    assert isinstance(words, Received)
    restore_keys(plant, kept)
    assert keeper.open(told[0], [("text", words.text)])[0], "the control: a restored key opens the words again"
    assert plant.system.erasure.reconcile() > 0
    assert keeper.open(told[0], [("text", words.text)]) == [None]
    plant.rotate_keys()
    restore_keys(plant, kept)
    with pytest.raises(InvalidTag):
        keeper.open(told[0], [("text", words.text)])
    assert plant.system.erasure.reconcile() > 0
    table.tell("T16", tried=3, passed=3)
