"""Commands that come at the same time, decided one after the other on the cases at hand and appended in one go.

Threads that decide at the same time only hinder one another, so one of them decides for all who wait. Tasks of an event
loop need no thread for it.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from application.caseload import UNKNOWN, Caseload, Known
from application.combining import Combined
from application.combining_tasks import CombinedTasks
from application.errors import Overloaded, Trouble
from application.ports import AnyRecorded, Append, Appended, LostRace, Recorded, Request, Rulebook
from application.recording import Recording
from domain.shared.identity import SuggestionId
from domain.shared.refusal import Refused
from domain.suggestion import commands

AT_ONCE = 64
"""Commands decided in one go; more would make each of them wait longer and save little."""
WAITING = 256
"""Callers who may wait; the next is told to come back later."""


class Asked(NamedTuple):
    """A command for a case."""

    case: SuggestionId
    command: commands.Command
    request: Request


class Done(NamedTuple):
    """The case after what was appended, and that."""

    known: Known
    recorded: Sequence[Recorded]


class _Decided(NamedTuple):
    known: Known
    append: Append


class _Recorded(NamedTuple):
    known: Known
    appended: Appended


Decide = Callable[[Asked, Known], Append | None]
"""What follows from a command on a history; None where nothing does. Raises a `Refused` or a `Trouble`."""
_Decision = _Decided | Exception | None
_Outcome = _Recorded | Exception | None


class AtHand:
    """Carries commands out on cases as they were last seen here, without asking the log."""

    def __init__(self, caseload: Caseload, decide: Decide, recording: Recording, rulebook: Rulebook) -> None:
        self._caseload, self._decide, self._recording, self._rulebook = caseload, decide, recording, rulebook
        self._of_threads: Combined[Asked, _Decision, _Recorded | None]
        self._of_threads = Combined(
            self._ready, self._recorded, at_once=AT_ONCE, waiting=WAITING, apart=case_of, overlap=True
        )
        self._of_tasks = WeakKeyDictionary[asyncio.AbstractEventLoop, CombinedTasks[Asked, _Recorded | None]]()
        """By their loop; of which a process that serves has one."""

    def carry_out(self, asked: Asked) -> Done | None:
        """Carry one command out; None unless that led to an append. Raises `Overloaded`.

        Only an append proves that what was at hand was all there is: any other end is to be decided on the log.
        """
        try:
            return self._done(asked, self._of_threads.do(asked))
        except Overloaded:
            raise
        except (LostRace, Trouble):
            return None

    async def carry_out_soon(self, asked: Asked) -> Done | None:
        """The same for a task, in its own event loop."""
        try:
            return self._done(asked, await self._in_loop().do(asked))
        except Overloaded:
            raise
        except (LostRace, Trouble):
            return None
        except asyncio.CancelledError:
            self._caseload.forget(asked.case)  # it may go on without whoever asked for it
            raise

    def _in_loop(self) -> CombinedTasks[Asked, _Recorded | None]:
        loop = asyncio.get_running_loop()
        if loop not in self._of_tasks:
            self._of_tasks[loop] = CombinedTasks(self._carried_out, at_once=AT_ONCE, waiting=WAITING, apart=case_of)
        return self._of_tasks[loop]

    def _done(self, asked: Asked, found: _Recorded | None) -> Done | None:
        if found is None:
            return None
        recorded = of_case(found.appended())
        known = found.known.followed_by(recorded)
        self._caseload.remember(asked.case, known)
        return Done(known, recorded)

    def _ready(self, batch: Sequence[Asked]) -> Sequence[_Decision]:
        try:
            self._caseload.learn(_begun(batch))
        except Trouble:
            return [None] * len(batch)
        decided = self._all_decided(batch)
        try:
            return _with(decided, self._recording.sealed(_appends(decided)))
        except Exception:  # noqa: BLE001 — it hits one of them, who finds out alone on the log
            return _without(decided)

    def _recorded(self, decided: Sequence[_Decision]) -> Sequence[_Outcome]:
        appends = _appends(decided)
        return _outcomes(decided, self._recording.appended(appends) if appends else ())

    async def _carried_out(self, batch: Sequence[Asked]) -> Sequence[_Outcome]:
        await self._rulebook.at_hand()
        await self._caseload.learn_soon(_begun(batch))
        decided = self._all_decided(batch)
        appends: Sequence[Append] = _appends(decided)
        try:
            appends = await self._recording.sealed_soon(appends)
        except Exception:  # noqa: BLE001 — as above
            return _without(decided)
        return _outcomes(decided, await self._recording.appended_soon(appends) if appends else ())

    def _all_decided(self, batch: Sequence[Asked]) -> Sequence[_Decision]:
        return [self._decided(asked) for asked in batch]

    def _decided(self, asked: Asked) -> _Decision:
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
        known = self._caseload.remembered(asked.case)
        if isinstance(asked.command, commands.Receive):
            return UNKNOWN if known is None and asked.command.activity is None else None
        if known is None or known.knows(asked.request.command_id) or isinstance(asked.command, commands.Merge):
            return None
        return known if known.state.merged_into is None else None


def _begun(batch: Sequence[Asked]) -> list[SuggestionId]:
    """The cases of a batch that were registered before."""
    return [asked.case for asked in batch if not isinstance(asked.command, commands.Receive)]


def _appends(decided: Sequence[_Decision]) -> list[Append]:
    return [one.append for one in decided if isinstance(one, _Decided)]


def _with(decided: Sequence[_Decision], sealed: Sequence[Append]) -> Sequence[_Decision]:
    """The decisions, as they are to be recorded."""
    appends = iter(sealed)
    return [_Decided(one.known, next(appends)) if isinstance(one, _Decided) else one for one in decided]


def _without(decided: Sequence[_Decision]) -> Sequence[Exception | None]:
    return [None if isinstance(one, _Decided) else one for one in decided]


def _outcomes(decided: Sequence[_Decision], appended: Sequence[Appended]) -> Sequence[_Outcome]:
    told = iter(appended)
    return [_Recorded(one.known, next(told)) if isinstance(one, _Decided) else one for one in decided]


def case_of(asked: Asked) -> int:
    """The case a command is for, as a number: each is decided on what the one before it led to."""
    return asked.case.int


def of_case(records: Sequence[AnyRecorded]) -> list[Recorded]:
    """The records of a case among those of one append."""
    return [record for record in records if isinstance(record, Recorded)]
