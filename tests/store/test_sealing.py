"""Personal text: sealed in the log, bound to its place, and nowhere else."""

import base64
import json
import re
from uuid import uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag

from application.ports import Append, ToSeal
from application.sealing import sealed
from domain.shared.identity import Channel, SuggestionId
from domain.shared.people import Role
from domain.shared.sealed import Sealed, plain
from domain.suggestion import commands, events
from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from tests.support.commands import give, person, received
from tests.support.samples import STAMP

NAME, TEXT = "欧阳针眼", "独一无二的针：后街第七盏路灯"


def seal(plant: Plant, case: SuggestionId, field: str, text: str, subject: str = "voter") -> Sealed:
    """Seal one text by the keeper."""
    wanted = ToSeal(case=case, subject=subject, field=field, text=plain(text))
    return plant.system.desk._keeper.seal([wanted])[0]


def opened(plant: Plant, case: SuggestionId, field: str, token: Sealed) -> str | None:
    """Open one token by the keeper."""
    return plant.system.desk._keeper.open(case, [(field, token)])[0]


def all_rows(settings: Settings, schema: str) -> str:
    """Every table of a schema as one text, bytes as they are."""
    with psycopg.connect(str(settings.admin_database_url)) as conn:
        tables = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]).fetchall()
        rows = [conn.execute(f"SELECT * FROM {schema}.{name}".encode()).fetchall() for (name,) in tables]
    return "\n".join(v.decode("latin-1") if isinstance(v, bytes) else str(v) for t in rows for r in t for v in r)


def test_a_token_has_the_stored_form_of_the_evidence_rules(plant: Plant, settings: Settings) -> None:
    receipt = received(plant, TEXT, NAME)
    with psycopg.connect(str(settings.admin_database_url)) as conn:
        query = f"SELECT state FROM {settings.schema}.stored_events WHERE originator_id = %s"
        row = conn.execute(query.encode(), [receipt.id]).fetchone()
    assert row is not None
    for token in (json.loads(row[0])["data"]["text"], json.loads(row[0])["data"]["voter"]["name"]):
        assert set(token) == {"_type_", "_data_"} and token["_type_"] == "sealed"
        assert set(token["_data_"]) == {"kid", "ct", "d"}
        assert re.fullmatch(r"k-[0-9a-f]{32}", token["_data_"]["kid"])
        assert len(base64.b64decode(token["_data_"]["d"], validate=True)) == 32
        assert len(base64.b64decode(token["_data_"]["ct"], validate=True)) >= 12 + 32 + 16


def test_what_was_sealed_is_opened_again(plant: Plant) -> None:
    case = SuggestionId(uuid4())
    assert opened(plant, case, "text", seal(plant, case, "text", TEXT)) == TEXT


def test_the_same_text_sealed_twice_gives_nothing_to_compare(plant: Plant) -> None:
    case = SuggestionId(uuid4())
    one, two = seal(plant, case, "text", TEXT), seal(plant, case, "text", TEXT)
    assert one.kid == two.kid
    assert (one.ct, one.d) != (two.ct, two.d) and one.d != two.d


def test_a_ciphertext_moved_to_another_case_or_field_does_not_open(plant: Plant) -> None:
    case, other = SuggestionId(uuid4()), SuggestionId(uuid4())
    token, elsewhere = seal(plant, case, "text", TEXT), seal(plant, other, "text", "别的")
    for where, field, moved in (
        (other, "text", token),
        (case, "title", token),
        (other, "text", Sealed(elsewhere.kid, token.ct, token.d)),
        (case, "text", Sealed(token.kid, token.ct, elsewhere.d)),
        (case, "text", Sealed(token.kid, elsewhere.ct, elsewhere.d)),
    ):
        with pytest.raises(InvalidTag):
            opened(plant, where, field, moved)


def test_a_token_whose_key_is_gone_opens_to_nothing(plant: Plant) -> None:
    case = SuggestionId(uuid4())
    token = seal(plant, case, "text", TEXT)
    assert opened(plant, case, "text", Sealed("k-" + "0" * 32, token.ct, token.d)) is None


def test_there_is_one_key_per_subject_and_case(plant: Plant) -> None:
    one, two = SuggestionId(uuid4()), SuggestionId(uuid4())
    kids = {
        (case, subject): {seal(plant, case, field, "字", subject).kid for field in ("text", "title", "name")}
        for case in (one, two)
        for subject in ("voter", "office")
    }
    assert all(len(found) == 1 for found in kids.values())
    assert len(set().union(*kids.values())) == 4


def test_the_voters_words_and_the_offices_are_sealed_under_different_keys(plant: Plant) -> None:
    receipt = received(plant, TEXT, NAME)
    give(plant, receipt.id, commands.Annotate(text=plain("内部批注")), person(Role.SUPERVISOR))
    first, note = (r.event for r in plant.system.log.history(receipt.id))
    assert first.text.kid == first.voter.name.kid  # type: ignore[union-attr]
    assert note.text.kid != first.text.kid  # type: ignore[union-attr]


def test_a_voters_words_are_in_no_table_but_the_list_and_in_no_log_line(
    plant: Plant, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    received(plant, TEXT, NAME)
    plant.projector.advance()
    events, keys = all_rows(settings, settings.schema), all_rows(settings, f"{settings.schema}_keeper")
    for needle in (NAME, TEXT, "独一无二", "针眼"):
        encoded = [needle, needle.encode().decode("latin-1"), base64.b64encode(needle.encode()).decode()[:-4]]
        for form in (*encoded, json.dumps(needle).strip('"')):
            assert form not in events
            assert form not in keys
            assert form not in caplog.text
    assert NAME not in all_rows(settings, f"{settings.schema}_views")


def test_the_key_that_wraps_all_keys_is_readable_by_the_service_alone(plant: Plant, settings: Settings) -> None:
    assert plant.settings == settings
    files = sorted((settings.var / "keys").iterdir())
    assert [f.name for f in files] == ["kek-1", "root"]
    assert [f.stat().st_mode & 0o777 for f in files] == [0o400, 0o400]


def test_the_same_words_in_two_cases_and_two_fields_are_sealed_apart(plant: Plant) -> None:
    same = plain("同一句话。")
    cases = [SuggestionId(uuid4()), SuggestionId(uuid4())]
    event = events.Received(text=same, title=same, channel=Channel("visit"))
    batch = tuple(Append(case=case, after_version=0, entries=((event, STAMP),), fingerprint="f") for case in cases)
    keeper = plant.system.desk._keeper
    for append in sealed(batch, keeper):
        stored = append.entries[0][0]
        assert isinstance(stored, events.Received) and isinstance(stored.title, Sealed)
        opened = keeper.open(append.case, [("text", stored.text), ("title", stored.title)])
        assert opened == ["同一句话。", "同一句话。"]
