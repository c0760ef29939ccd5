"""Exports by the names they are asked for."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from application.access_log import WHOLE_LOG, AccessLog
from application.exports.cloud_events import cloud_events
from application.exports.manner import SHORTEST_KEY, ExportClock, Manner, Profile
from application.exports.ocel_json import ocel_json
from application.exports.source import Source, in_blocks, of_log
from application.exports.xes import xes
from application.ports import EventLog
from domain.shared.people import Actor


class Form(StrEnum):
    """The forms of an export, by the names of their files.

    CloudEvents tell of every event. The forms for process mining tell of cases alone: a place or a deputy is no case.
    """

    OCEL_JSON = "ocel.json"
    OCEL_SQLITE = "ocel.sqlite"
    XES = "xes"
    CLOUD_EVENTS = "cloudevents.jsonl"


MEDIA = {
    Form.OCEL_JSON: "application/json",
    Form.OCEL_SQLITE: "application/vnd.sqlite3",
    Form.XES: "application/xml",
    Form.CLOUD_EVENTS: "application/x-ndjson",
}


PURPOSE = "export"
"""What the access log calls it."""


class LeafHashes(Protocol):
    """The leaves behind events."""

    def leaf_hashes(self, positions: Sequence[int]) -> Mapping[int, str]:
        """The leaf hash (hexadecimal) of each position."""


SqliteWriter = Callable[[Source, Manner], Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """The whole log for others' tools, without any personal text."""

    log: EventLog
    leaves: LeafHashes
    sqlite: SqliteWriter
    origin: str
    access: AccessLog

    def stream(self, form: Form, profile: Profile, clock: ExportClock, by: Actor) -> Iterator[bytes]:
        """The file, in blocks: as the log stood when it was asked for. Who took it is written down first."""
        self.access.note(by, WHOLE_LOG, [form.value, profile.value, clock.value], PURPOSE)
        source = of_log(self.log, self.leaves.leaf_hashes)
        manner = Manner(profile=profile, clock=clock, key=secrets.token_bytes(SHORTEST_KEY))
        if form is Form.OCEL_SQLITE:
            return self.sqlite(source, manner)
        if form is Form.OCEL_JSON:
            return in_blocks(ocel_json(source, manner))
        if form is Form.XES:
            return in_blocks(xes(source, manner))
        return in_blocks(cloud_events(source, manner, self.origin))
