"""What the log holds of old ledgers."""

from collections.abc import Iterator

from application.ports import Recorded
from domain.shared.identity import SuggestionId
from domain.suggestion.events import Received
from infrastructure.bootstrap import Plant

PAGE = 5_000


def everything(plant: Plant) -> Iterator[Recorded]:
    """The whole log, in order."""
    position = 0
    while page := plant.system.log.after(position, PAGE):
        yield from page
        position = page[-1].position


def cases(plant: Plant, prefix: str) -> dict[SuggestionId, str]:
    """Cases whose number in the ledger begins so, in the order of their registration."""
    found: dict[SuggestionId, str] = {}
    for record in everything(plant):
        imported = record.event.imported if isinstance(record.event, Received) else None
        if imported is not None and (imported.number or "").startswith(prefix):
            found[record.case] = str(imported.number)
    return found


def taken_in(plant: Plant, prefix: str) -> dict[str, list[str]]:
    """What happened to each of them, by its number in the ledger.

    A number registered as two cases would show two registrations.
    """
    numbers = cases(plant, prefix)
    told: dict[str, list[str]] = {number: [] for number in numbers.values()}
    for record in everything(plant):
        if record.case in numbers:
            told[numbers[record.case]].append(type(record.event).__name__)
    return told
