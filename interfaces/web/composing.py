"""Reports that are being composed by this process: one after the other, in a thread of their own."""

import logging
import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import date

from application.errors import Trouble
from application.ports import Request
from application.reporting.reports import report_id
from application.system import System
from domain.shared.identity import ContactId
from domain.shared.refusal import Refused

log = logging.getLogger("huying.web")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report to compose: its span, where the log is cut, and who asked."""

    first: date
    last: date
    position: int
    request: Request

    @property
    def id(self) -> ContactId:
        """Known before it is composed: the same span at the same position is the same report."""
        return report_id(self.first, self.last, self.position)


@dataclass(slots=True)
class Composing:
    """The queue. What went wrong is kept until it is asked for anew."""

    system: System
    wrong: dict[ContactId, Refused | Trouble | None] = field(default_factory=dict)
    _queue: deque[Wanted] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _busy: bool = False

    def begin(self, wanted: Wanted) -> None:
        """Compose it as soon as those before it are done; one that waits already waits once."""
        with self._lock:
            self.wrong.pop(wanted.id, None)
            if wanted.id not in [one.id for one in self._queue]:
                self._queue.append(wanted)
            if not self._busy:
                self._busy = True
                threading.Thread(target=self._work, name="reports", daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._queue:
                    self._busy = False
                    return
                wanted = self._queue[0]
            self._compose(wanted)
            with self._lock:
                self._queue.popleft()

    def _compose(self, wanted: Wanted) -> None:
        try:
            self.system.reports.publish(wanted.first, wanted.last, wanted.position, wanted.request)
        except (Refused, Trouble) as no:
            self.wrong[wanted.id] = no
        except Exception as fault:
            log.error("reports.fault", exc_info=fault)
            self.wrong[wanted.id] = None
