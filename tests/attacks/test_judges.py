"""T1, T2, T4, T5, T22: Go's sumdb packages, @transmute/rfc9162, pymerkle and openssl on the same evidence."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pymerkle
import pytest

from domain.evidence.merkle import consistency_proof, inclusion_proof, leaf_hash, root_of
from domain.evidence.tiles import Tiles
from domain.verification.leaves import entries_of
from infrastructure.evidence.sealing import log_signer
from tests.attacks.conftest import Table
from tests.attacks.scene import Scene

ROOT = Path(__file__).parents[2]
HERE = ROOT / "tests" / "judges"
JUDGES = ROOT / ".judges"
"""Where `.ci/judges` puts what is not in Debian."""
GO = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode"}
PROOFS = 300
pytestmark = pytest.mark.judges


def tool(name: str) -> str:
    """A program that must be there."""
    found = shutil.which(name)
    assert found, f"{name} is missing: run .ci/judges"
    return found


@pytest.fixture(scope="module")
def go(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The judge in Go, built."""
    out = tmp_path_factory.mktemp("go")
    environ = os.environ | GO | {"GOCACHE": str(out / "cache")}
    subprocess.run([tool("go"), "build", "-o", out / "log", HERE / "log.go"], check=True, env=environ)
    return out / "log"


def judged(go: Path, scene: Scene) -> bool:
    """What Go says of the folder."""
    key = log_signer(scene.plant.settings).key.vkey
    return subprocess.run([go, scene.folder, key], capture_output=True).returncode == 0


def leaves(scene: Scene) -> list[bytes]:
    """The entries of the log."""
    size = int((scene.folder / "checkpoint").read_text(encoding="utf-8").split("\n")[1])
    return [raw for _, raw in entries_of(lambda path: (scene.folder / path).read_bytes(), size)]


def test_go_proves_every_record_of_our_log(go: Path, scene: Scene, table: Table) -> None:
    count = len(leaves(scene))
    table.tell("T2", tried=count, passed=count if judged(go, scene) else 0, judges=("Go x/mod",))


@pytest.mark.parametrize("seed", range(15))
def test_go_and_we_refuse_the_same_spoiled_log(seed: int, go: Path, scene: Scene, table: Table) -> None:
    random = Random(seed)
    files = sorted(path for path in scene.folder.rglob("tile/**/*") if path.is_file())
    spoiled = random.choice(files)
    raw = bytearray(spoiled.read_bytes())
    place = random.randrange(2, len(raw)) if "entries" in str(spoiled) else random.randrange(len(raw))
    raw[place] ^= 1 << random.randrange(7)
    spoiled.write_bytes(bytes(raw))
    both = (not judged(go, scene), "C04" in scene.found(scene.verified()))
    table.tell("T3", tried=1, passed=int(both == (True, True)), judges=("Go x/mod", "ours"))


def test_every_bit_of_a_signed_head_matters_to_go_and_to_us(go: Path, scene: Scene, table: Table) -> None:
    path = scene.folder / "checkpoint"
    honest, passed, tried = path.read_bytes(), 0, 0
    for place in range(0, len(honest), 7):
        raw = bytearray(honest)
        raw[place] ^= 1
        path.write_bytes(bytes(raw))
        passed += (not judged(go, scene)) and bool(scene.found(scene.verified()))
        tried += 1
    table.tell("T5", tried=tried, passed=passed, judges=("Go x/mod", "ours"))


def asked(lines: list[dict[str, Any]]) -> dict[str, int]:
    """What the judge in JavaScript says of proofs."""
    assert (JUDGES / "node_modules").exists(), "run .ci/judges"
    done = subprocess.run(
        [tool("node"), HERE / "proofs.mjs"],
        input="\n".join(json.dumps(line) for line in lines),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"JUDGES": str(JUDGES)},
    )
    return dict(json.loads(done.stdout))


def b64(raw: bytes) -> str:
    """Base64, as text."""
    return base64.b64encode(raw).decode()


def proofs(scene: Scene, random: Random) -> Iterator[dict[str, Any]]:
    """Proofs of inclusion and of consistency at random places."""
    hashes = [leaf_hash(raw) for raw in leaves(scene)]
    size, root = len(hashes), b64(root_of(hashes))
    tiles = Tiles(lambda path: (scene.folder / path).read_bytes(), size)
    for _ in range(PROOFS):
        index, old = random.randrange(size), random.randrange(1, size)
        path = [b64(one) for one in inclusion_proof(index, size, tiles.node)]
        yield {
            "kind": "inclusion",
            "size": size,
            "index": index,
            "leaf": b64(hashes[index]),
            "path": path,
            "root": root,
        }
        path = [b64(one) for one in consistency_proof(old, size, tiles.node)]
        before = b64(root_of(hashes[:old]))
        yield {"kind": "consistency", "old": old, "size": size, "old_root": before, "path": path, "root": root}


def test_rfc9162_in_javascript_accepts_our_proofs_and_refuses_mutations(scene: Scene, table: Table) -> None:
    random = Random(9)
    honest = list(proofs(scene, random))
    said = asked(honest)
    table.tell("T2", tried=2 * PROOFS, passed=sum(said.values()), judges=("@transmute/rfc9162",))
    mutated = [line | {"path": [*line["path"][:-1], b64(random.randbytes(32))]} for line in honest if line["path"]]
    table.tell(
        "T4", tried=len(mutated), passed=len(mutated) - sum(asked(mutated).values()), judges=("@transmute/rfc9162",)
    )


def test_pymerkle_has_our_roots(scene: Scene, table: Table) -> None:
    entries = leaves(scene)[:300]
    tree, passed = pymerkle.InmemoryTree(algorithm="sha256"), 0
    for n, entry in enumerate(entries, start=1):
        tree.append_entry(entry)
        passed += tree.get_root() == root_of([leaf_hash(raw) for raw in entries[:n]])
    table.tell("T1", tried=len(entries), passed=passed, judges=("pymerkle",))
