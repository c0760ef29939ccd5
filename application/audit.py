"""One log line per command: what, by whom, how it ended, how long it took. Never a word of personal text."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from application.errors import Trouble
from application.ports import Request, StreamId
from domain.shared.refusal import Refused

log = logging.getLogger("huying.desk")


@contextmanager
def logged(verb: str, case: StreamId, request: Request, noun: str = "suggestion") -> Iterator[None]:
    """Log `<noun>.<verb>.accepted|refused` around the handling of one command."""
    start = time.perf_counter()
    facts = {"case": str(case), "actor": request.by.id, "role": request.by.role.value}
    try:
        yield
    except (Refused, Trouble) as no:
        log.info(f"{noun}.{verb}.refused", extra={**facts, "slug": no.slug, "ms": _ms(start)})
        raise
    log.info(f"{noun}.{verb}.accepted", extra={**facts, "ms": _ms(start)})


def _ms(start: float) -> float:
    return round((time.perf_counter() - start) * 1000, 2)
