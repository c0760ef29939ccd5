"""Editions of the office's weights and formula for the contact work, read from TOML files."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from domain.policies.contact_work import ContactWork, Good, Item, Weight
from domain.shared.identity import PolicyEdition
from infrastructure.editions.policy_files import BUNDLED, PolicyUnreadable

FOLDER = "contact"
"""Below a folder of policies."""


def load_contact_work(own: Path | None = None) -> tuple[ContactWork, ...]:
    """Read every edition: the one that comes with the service, and the office's own. Raises `PolicyUnreadable`."""
    files = sorted((BUNDLED / FOLDER).glob("*.toml")) + (sorted((own / FOLDER).glob("*.toml")) if own else [])
    editions = tuple(_edition(path) for path in files)
    names = [e.edition for e in editions]
    if len(set(names)) != len(names):
        raise PolicyUnreadable(f"an edition is named twice: {sorted(names)}")
    return editions


def _edition(path: Path) -> ContactWork:
    try:
        return _read(tomllib.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise PolicyUnreadable(f"{path.name}: {type(fault).__name__}: {fault}") from fault


def _read(doc: Mapping[str, Any]) -> ContactWork:
    effective_on = doc["effective_on"]
    if not isinstance(effective_on, date):
        raise TypeError("effective_on must be a date")
    items = {item: int(doc["items"][item]) for item in Item}
    if sum(items.values()) != 100:
        raise ValueError("items must come to 100")
    return ContactWork(
        edition=PolicyEdition(doc["edition"]),
        effective_on=effective_on,
        items=items,
        formula=tuple(_weight(line) for line in doc["formula"]),
        announce_days=int(doc["announce_days"]),
        summary_working_days=int(doc["summary_working_days"]),
    )


def _weight(line: Mapping[str, Any]) -> Weight:
    return Weight(good=Good(line["good"]), act=str(line["act"]), points=int(line["points"]), cap=int(line["cap"]))
