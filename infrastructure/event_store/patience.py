"""A store that is away for a while is ridden through."""

import time
from collections.abc import Callable
from typing import TypeVar

from eventsourcing.persistence import InterfaceError, InternalError, OperationalError

from application.errors import Unavailable

T = TypeVar("T")
UNCLEAR = (OperationalError, InterfaceError, InternalError)
"""Errors after which the commit may or may not have happened."""
PATIENCE = 20.0
"""Seconds to ride through a failover before answering 503."""
PAUSE = 0.2


def patiently(work: Callable[[], T], patience: float = PATIENCE) -> T:
    """Do something on the store, riding through a failover. Raises `Unavailable` after so many seconds."""
    give_up = time.monotonic() + patience
    while True:
        try:
            return work()
        except UNCLEAR:
            if time.monotonic() > give_up:
                raise Unavailable() from None
            time.sleep(PAUSE)
