"""Lists are read from a replica where it is not behind, and from the primary otherwise."""

import time
from collections.abc import Callable

from application.errors import Unavailable
from application.queries import Page, Views

PAUSE = 0.02
LEFT_ALONE = 5.0
"""Seconds a replica that was away is not asked again: a list must not wait for it each time."""


class NearestViews:
    """Implements `application.queries.Lists`."""

    def __init__(self, primary: Views, replica: Views | None = None) -> None:
        self.primary, self._replica = primary, replica
        self._ask_again_at = 0.0

    def page(self, ask: Callable[[Views], Page], *, including: int | None, patience: float) -> Page | None:
        """See the port. The primary is asked once more when a replica's time is up: it may have been there long ago."""
        give_up = time.monotonic() + patience
        found = self._by_replica(ask, including, give_up)
        if found is None and _reaches(self.primary, including, give_up):
            found = ask(self.primary)
        return found

    def _by_replica(self, ask: Callable[[Views], Page], including: int | None, give_up: float) -> Page | None:
        """A page of a replica's that does include the position: another one may have answered than was waited for."""
        if self._replica is None or time.monotonic() < self._ask_again_at:
            return None
        try:
            found = ask(self._replica) if _reaches(self._replica, including, give_up) else None
        except Unavailable:
            self._ask_again_at = time.monotonic() + LEFT_ALONE
            return None
        return found if found is not None and found.position >= (including or 0) else None


def _reaches(views: Views, position: int | None, give_up: float) -> bool:
    while position is not None and views.position() < position:
        if time.monotonic() > give_up:
            return False
        time.sleep(PAUSE)
    return True
