"""Old shapes lifted to current ones when read. Nothing in `domain/` knows that there was a v1.

An upcaster takes the JSON object stored under an old name and returns the current name and object; stored bytes
are never touched.
"""

from collections.abc import Callable
from typing import Any

Shape = dict[str, Any]
UPCASTERS: dict[str, Callable[[Shape], tuple[str, Shape]]] = {}


def lifted(name: str, data: Shape) -> tuple[str, Shape]:
    """Return the current name and shape of a stored event, however many versions ago it was written."""
    while name in UPCASTERS:
        name, data = UPCASTERS[name](data)
    return name, data
