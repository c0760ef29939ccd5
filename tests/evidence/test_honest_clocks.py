"""T18: clocks that differ by seconds and heads that come within a minute never raise a false alarm."""

from datetime import timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.evidence import checkpoints
from domain.evidence.entries import Entry, Kind, act_entry, entry_of
from domain.verification.clocks import Clocks
from domain.verification.evidence import DELAY, SKEW, Head
from domain.verification.report import Report, Verdict
from tests.evidence.logbook import FOUNDED, STORY, head_of
from tests.evidence.signers import ORIGIN

NOTE, CHECKPOINT = checkpoints.read(head_of(STORY))
SECONDS, WAIT = int(SKEW.total_seconds()), int(DELAY.total_seconds())
Moments = list[tuple[int, int, int]]
MOMENTS: st.SearchStrategy[Moments] = st.lists(
    st.tuples(st.integers(0, 3600), st.integers(0, WAIT), st.integers(-SECONDS, SECONDS)), min_size=1, max_size=30
)
"""Of each entry: how long after the one before it, after what time its head was witnessed, and by how wrong a clock."""


def watched(moments: Moments) -> tuple[list[Entry], dict[int, list[Head]]]:
    """Entries of an honest log, with a head behind each, witnessed at once."""
    entries, heads, at = [], {}, FOUNDED
    for index, (gap, wait, wrong) in enumerate(moments):
        at += timedelta(seconds=gap)
        entries.append(entry_of(act_entry(ORIGIN, Kind.ERASURE, index, at, {})))
        heads[index + 1] = [Head(NOTE, CHECKPOINT, {"court": at + timedelta(seconds=wait + wrong)})]
    return entries, heads


def told(entries: list[Entry], heads: dict[int, list[Head]]) -> Report:
    """What the clocks have to say."""
    report = Report()
    clocks = Clocks(heads, ["court"], report)
    for entry in entries:
        clocks.take(entry)
    clocks.finish()
    return report


@settings(max_examples=300)
@given(MOMENTS)
@example([(0, WAIT, SECONDS), (0, 0, -SECONDS)])
def test_honest_clocks_raise_no_alarm(moments: Moments) -> None:
    assert told(*watched(moments)).verdict is Verdict.SOUND


@settings(max_examples=300)
@given(MOMENTS, st.data())
def test_an_entry_dated_back_behind_a_witnessed_head_is_found(moments: Moments, data: st.DataObject) -> None:
    """It came after a head that does not hold it, and claims to have come a minute and two skews before."""
    entries, heads = watched([*moments, (0, 0, 0)])
    index = data.draw(st.integers(1, len(moments)))
    late = heads[index][0].cosigned["court"] - DELAY - SKEW - timedelta(seconds=data.draw(st.integers(1, 10**6)))
    entries[index] = entry_of(act_entry(ORIGIN, Kind.ERASURE, index, late, {}))
    assert told(entries, heads).verdict is Verdict.TAMPERED
