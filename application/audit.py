"""One log line per command: what, by whom, how it ended, how long it took. Never a word of personal text."""

import logging
import time

from application.errors import Trouble
from application.ports import Request, StreamId
from domain.shared.refusal import Refused

log = logging.getLogger("huying.desk")


class logged:
    """Log `<noun>.<verb>.accepted|refused` around the handling of one command."""

    __slots__ = ("_start", "_told")

    def __init__(self, verb: str, case: StreamId, request: Request, noun: str = "suggestion") -> None:
        self._told, self._start = (noun, verb, case, request), time.perf_counter()

    def __enter__(self) -> None:
        """Nothing is said before it is known how it ends."""

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> None:
        if kind is None:
            self._say("accepted", {})
        elif isinstance(fault, Refused | Trouble):
            self._say("refused", {"slug": fault.slug})

    def _say(self, end: str, more: dict[str, str]) -> None:
        if not log.isEnabledFor(logging.INFO):
            return
        noun, verb, case, request = self._told
        facts = {"case": str(case), "actor": request.by.id, "role": request.by.role.value, **more}
        ms = round((time.perf_counter() - self._start) * 1000, 2)
        log.info(f"{noun}.{verb}.{end}", extra={**facts, "ms": ms})
