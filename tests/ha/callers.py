"""People at work who do not give up, straight at the desk; and what all of them were told."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from application.errors import Conflict, Unavailable
from application.ports import Receipt
from domain.shared.identity import UnitCode
from domain.shared.people import Role
from domain.suggestion import commands
from domain.suggestion.particulars import Kind
from infrastructure.bootstrap import Plant
from tests.support.commands import CLERK, person, receive, request
from tests.support.load import PATIENCE, Worker

SUPERVISOR = person(Role.SUPERVISOR)
TRANSFER = commands.Transfer(assignments=(commands.Assign(unit=UnitCode("D01"), kind=Kind.LEAD),))


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One event somebody was told is in: of which case, which version, and where in the log."""

    case: str
    version: int
    position: int


class DeskCaller(threading.Thread):
    """Registers and transfers, one case after another, inside this process."""

    def __init__(self, plant: Plant, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._desk, self._stop_asked = plant.system.desk, stop
        self.receipts: list[Receipt] = []
        self.told_at: list[float] = []
        self.repeats = 0
        self.unexpected: list[str] = []

    def run(self) -> None:
        """Work until told to stop; what was begun is finished."""
        number = 0
        while not self._stop_asked.is_set() and not self.unexpected:
            number += 1
            receipt = self._until_acknowledged(
                partial(self._desk.receive, receive(f"第{number}件：井盖松了"), request(CLERK))
            )
            if receipt is not None:
                self._until_acknowledged(partial(self._desk.handle, receipt.id, TRANSFER, request(SUPERVISOR)))

    def _until_acknowledged(self, give: Callable[[], Receipt]) -> Receipt | None:
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            try:
                receipt = give()
            except (Unavailable, Conflict):
                self.repeats += 1
                time.sleep(0.1)
                continue
            except Exception as fault:  # noqa: BLE001 - whatever it is, the run must hear of it
                self.unexpected.append(f"{type(fault).__name__}: {fault}")
                return None
            self.receipts.append(receipt)
            self.told_at.append(time.monotonic())
            return receipt
        self.unexpected.append("nobody acknowledged it")
        return None


class Callers:
    """All callers of a run: some over HTTP, some at the desk."""

    def __init__(self, plant: Plant, url: str, token: str, *, http: int, desk: int) -> None:
        self._stop = threading.Event()
        self._http = [Worker(url, token, self._stop) for _ in range(http)]
        self._desk = [DeskCaller(plant, self._stop) for _ in range(desk)]
        self._all: list[Worker | DeskCaller] = [*self._http, *self._desk]

    def start(self) -> None:
        """Begin."""
        for caller in self._all:
            caller.start()

    def finish(self) -> None:
        """Let everybody finish what they began."""
        self._stop.set()
        for caller in self._all:
            caller.join(PATIENCE)

    def unexpected(self) -> list[str]:
        """Whatever somebody was told that was neither yes nor `try again`."""
        return [fault for caller in self._all for fault in caller.unexpected]

    def repeats(self) -> int:
        """How often somebody had to ask again."""
        return sum(caller.repeats for caller in self._all)

    def told_at(self) -> list[float]:
        """The moments of all acknowledgements, in order."""
        return sorted(at for caller in self._all for at in list(caller.told_at))

    def everyone_since(self, moment: float) -> bool:
        """Whether each caller was acknowledged something after a moment."""
        return all(caller.told_at and caller.told_at[-1] > moment for caller in self._all)

    def acknowledged(self) -> list[Acknowledged]:
        """Every receipt."""
        by_http = [r for w in self._http for receipts in w.acknowledged.values() for r in receipts]
        found = [Acknowledged(r["id"], r["version"], r["position"]) for r in by_http]
        at_desk = [r for caller in self._desk for r in caller.receipts]
        return found + [Acknowledged(str(r.id), r.version, r.position) for r in at_desk]
