"""T18, T22 and T23: somebody else's clock, back-dating, and a key that is succeeded by another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.evidence.entries import Entry, Kind
from domain.verification.clocks import Clocks
from domain.verification.evidence import DELAY, SKEW, Head
from domain.verification.report import Report
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.evidence.rotating import retire
from infrastructure.evidence.sealing import check_stamps, own_policy, seal_once
from tests.attacks.authority import Authority, serving
from tests.attacks.conftest import Table
from tests.attacks.scene import Scene

QUIET = lambda done, of: None  # noqa: E731


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Authority, str]]:
    """An authority at work."""
    made = Authority(tmp_path_factory.mktemp("tsa") / "ca")
    with serving(made) as url:
        yield made, url


def stamps(scene: Scene, root: bytes) -> str:
    """What C09 says of the scene's folder: its verdicts, joined."""
    report = Report()
    check_stamps(scene.folder, root, datetime.now(UTC), report)
    return " ".join(line.verdict.name for line in report.lines)


def test_a_head_is_stamped_and_a_wrong_stamp_is_found(
    sealed: Plant, authority: tuple[Authority, str], scene: Scene, tmp_path: Path, table: Table
) -> None:
    made, url = authority
    sealed.system.evidence.published.append_act(Kind.HEADS, {})
    seal_once(replace(sealed.settings, tsa_url=url), sealed.urls.sealer, QUIET)
    folder = sealed.settings.var / "log"
    honest = Scene(sealed, folder, tmp_path)
    note = next((folder / "tsr").glob("*.note"))
    token = note.with_suffix(".tsr")
    stranger = Authority(tmp_path / "stranger")
    said = [stamps(honest, made.root) == "SOUND", stamps(honest, stranger.root) == "TAMPERED"]
    said.append(made.verifies(token.read_bytes(), note.read_bytes()))
    said.append(not made.verifies(token.read_bytes(), note.read_bytes() + b" "))
    (scene.folder / "tsr").mkdir()
    (scene.folder / "tsr" / note.name).write_bytes(note.read_bytes().replace(b"\n", b"\n", 1) + b" ")
    (scene.folder / "tsr" / token.name).write_bytes(token.read_bytes())
    said.append(stamps(scene, made.root) == "TAMPERED")
    (scene.folder / "tsr" / token.name).write_bytes(b"not a token")
    said.append(stamps(scene, made.root) == "TAMPERED")
    table.tell("T22", tried=len(said), passed=sum(said), judges=("openssl ts", "rfc3161-client"))


def test_a_succeeded_key_leaves_old_and_new_evidence_sound(sealed: Plant, tmp_path: Path, table: Table) -> None:
    settings, folder = sealed.settings, sealed.settings.var / "log"
    seal_once(settings, sealed.urls.sealer, QUIET)
    sealed.system.evidence.published.size()
    before = own_policy(settings)
    receipt = tmp_path / "old.tlog-proof"
    receipt.write_text(sealed.system.evidence.proof(1), encoding="utf-8")
    bootstrap.rotate_log_key(settings)
    seal_once(settings, sealed.urls.sealer, QUIET)
    after, both = own_policy(settings), before.replace("quorum none\n", "") + own_policy(settings)
    said = []
    for number, policy in enumerate((before, after, both)):
        held = tmp_path / f"auditor{number}"
        held.mkdir()
        (held / "policy").write_text(policy, encoding="utf-8")
        said.append(Scene(sealed, folder, held).found(Scene(sealed, folder, held).verified()) <= {"C14"})
    old_alone = Scene(sealed, receipt, tmp_path / "auditor2").verified(path=receipt).verdict == 0
    assert retire(settings.var / "sealer", settings.origin) == 1
    sealed.system.evidence.published.append_act(Kind.HEADS, {})
    seal_once(settings, sealed.urls.sealer, QUIET)
    first = Scene(sealed, folder, tmp_path / "auditor0")
    refused = first.found(first.verified())
    said += [old_alone, "C01" in refused]
    table.tell("T23", tried=len(said), passed=sum(said))


def test_a_back_dated_leaf_falls_between_two_cosigned_heads(table: Table) -> None:
    start, found, false = datetime(2026, 3, 2, 8, tzinfo=UTC), 0, 0
    for minutes in range(1, 201):
        honest, shifted = judged(start, timedelta()), judged(start, timedelta(minutes=minutes))
        found += shifted
        false += honest
    enough = sum(timedelta(minutes=m) > DELAY + SKEW for m in range(1, 201))
    assert false == 0
    table.tell("T18", tried=enough, passed=found)


def judged(start: datetime, shift: timedelta) -> bool:
    """Whether a leaf recorded so much earlier than the head before it was cosigned is noticed."""
    report = Report()
    head = Head(None, None, {"court": start})  # type: ignore[arg-type]
    clocks = Clocks({3: [head]}, ["court"], report)
    times = [start - timedelta(hours=9)] * 3 + [start + timedelta(seconds=5) - shift]
    for place, at in enumerate(times):
        kind = Kind.GENESIS if place == 0 else Kind.HEADS
        clocks.take(Entry(kind=kind, position=place, rec=at, data={}, members={}))
    return any(line.verdict for line in report.lines)
