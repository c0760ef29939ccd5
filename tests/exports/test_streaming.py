"""An export is written as the log is read: what it holds at once does not grow with the log."""

import json
import weakref
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from uuid import UUID

import pytest

from application.exports.cloud_events import cloud_events
from application.exports.manner import Manner
from application.exports.ocel_json import ocel_json
from application.exports.source import BLOCK, CASES, PAGE, Source, in_blocks
from application.exports.validating import Counts, faults
from application.exports.xes import xes
from application.ports import Recorded
from domain.shared.identity import SuggestionId
from infrastructure.exports.ocel_sqlite import write_ocel_sqlite
from tests.exports.logs import AUDITOR, FIRST, everything, source_of
from tests.exports.logs_read import read_xes


def test_an_empty_log_is_a_sound_export() -> None:
    read = json.loads("".join(ocel_json(source_of([]), AUDITOR)))
    assert faults(read, Counts(events=0, objects=0, e2o=0, o2o=0)) == []
    assert read_xes("".join(xes(source_of([]), AUDITOR))) == {}


def test_blocks_hold_the_same_text() -> None:
    parts = ["呼应" * n for n in range(400)]
    blocks = list(in_blocks(parts))
    assert b"".join(blocks).decode() == "".join(parts)
    assert all(len(block) >= BLOCK for block in blocks[:-1])


class Alive:
    """How many records are held at once."""

    def __init__(self) -> None:
        self.now = self.most = 0

    def made(self, record: Recorded) -> Recorded:
        """Watch a record until nobody holds it any more."""
        watched = Watched(**{field.name: getattr(record, field.name) for field in fields(record)})
        self.now += 1
        self.most = max(self.most, self.now)
        weakref.finalize(watched, self._gone)
        return watched

    def _gone(self) -> None:
        self.now -= 1


class Watched(Recorded):
    """A record that can be watched."""

    __slots__ = ("__weakref__",)


def made_up(cases: int, alive: Alive) -> Source:
    """A log that is made up as it is read: our first case, so many times."""
    model = [record for record in everything() if record.case == FIRST]

    def histories() -> Iterator[list[Recorded]]:
        for n in range(cases):
            case = SuggestionId(UUID(int=n, version=4))
            yield [alive.made(replace(r, case=case, position=n * len(model) + r.version)) for r in model]

    return Source(
        records=lambda: (record for history in histories() for record in history),
        everything=lambda: (record for history in histories() for record in history),
        histories=histories,
        leaf_hashes=lambda positions: dict.fromkeys(positions, "0" * 64),
    )


def sqlite_written(folder: Path) -> Callable[[Source, Manner], Iterator[object]]:
    """The SQLite form, as if it were handed on in parts."""
    return lambda source, manner: iter([write_ocel_sqlite(folder / "log.sqlite", source, manner)])


@pytest.mark.parametrize("form", ["json", "xes", "cloudevents", "sqlite"])
def test_an_export_holds_two_pages_of_the_log_at_most(form: str, tmp_path: Path) -> None:
    cases, alive = 750, Alive()
    by_form = {"json": ocel_json, "xes": xes, "cloudevents": cloud_lines, "sqlite": sqlite_written(tmp_path)}
    for _ in by_form[form](made_up(cases, alive), AUDITOR):
        pass
    assert 0 < alive.most <= 2 * max(PAGE, CASES * 8) + 8 < 8 * cases


def cloud_lines(source: Source, manner: Manner) -> Iterator[str]:
    """CloudEvents of a log with a name."""
    return cloud_events(source, manner, "origin")


def test_the_first_lines_come_before_the_log_is_read() -> None:
    alive = Alive()
    parts = ocel_json(made_up(750, alive), AUDITOR)
    assert [next(parts) for _ in range(3)]
    assert 0 < alive.most <= PAGE + 8
