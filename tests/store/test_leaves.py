"""A leaf made in haste is the leaf the evidence format asks for, byte by byte."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.canonical import canonical
from domain.evidence.entries import Row, event_entry
from infrastructure.event_store.leaves import _encoder, leaves
from infrastructure.event_store.mapper import to_stored
from infrastructure.event_store.names import CLASSES
from tests.support.samples import CASE, STAMP, sample

KEYS = st.text(st.characters(max_codepoint=127, exclude_characters="\x00"), max_size=8)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_fast_writer_spells_every_value_as_the_canonical_one_does(value: object) -> None:
    assert _encoder.encode(value) == canonical(value)


def test_the_leaf_of_every_event_is_the_entry_of_its_row() -> None:
    for several in (False, True):
        rows = [to_stored(CASE, n, sample(cls), STAMP, "f") for n, cls in enumerate(CLASSES.values(), start=1)]
        for row in rows:
            made = leaves("huying.local/000000", [row, row] if several else [row])[0].at(7, STAMP.at)
            stored = msgspec.json.decode(row.state)
            told = Row(
                position=7, case=CASE, version=row.originator_version, topic=row.topic, state=row.state, rec=STAMP.at
            )
            assert made == event_entry(
                "huying.local/000000", told, stored, stored["meta"]["command"] if several else None
            )
