"""Stored events are for ever: the bytes written once must be read for as long as there is a log."""

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest

from application.ports import AnyEvent
from domain.contact.nouns import OF_EVENT
from domain.shared.sealed import plain
from domain.suggestion import events
from infrastructure.event_store.mapper import NotSealed, UnknownEvent
from infrastructure.event_store.names import CLASSES, NAMES
from infrastructure.event_store.upcasters import lifted
from tests.support.samples import CASE, FINGERPRINT, GOLDEN, STAMP, recorded, sample, stored

FILES = sorted(GOLDEN.glob("*.json"))
NAMES_OF_EVENTS = [cls for group in events.Event.__args__ for cls in getattr(group, "__args__", (group,))]


def test_every_event_has_a_golden_file() -> None:
    missing = [name for name in CLASSES if not (GOLDEN / f"{name}.json").exists()]
    assert not missing, "python -m tests.support.samples"


def test_every_event_class_has_a_stored_name() -> None:
    assert {*NAMES_OF_EVENTS, *OF_EVENT} == set(NAMES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_golden_file_reads_as_the_event_it_was_written_from(path: Path) -> None:
    state = json.loads(path.read_text(encoding="utf-8"))
    name, _ = lifted(path.stem, dict(state["data"]))
    found = recorded(path.stem, state)
    assert found.event == sample(CLASSES[name])
    assert (found.stream, found.version, found.position) == (CASE, 3, 42)
    assert (found.stamp, found.fingerprint) == (STAMP, FINGERPRINT)


@pytest.mark.parametrize("name", CLASSES)
def test_an_event_is_written_as_its_golden_file_has_it(name: str) -> None:
    golden = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert stored(sample(CLASSES[name])) == golden


@pytest.mark.parametrize("cls", NAMES, ids=lambda cls: cls.__name__)
def test_an_event_with_a_field_missing_or_of_another_type_is_not_read(cls: type[AnyEvent]) -> None:
    state = stored(sample(cls))
    with pytest.raises(msgspec.ValidationError):
        recorded(NAMES[cls], {**state, "data": "text"})
    for field in fields(cls):
        wrong = {**state, "data": {**state["data"], field.name: [{"a": object.__name__}, 1.5]}}
        with pytest.raises(msgspec.ValidationError):
            recorded(NAMES[cls], wrong)


def test_plain_text_is_never_written() -> None:
    with pytest.raises(NotSealed):
        stored(events.Annotated(text=plain("内部批注")))


def test_plain_text_deep_inside_an_event_is_never_written() -> None:
    evidence = sample(events.CommitmentKept).evidence[0]
    hidden = type(evidence)(note=plain("照片说明"))
    with pytest.raises(NotSealed):
        stored(events.CommitmentKept(commitment=1, evidence=(hidden,)))


def test_an_event_of_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownEvent):
        recorded("suggestion.forgotten.v9", stored(sample(events.Closed)))


AT_ONCE = """
import sys, threading
from pathlib import Path
from uuid import UUID
sys.setswitchinterval(1e-6)
from eventsourcing.persistence import StoredEvent
from infrastructure.event_store.mapper import to_recorded
rows = [StoredEvent(UUID(int=7), 1, path.stem, path.read_bytes()) for path in sorted(Path(sys.argv[1]).glob("*.json"))]
ready, read = threading.Barrier(16), []
def work():
    ready.wait()
    read.extend(to_recorded(1, row) for row in rows)
threads = [threading.Thread(target=work) for _ in range(16)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert len(read) == 16 * len(rows)
"""


def test_many_threads_may_read_their_first_event_at_the_same_time() -> None:
    """What reads events is made before any thread needs it: made by two at a time it ended the process."""
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", AT_ONCE, GOLDEN], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
