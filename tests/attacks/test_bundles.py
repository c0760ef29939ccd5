"""T3, T13, T17, T20: flipped bytes, sizes of proofs, receipts and bundles away from the office."""

import io
import subprocess
import sys
import tarfile
from pathlib import Path
from random import Random

import pytest

from domain.evidence.entries import Kind, entry_of
from domain.evidence.malformed import Malformed
from domain.evidence.merkle import leaf_hash, verify_inclusion
from domain.evidence.proofs import log_proof_of
from domain.evidence.tiles import unbundled
from domain.shared.people import OFFICE
from domain.verification.leaves import entries_of
from infrastructure.bootstrap import Plant
from tests.attacks.conftest import Table
from tests.attacks.scene import Scene
from tests.attacks.words import register
from tests.support.service import serving

FLIPS = 500


def test_every_flipped_byte_of_an_event_is_noticed_at_its_place(scene: Scene, table: Table) -> None:
    size = int((scene.folder / "checkpoint").read_text(encoding="utf-8").split("\n")[1])
    entries = [raw for _, raw in entries_of(lambda path: (scene.folder / path).read_bytes(), size)]
    hashes = [leaf_hash(raw) for raw in entries]
    random, noticed, tried = Random(3), 0, 0
    for index in random.choices(range(size), k=FLIPS):
        raw = bytearray(entries[index])
        for place in range(len(raw)):
            raw[place] ^= 1 << random.randrange(8)
            noticed += leaf_hash(bytes(raw)) != hashes[index]
            raw[place] = entries[index][place]
            tried += 1
    table.tell("T3", tried=tried, passed=noticed)


def in_use(tiles: Path) -> list[Path]:
    """The tiles a verifier reads: a partial one is no longer read once the log has a wider one, or the whole."""
    widest: dict[Path, Path] = {}
    for path in sorted(path for path in tiles.rglob("*") if path.is_file()):
        partial = path.parent.suffix == ".p"
        place = path.parent.with_suffix("") if partial else path
        known = widest.get(place)
        if known is None or not partial or (known.parent.suffix == ".p" and int(path.name) > int(known.name)):
            widest[place] = path
    return sorted(widest.values())


@pytest.mark.parametrize("seed", range(12))
def test_a_spoiled_bundle_or_tile_is_found_by_the_verifier(seed: int, scene: Scene, table: Table) -> None:
    random = Random(seed)
    spoiled = random.choice(in_use(scene.folder / "tile"))
    raw = bytearray(spoiled.read_bytes())
    raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
    spoiled.write_bytes(bytes(raw))
    table.tell("T3", tried=1, passed=int("C04" in scene.found(scene.verified())))


def test_every_leaf_is_proven_with_few_hashes(sealed: Plant, table: Table) -> None:
    _, head = sealed.system.evidence.head()
    passed = 0
    for index in Random(5).choices(range(head.size), k=200):
        proof = log_proof_of(sealed.system.evidence.proof(index).encode())
        entry = sealed.system.evidence.published.entry(index)
        assert entry is not None and len(proof.hashes) <= head.size.bit_length()
        passed += verify_inclusion(index, head.size, leaf_hash(entry), proof.hashes, head.root)
    table.tell("T13", tried=200, passed=passed)


def alone(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The verifier as one file, by a python3 that knows of no package and no network."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.pyz"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env={"PATH": "/usr/bin:/bin"})


def test_a_bundle_and_a_receipt_verify_with_python3_alone(sealed: Plant, tmp_path: Path, table: Table) -> None:
    scene = Scene(sealed, sealed.settings.var / "log", tmp_path)
    with serving(sealed) as api:
        case, code = register(api, "别处的话", "13700000000")
        receipt = api.http.get(f"/api/v1/track/{code}/receipts/1")
        bundle = api.get(f"/suggestions/{case}/evidence", "auditor")
    assert (receipt.status_code, bundle.status_code) == (200, 200)
    folder = tmp_path / "bundle"
    with tarfile.open(fileobj=io.BytesIO(bundle.content)) as archive:
        archive.extractall(folder)
    (tmp_path / "mine.tlog-proof").write_text(receipt.text, encoding="utf-8")
    mine = alone(folder, str(tmp_path / "mine.tlog-proof"), "--policy", str(scene.policy))
    assert mine.returncode == 0, mine.stdout + mine.stderr
    whole = alone(folder, ".", "--policy", str(scene.policy))
    assert whole.returncode == 2 and "C14" in whole.stdout, whole.stdout + whole.stderr
    log = alone(folder, str(scene.folder), "--policy", str(scene.policy))
    assert log.returncode == 0, log.stdout + log.stderr
    table.tell("T17", tried=3, passed=3, judges=("verify.pyz",))


def test_a_policy_from_inside_the_bundle_is_not_accepted(scene: Scene, table: Table) -> None:
    inside = scene.folder / "policy"
    inside.write_bytes(scene.policy.read_bytes())
    command = [sys.executable, "-m", "interfaces.verifier", str(scene.folder), "--policy", str(inside)]
    done = subprocess.run(command, capture_output=True, text=True)
    table.tell("T17", tried=1, passed=int(done.returncode == 3))


def test_a_case_listed_in_the_log_is_proven_complete(sealed: Plant, tmp_path: Path, table: Table) -> None:
    scene = Scene(sealed, sealed.settings.var / "log", tmp_path)
    listing = sealed.system.evidence.published.last_act(Kind.HEADS)
    assert listing is not None
    last = sealed.system.evidence.published.last_of_cases(entry_of(listing).data["size"])
    wrong: dict[str, list[str]] = {}
    officer, _ = sealed.system.directory.issue_token(role="auditor", org=OFFICE, name="auditor")
    for case in sorted(last)[:20]:
        history = sealed.system.log.history(sealed.system.log.after(last[case][1] - 1, 1)[0].case)
        raw = sealed.system.evidence.bundle(history[0].case, officer)
        path = tmp_path / f"{case}.tar"
        path.write_bytes(raw)
        found = scene.verified(path=path)
        if scene.found(found) or not any(line.check == "C14" and not line.verdict for line in found.lines):
            wrong[case] = [f"{line.check} {line.verdict} {line.en}" for line in found.lines if line.verdict]
    assert not wrong
    table.tell("T20", tried=20, passed=20)


def test_broken_bundles_are_findings_and_never_tracebacks(table: Table) -> None:
    random, passed = Random(24), 0
    for _ in range(20_000):
        raw = random.randbytes(random.randrange(60))
        try:
            passed += b"".join(len(e).to_bytes(2, "big") + e for e in unbundled(raw)) == raw
        except Malformed:
            passed += 1
    table.tell("T24", tried=20_000, passed=passed)
