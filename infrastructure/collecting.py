"""Cyclic garbage is looked for rarely: what a case is made of holds no cycles, and each look stops everybody."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 20, 50)
"""Objects made between two looks, and looks between two thorough ones, where Python's own habit is 700, 10 and 10."""
SHORTLY = (2_000, 5, 1_000)
"""For whom somebody waits: looks at few objects each, about a millisecond, and hardly ever at all there are."""


def collect_shortly() -> None:
    """For a process that serves: from now on in short looks, and never among what lives as long as the process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SHORTLY)


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Within this, rarely; for work that makes much and keeps little."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
