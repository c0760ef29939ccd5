"""The demo district in a store: generated once, loaded, and its ground truth kept beside the store."""

import json
import os
from dataclasses import asdict
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from application.demo.loading import Loaded, Loading, Progress
from application.demo.year import WHOLE, Year
from application.errors import StoreNotEmpty
from application.ports import Rulebook
from application.system import System
from domain.policies.policy import Rules
from infrastructure.demo.themes import load_matter

SEED = 7
CLOSING = time(18)
TRUTH = "demo-truth.json"


def load_district(
    system: System, rulebook: Rulebook, loading: Loading, folder: Path, progress: Progress, *, cases: int | None
) -> Loaded:
    """Load the demo's year up to yesterday evening; run again, it goes on with the year it began.

    Raises `StoreNotEmpty` where the store holds anything else.
    """
    file = folder / TRUTH
    begun = json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
    if begun is None and system.log.head():
        raise StoreNotEmpty()
    until = datetime.fromisoformat(begun["as_of"]) if begun else _yesterday(system)
    count = begun["size"] if begun else cases or WHOLE
    now = until.astimezone(system.clock.zone)
    policy = max(rulebook.policies(), key=lambda p: (p.effective_on <= now.date(), p.effective_on))
    work = rulebook.work_on(now.date())
    year = Year(load_matter(), Rules(policy, rulebook.calendar()), SEED, now, work, loading.reference, count)
    lives = list(year.lives())
    facts: dict[str, Any] = {
        "as_of": now.isoformat(),
        "seed": SEED,
        "size": count,
        "violations": [asdict(violation) for violation in year.truth],
    }
    _write(file, facts | {"complete": False})
    done = loading.load(lives, progress, year.contact_lives(lives))
    _write(file, facts | {"complete": True})
    return done


def wanted(folder: Path, head: int) -> bool:
    """Whether the demo is to be loaded: into an empty store, or because an earlier load was cut off."""
    file = folder / TRUTH
    return not json.loads(file.read_text(encoding="utf-8"))["complete"] if file.exists() else head == 0


def _yesterday(system: System) -> datetime:
    zone = system.clock.zone
    assert isinstance(zone, ZoneInfo)
    return datetime.combine(system.clock.now().date() - timedelta(days=1), CLOSING, zone)


def _write(file: Path, facts: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(beside, file)
