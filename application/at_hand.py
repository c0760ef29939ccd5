"""Commands that come at the same time, decided one after the other on the cases at hand and appended in one go.

Threads that decide at the same time only hinder one another, so one of them decides for all who wait.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from application.caseload import UNKNOWN, Caseload, Known
from application.combining import Combined
from application.errors import Overloaded, Trouble
from application.ports import AnyRecorded, Append, Appended, LostRace, Recorded, Request
from domain.shared.identity import SuggestionId
from domain.shared.refusal import Refused
from domain.suggestion import commands

AT_ONCE = 64
"""Commands decided in one go; more would make each of them wait longer and save little."""
WAITING = 256
"""Callers who may wait; the next is told to come back later."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command for a case."""

    case: SuggestionId
    command: commands.Command
    request: Request


@dataclass(frozen=True, slots=True)
class Done:
    """The case after what was appended, and that."""

    known: Known
    recorded: Sequence[Recorded]


@dataclass(frozen=True, slots=True)
class _Decided:
    known: Known
    append: Append


@dataclass(frozen=True, slots=True)
class _Recorded:
    known: Known
    appended: Appended


Decide = Callable[[Asked, Known], Append | None]
"""What follows from a command on a history; None where nothing does. Raises a `Refused` or a `Trouble`."""
Seal = Callable[[Sequence[Append]], Sequence[Append]]
Record = Callable[[Sequence[Append]], Sequence[Appended]]
"""Appends decisions, each for itself."""


class AtHand:
    """Carries commands out on cases as they were last seen here, without asking the log."""

    def __init__(self, caseload: Caseload, decide: Decide, seal: Seal, record: Record) -> None:
        self._caseload, self._decide, self._seal, self._record = caseload, decide, seal, record
        self._together: Combined[Asked, _Decided | Exception | None, _Recorded | None]
        self._together = Combined(
            self._ready, self._recorded, at_once=AT_ONCE, waiting=WAITING, apart=case_of, overlap=True
        )

    def carry_out(self, asked: Asked) -> Done | None:
        """Carry one command out; None unless that led to an append. Raises `Overloaded`.

        Only an append proves that what was at hand was all there is: any other end is to be decided on the log.
        """
        with _left_to_the_log():
            return self._done(asked, self._together.do(asked))
        return None

    async def carry_out_soon(self, asked: Asked) -> Done | None:
        """The same, without a thread that waits for it."""
        with _left_to_the_log():
            return self._done(asked, await self._together.soon(asked))
        return None

    def _done(self, asked: Asked, found: _Recorded | None) -> Done | None:
        if found is None:
            return None
        recorded = of_case(found.appended())
        known = found.known.followed_by(recorded)
        self._caseload.remember(asked.case, known)
        return Done(known, recorded)

    def _ready(self, batch: Sequence[Asked]) -> Sequence[_Decided | Exception | None]:
        decided = [self._decided(asked) for asked in batch]
        try:
            sealed = iter(self._seal([one.append for one in decided if isinstance(one, _Decided)]))
        except Exception:  # noqa: BLE001 — it hits one of them, who finds out alone on the log
            return [None if isinstance(one, _Decided) else one for one in decided]
        return [_Decided(one.known, next(sealed)) if isinstance(one, _Decided) else one for one in decided]

    def _decided(self, asked: Asked) -> _Decided | Exception | None:
        try:
            known = self._known(asked)
            append = self._decide(asked, known) if known is not None else None
        except (Refused, Trouble):
            return None
        except Exception as fault:  # noqa: BLE001 — told to whoever asked for it, and harms no neighbour
            return fault
        return _Decided(known, append) if known is not None and append is not None else None

    def _known(self, asked: Asked) -> Known | None:
        """The case as last seen here; None where the log must be asked, for it or for what else the rule must know."""
        if isinstance(asked.command, commands.Receive):
            return UNKNOWN if asked.command.activity is None else None
        known = self._caseload.remembered(asked.case)
        if known is None or known.knows(asked.request.command_id) or isinstance(asked.command, commands.Merge):
            return None
        return known if known.state.merged_into is None else None

    def _recorded(self, decided: Sequence[_Decided | Exception | None]) -> Sequence[_Recorded | Exception | None]:
        appends = [one.append for one in decided if isinstance(one, _Decided)]
        outcomes = iter(self._record(appends) if appends else ())
        return [_Recorded(one.known, next(outcomes)) if isinstance(one, _Decided) else one for one in decided]


def case_of(asked: Asked) -> SuggestionId:
    """The case a command is for: each is decided on what the one before it led to."""
    return asked.case


def of_case(records: Sequence[AnyRecorded]) -> list[Recorded]:
    """The records of a case among those of one append."""
    return [record for record in records if isinstance(record, Recorded)]


@contextmanager
def _left_to_the_log() -> Iterator[None]:
    """What went wrong on what is at hand is not told: the log may say otherwise."""
    try:
        yield
    except Overloaded:
        raise
    except (LostRace, Trouble):
        return
