"""Taking an old ledger in: every line once, however often the file is fed in, and none silently lost."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from application import sealing
from application.desk import state_of
from application.errors import Conflict
from application.ledger import LedgerRow, OpenedLedger, RowError
from application.ledger_lines import LedgerLine, content_of, entry_of
from application.ports import Append, Clock, EventLog, Keeper, LostRace, Recorded, Rulebook
from domain.shared.identity import (
    BatchId,
    SuggestionId,
)
from domain.shared.people import Actor
from domain.shared.refusal import Refused, Unacceptable
from domain.shared.sealed import plain
from domain.shared.stamp import Stamp
from domain.suggestion import commands, events
from domain.suggestion.decide import decide
from domain.suggestion.evolve import evolve
from domain.suggestion.state import Suggestion

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
        lines = [LedgerLine(row, self._keeper.fingerprint(content_of(row)), source) for row in rows]
        known = self._log.histories([line.case for line in lines], self._log.head())
        errors: list[RowError] = []
        new: dict[SuggestionId, Append] = {}
        for line in lines:
            try:
                append = self._append_of(line, known.get(line.case, ()), batch, by)
                _check_twin(line, new.get(line.case))
            except Refused as no:
                errors.append(RowError(row=line.row.row, column="", rule=no.slug, cells=line.row.cells))
                continue
            if append is not None and line.case not in new:
                new[line.case] = append
        if new:
            self._log.append(sealing.sealed(tuple(new.values()), self._keeper))
        _count(tally, rows, errors, new.values())
        return errors

    def _append_of(self, line: LedgerLine, history: Sequence[Recorded], batch: BatchId, by: Actor) -> Append | None:
        if history and history[0].fingerprint != line.fingerprint:
            raise NumberTaken("number")
        now = max(self._clock.now(), history[-1].stamp.at) if history else self._clock.now()
        stamp = Stamp(
            at=now, by=by, command_id=line.command_id, occurred_at=line.row.received_at, zone=self._clock.zone
        )
        state, entries = state_of(history), []
        if not history:
            entry = entry_of(line.row, batch)
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
        self, line: LedgerLine, state: Suggestion, stamp: Stamp, batch: BatchId
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


def _check_twin(line: LedgerLine, twin: Append | None) -> None:
    """The same number twice in one file must say the same."""
    if twin is not None and twin.fingerprint != line.fingerprint:
        raise NumberTaken("number")


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
