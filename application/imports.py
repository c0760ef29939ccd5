"""Taking an old ledger in: every line once, however often the file is fed in, and none silently lost."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol
from uuid import UUID, uuid5

from application import sealing
from application.desk import CASES
from application.errors import Conflict
from application.ledger import LedgerRow, OpenedLedger, RowError
from application.ports import Append, Clock, EventLog, Keeper, LostRace, Recorded, Rulebook
from domain.shared.identity import (
    BatchId,
    CategoryCode,
    Channel,
    CommandId,
    ExternalNumber,
    OrgCode,
    StationCode,
    SuggestionId,
)
from domain.shared.people import Actor
from domain.shared.refusal import Refused, Unacceptable
from domain.shared.sealed import plain
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events
from domain.suggestion.decide import decide
from domain.suggestion.evolve import evolve
from domain.suggestion.particulars import Voter
from domain.suggestion.state import INITIAL, Suggestion

LEDGERS = UUID("b0b7a1f4-52a9-5a43-9a53-6f6f6b1d2c77")
"""Namespace of the command ids that ledger lines have."""
LEDGER_CHANNEL = Channel("ledger")
CHUNK = 250
"""Lines per transaction."""
ATTEMPTS = 5


@dataclass(slots=True, kw_only=True)
class Tally:
    """How far an import is. `known` lines were in the log already."""

    rows: int
    done: int = 0
    added: int = 0
    known: int = 0
    answers: int = 0
    errors: int = 0


class NumberTaken(Unacceptable):
    """Another line with this number is registered already, and it says something else."""

    slug = "ledger-number-taken"
    zh = "该编号已登记，且内容不同。"


class ErrorSheet(Protocol):
    """Where lines go that could not be taken in."""

    def add(self, error: RowError) -> None:
        """Keep one line with what is wrong with it."""


Progress = Callable[[Tally], None]


class Imports:
    """Registers the lines of a ledger with their answers."""

    def __init__(self, *, log: EventLog, keeper: Keeper, clock: Clock, rulebook: Rulebook) -> None:
        self._log, self._keeper, self._clock, self._rulebook = log, keeper, clock, rulebook

    def run(self, ledger: OpenedLedger, *, source: str, by: Actor, errors: ErrorSheet, progress: Progress) -> Tally:
        """Take a ledger in and return the tally. `source` names the ledger: its numbers are unique within it.

        Interrupted, it may be run again: what is in the log is recognised and not added twice.
        """
        tally = Tally(rows=ledger.count)
        batch = BatchId(ledger.sha256[:16])
        for chunk in _chunks(ledger.rows()):
            good = [row for row in chunk if isinstance(row, LedgerRow)]
            bad = [row for row in chunk if isinstance(row, RowError)]
            bad += self._take_in(good, source, batch, by, tally)
            for error in bad:
                errors.add(error)
            tally.errors += len(bad)
            tally.done += len(chunk)
            progress(tally)
        return tally

    def _take_in(
        self, rows: Sequence[LedgerRow], source: str, batch: BatchId, by: Actor, tally: Tally
    ) -> list[RowError]:
        for _ in range(ATTEMPTS):
            try:
                return self._append(rows, source, batch, by, tally)
            except LostRace:
                continue
        raise Conflict()

    def _append(
        self, rows: Sequence[LedgerRow], source: str, batch: BatchId, by: Actor, tally: Tally
    ) -> list[RowError]:
        lines = [_Line(row, self._keeper.fingerprint(_content(row)), source) for row in rows]
        known = self._log.histories([line.case for line in lines], self._log.head())
        errors: list[RowError] = []
        new: dict[SuggestionId, Append] = {}
        for line in lines:
            try:
                append = self._append_of(line, known.get(line.case, ()), batch, by)
            except Refused as no:
                errors.append(RowError(row=line.row.row, column="", rule=no.slug, cells=line.row.cells))
                continue
            if append is not None and line.case not in new:
                new[line.case] = append
        if new:
            self._log.append(sealing.sealed(tuple(new.values()), self._keeper))
        _count(tally, rows, errors, new.values())
        return errors

    def _append_of(self, line: "_Line", history: Sequence[Recorded], batch: BatchId, by: Actor) -> Append | None:
        if history and history[0].fingerprint != line.fingerprint:
            raise NumberTaken("number")
        now = max(self._clock.now(), history[-1].stamp.at) if history else self._clock.now()
        stamp = Stamp(
            at=now, by=by, command_id=line.command_id, occurred_at=line.row.received_at, zone=self._clock.zone
        )
        state, entries = _state(history), []
        if not history:
            entry = _entry(line.row, batch)
            entries += [
                (event, stamp) for event in decide(entry, state, stamp=stamp, rules=self._rulebook.rules(stamp))
            ]
            state = evolve(state, *entries[0])
        answer = self._answer(line, state, stamp, batch)
        entries += answer
        if not entries:
            return None
        return Append(case=line.case, after_version=len(history), entries=tuple(entries), fingerprint=line.fingerprint)

    def _answer(
        self, line: "_Line", state: Suggestion, stamp: Stamp, batch: BatchId
    ) -> list[tuple[events.Event, Stamp]]:
        row = line.row
        if row.answer is None or row.answered_at is None or state.replies:
            return []
        command = commands.RecordLedgerAnswer(text=plain(row.answer, "answer"), batch=batch, row=row.row)
        answered = Stamp(
            at=stamp.at, by=stamp.by, command_id=stamp.command_id, occurred_at=row.answered_at, zone=stamp.zone
        )
        made = decide(command, state, stamp=answered, rules=self._rulebook.rules(answered))
        return [(event, answered) for event in made]


class _Line:
    """One line of a ledger, with the identity it has however often it is fed in."""

    def __init__(self, row: LedgerRow, fingerprint: str, source: str) -> None:
        self.row, self.fingerprint = row, fingerprint
        name = row.number if row.number is not None else fingerprint
        self.command_id = CommandId(uuid5(LEDGERS, f"{source}\n{name}"))
        self.case = SuggestionId(uuid5(CASES, str(self.command_id)))


def _state(history: Sequence[Recorded]) -> Suggestion:
    state = INITIAL
    for record in history:
        state = evolve(state, record.event, record.stamp)
    return state


def _content(row: LedgerRow) -> bytes:
    """What a line says of the suggestion; its answer may follow in a later version of the ledger."""
    said = [row.number, row.received_at.isoformat(), row.title, row.text, row.voter_name, row.voter_phone]
    return json.dumps(said, ensure_ascii=False).encode()


def _entry(row: LedgerRow, batch: BatchId) -> commands.RecordLedgerEntry:
    return commands.RecordLedgerEntry(
        received=commands.Receive(
            text=plain(row.text, "text"),
            title=plain(row.title, "title"),
            channel=Channel(row.channel) if row.channel else LEDGER_CHANNEL,
            category=CategoryCode(row.category) if row.category else None,
            station=StationCode(OrgCode(row.station)) if row.station else None,
            voter=_voter(row),
        ),
        batch=batch,
        row=row.row,
        number=ExternalNumber(row.number) if row.number else None,
    )


def _voter(row: LedgerRow) -> Voter | None:
    told = {"name": row.voter_name, "phone": row.voter_phone, "address": row.voter_address}
    sealed = {field: plain(text, field) for field, text in told.items() if text}
    return Voter(**sealed) if sealed else None


def _count(tally: Tally, rows: Sequence[LedgerRow], errors: Sequence[RowError], new: Iterable[Append]) -> None:
    happened = [event for append in new for event, _ in append.entries]
    added = sum(isinstance(event, events.Received) for event in happened)
    tally.added += added
    tally.known += len(rows) - added - len(errors)
    tally.answers += sum(isinstance(event, events.Answered) for event in happened)


def _chunks(rows: Iterable[LedgerRow | RowError]) -> Iterator[list[LedgerRow | RowError]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
