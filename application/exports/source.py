"""What is exported: the log up to one position, read as often as a form needs it, and the same each time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from application.ports import AnyRecorded, EventLog, Recorded

PAGE = 1_000
"""Events read at a time."""
CASES = 200
"""Cases read at a time."""
BLOCK = 65_536
"""Bytes handed on at a time."""
LeafHashes = Callable[[Sequence[int]], Mapping[int, str]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The log as an export reads it; every call starts anew, and all of them must tell of the same events.

    `records` are the events of cases, in log order; `everything` has those of the contact work among them.
    `histories` are the cases in the order of registration, each whole, oldest first.
    `leaf_hashes` gives the leaf hash (hexadecimal) of each of some positions.
    """

    records: Callable[[], Iterator[Recorded]]
    histories: Callable[[], Iterator[Sequence[Recorded]]]
    leaf_hashes: LeafHashes
    everything: Callable[[], Iterator[AnyRecorded]]


def of_log(log: EventLog, leaf_hashes: LeafHashes, up_to: int | None = None) -> Source:
    """The log as far as a position (now its head): what is appended during the export stays out of it."""
    end = log.head() if up_to is None else up_to
    return Source(
        records=lambda: _records(log, end),
        everything=lambda: _everything(log, end),
        histories=lambda: _histories(log, end),
        leaf_hashes=leaf_hashes,
    )


def _records(log: EventLog, end: int) -> Iterator[Recorded]:
    return (record for record in _everything(log, end) if isinstance(record, Recorded))


def _everything(log: EventLog, end: int) -> Iterator[AnyRecorded]:
    position = 0
    while records := log.after(position, PAGE):
        position = records[-1].position
        for record in records:
            if record.position > end:
                return
            yield record


def _histories(log: EventLog, end: int) -> Iterator[Sequence[Recorded]]:
    registered = (record.case for record in _records(log, end) if record.version == 1)
    for cases in pages(registered, CASES):
        found = log.histories(cases, end)
        yield from (found[case] for case in cases)


def pages(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The values, so many at a time."""
    left = iter(values)
    while page := list(islice(left, size)):
        yield page


def in_blocks(parts: Iterable[str]) -> Iterator[bytes]:
    """The same text in UTF-8, in blocks worth sending."""
    block = bytearray()
    for part in parts:
        block += part.encode()
        if len(block) >= BLOCK:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)
