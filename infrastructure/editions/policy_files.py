"""Policy editions read from TOML files."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from domain.policies.period import Period, Unit
from domain.policies.policy import Level, Policy, Track, TrackRules, Urgency
from domain.shared.identity import PolicyEdition, Retention, UnitCode

BUNDLED = Path(__file__).parent / "policies"


class PolicyUnreadable(ValueError):
    """A policy file is not of the form of `policy-v1.toml`; the message names file and key."""


def load_policies(own: Path | None = None) -> tuple[Policy, ...]:
    """Read every edition: those that come with the service, and the office's own. Raises `PolicyUnreadable`."""
    files = sorted(BUNDLED.glob("*.toml")) + (sorted(own.glob("*.toml")) if own else [])
    editions = tuple(_policy(path) for path in files)
    names = [p.edition for p in editions]
    if len(set(names)) != len(names):
        raise PolicyUnreadable(f"an edition is named twice: {sorted(names)}")
    return editions


def _policy(path: Path) -> Policy:
    try:
        return _read(tomllib.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise PolicyUnreadable(f"{path.name}: {type(fault).__name__}: {fault}") from fault


def _read(doc: Mapping[str, Any]) -> Policy:
    effective_on = doc["effective_on"]
    if not isinstance(effective_on, date):
        raise TypeError("effective_on must be a date")
    clocks: dict[str, Any] = {name: _period(value) for name, value in doc["clocks"].items()}
    limits: dict[str, Any] = {name: int(value) for name, value in doc["limits"].items()}
    return Policy(
        edition=PolicyEdition(doc["edition"]),
        effective_on=effective_on,
        default_track=Track(doc["default_track"]),
        tracks={track: _track(doc["tracks"][track]) for track in Track},
        urgent_reply={Urgency(k): _period(v) for k, v in doc["urgent_reply"].items()},
        supervision_response={Level(k): _period(v) for k, v in doc["supervision_response"].items()},
        catalogue=frozenset(UnitCode(u) for u in doc.get("catalogue", {}).get("units", [])),
        **clocks,
        **limits,
    )


def _track(doc: Mapping[str, Any]) -> TrackRules:
    periods: dict[str, Any] = {k: _period(doc[k]) for k in ("extension", "total", "contact", "opinion") if k in doc}
    counts: dict[str, Any] = {k: int(doc[k]) for k in ("extensions", "remind_before") if k in doc}
    return TrackRules(
        reply=_period(doc["reply"]),
        rework=_period(doc["rework"]),
        retention=Retention(doc["retention"]),
        strictness=int(doc["strictness"]),
        **periods,
        **counts,
    )


def _period(text: str) -> Period:
    count, unit = text.split()
    return Period(int(count), Unit(unit))
