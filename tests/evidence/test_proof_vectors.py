"""T1: the 196 vectors of transparency-dev/merkle; one is refused here on purpose."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from domain.evidence.merkle import verify_consistency, verify_inclusion

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "shared" / "data" / "merkle-vectors.json").read_text(encoding="utf-8")
)
STRICTER = "additional/sizes-are-equal-one-and-proof-is-empty.json"
"""Its two roots are the text "don't care 2" (12 bytes): a root has 32 bytes here, whatever the sizes."""


def _raw(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _proof(vector: dict[str, Any]) -> list[bytes]:
    return [_raw(text) for text in vector["proof"] or []]


def _consistent(vector: dict[str, Any]) -> bool:
    roots = _raw(vector["root1"]), _raw(vector["root2"])
    return verify_consistency(vector["size1"], vector["size2"], *roots, _proof(vector))


def test_there_are_98_vectors_of_each_kind() -> None:
    assert len(VECTORS["inclusion"]) == len(VECTORS["consistency"]) == 98


@pytest.mark.parametrize("vector", VECTORS["inclusion"], ids=lambda vector: vector["name"])
def test_an_inclusion_vector_ends_as_it_says(vector: dict[str, Any]) -> None:
    index, size = vector["leafIdx"], vector["treeSize"]
    found = verify_inclusion(index, size, _raw(vector["leafHash"]), _proof(vector), _raw(vector["root"]))
    assert found is not vector["wantErr"]


@pytest.mark.parametrize("vector", VECTORS["consistency"], ids=lambda vector: vector["name"])
def test_a_consistency_vector_ends_as_it_says_or_is_refused_for_its_short_root(vector: dict[str, Any]) -> None:
    assert _consistent(vector) is (not vector["wantErr"] and vector["name"] != STRICTER)


def test_the_one_vector_we_refuse_is_accepted_once_its_roots_have_32_bytes() -> None:
    (vector,) = [vector for vector in VECTORS["consistency"] if vector["name"] == STRICTER]
    assert not vector["wantErr"] and len(_raw(vector["root1"])) != 32
    assert _consistent(vector | {"root1": "A" * 43 + "=", "root2": "A" * 43 + "="})
