"""T24: whatever bytes come in, a reader refuses them as malformed, or could have written them itself."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.evidence import checkpoints
from domain.evidence.canonical import canonical, parsed
from domain.evidence.entries import entry_of
from domain.evidence.malformed import Malformed
from domain.evidence.notes import key_of, note_of
from domain.evidence.policies import TrustPolicy, policy_of
from domain.evidence.proofs import LogProof, log_proof_of
from domain.evidence.tiles import bundle, unbundled
from tests.evidence import recursive_tree
from tests.evidence.logbook import STORY, head_of
from tests.evidence.signers import COURT, LOG_KEY, UNI, policy_text, witness_line

HEAD = head_of(STORY, (COURT, 1_800_000_000))
PATH = tuple(recursive_tree.path(3, [recursive_tree.leaf(raw) for raw in STORY]))
EXTRA = canonical({"entry": STORY[3].decode(), "disclosures": [["c2FsdA==", "case", "text", "路灯"]]})
POLICY = policy_text(
    witness_line("court", COURT, "https://court.example"), witness_line("uni", UNI), "group g any court uni", quorum="g"
)


@dataclass(frozen=True)
class Reader:
    """A reader, and what it would have written."""

    again: Callable[[bytes], bytes]
    seeds: tuple[bytes, ...]


READERS = {
    "notes": Reader(lambda raw: str(note_of(raw)).encode(), (HEAD, head_of(STORY[:1]))),
    "checkpoints": Reader(lambda raw: checkpoints.read(raw)[1].text.encode() + raw[raw.rindex(b"\n\n") + 1 :], (HEAD,)),
    "proofs": Reader(
        lambda raw: _proof_again(log_proof_of(raw)),
        (str(LogProof(3, PATH, HEAD, EXTRA)).encode(), str(LogProof(3, PATH, HEAD)).encode()),
    ),
    "bundles": Reader(lambda raw: bundle(unbundled(raw)), (bundle(STORY[:2]), bundle([b"", b"a", b"bc"]))),
    "entries": Reader(lambda raw: canonical(entry_of(raw).members), (STORY[0], STORY[1], STORY[10])),
    "JSON": Reader(lambda raw: canonical(parsed(raw)), (EXTRA, b'{"a":[1,-2,"\\u001f",null,true,{}]}')),
    "keys": Reader(lambda raw: key_of(raw.decode(errors="replace")).vkey.encode(), (LOG_KEY.key.vkey.encode(),)),
}


def _proof_again(proof: LogProof) -> bytes:
    """The file, though its checkpoint be no text: that is read by another reader."""
    head = str(LogProof(proof.index, proof.hashes, b"", proof.extra)).encode()
    return head + proof.checkpoint


def written_again(reader: Reader, raw: bytes) -> bytes | None:
    """What the reader would have written; None where it refuses."""
    try:
        return reader.again(raw)
    except Malformed:
        return None


def policy_or_none(text: str) -> TrustPolicy | None:
    """The policy; None where it is refused."""
    try:
        return policy_of(text)
    except Malformed:
        return None


@st.composite
def changed(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """Something that was well formed once: bits flipped, parts dropped, repeated, moved, or mixed with another."""
    raw = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 3))):
        low = draw(st.integers(0, len(raw)))
        high = min(len(raw), low + draw(st.integers(0, 12)))
        other = draw(st.sampled_from(seeds))
        at = draw(st.integers(0, len(other)))
        flip = bytes([raw[low] ^ (1 << draw(st.integers(0, 7)))]) if low < len(raw) else b""
        ways = (flip, b"", draw(st.binary(max_size=4)), raw[low:high] * 2, other[at : at + 12], b"\n", b"0")
        raw = raw[:low] + draw(st.sampled_from(ways)) + raw[high:]
    return raw


@pytest.mark.parametrize("name", READERS)
def test_what_is_well_formed_is_read(name: str) -> None:
    reader = READERS[name]
    assert [written_again(reader, raw) for raw in reader.seeds] == list(reader.seeds)


@pytest.mark.parametrize("name", READERS)
def test_random_bytes_are_refused_or_written_again_as_they_were(name: str) -> None:
    reader = READERS[name]

    @settings(max_examples=300)
    @given(st.binary(max_size=200))
    def holds(raw: bytes) -> None:
        assert written_again(reader, raw) in (None, raw)

    holds()


@pytest.mark.parametrize("name", READERS)
def test_changed_files_are_refused_or_written_again_as_they_were(name: str) -> None:
    reader = READERS[name]

    @settings(max_examples=600)
    @given(changed(reader.seeds))
    def holds(raw: bytes) -> None:
        assert written_again(reader, raw) in (None, raw)

    holds()


@pytest.mark.parametrize("name", sorted(set(READERS) - {"bundles"}))
def test_no_file_is_read_that_was_cut_off(name: str) -> None:
    reader, raw = READERS[name], READERS[name].seeds[0]
    whole_lines = {at for at in range(len(raw)) if raw[:at].endswith(b"=\n")}
    for at in set(range(len(raw))) - whole_lines:
        if name != "proofs" or b"\n\n" not in raw[:at]:
            assert written_again(reader, raw[:at]) is None


@settings(max_examples=600)
@given(changed((POLICY.encode(), policy_text().encode())) | st.binary(max_size=100))
def test_a_changed_policy_is_refused_or_trusts_nobody_new(raw: bytes) -> None:
    found = policy_or_none(raw.decode(errors="surrogateescape"))
    known = policy_of(POLICY)
    if found is not None:
        assert {key for keys in found.logs.values() for key in keys} <= {
            key for keys in known.logs.values() for key in keys
        }
        assert {key.public for key in found.witnesses.values()} <= {key.public for key in known.witnesses.values()}
