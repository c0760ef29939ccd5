"""Every page's time on a demo year, beside a page without any data in the same run."""

import statistics
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from application.demo.loading import Loading
from domain.shared.identity import SuggestionId
from infrastructure import bootstrap
from infrastructure.demo.district import load_district
from infrastructure.evidence.sealing import seal_once
from tests.performance.measuring import say
from tests.support.browser import secret
from tests.support.client import Client
from tests.support.pages import AT, CODES, CONTACT, LOOKS, Look, filled
from tests.support.server import Server
from tests.support.service import serving

ROUNDS = 9
BARE = "/accessibility"
STATION = "S-01"
PLURALS = {"deputy": "/deputies", "group": "/groups", "activity": "/activities"}
MONTH = {"from": "2026-01-01", "to": "2026-01-31"}
SLOW = 300.0
"""Milliseconds a page may take at the median."""


def measured(server: Server, folder: Path) -> Mapping[str, object]:
    """Load the year, serve it, and time every page that is looked at in the tests."""
    say("pages on a demo year, one reader, each page's median")
    settings = replace(server.settings(folder / "pages"), demo=True)
    with bootstrap.open_parts(settings, bootstrap.urls(settings), None) as parts:
        loading = Loading(log=parts.log, keeper=parts.keeper, views=parts.readers)
        system = bootstrap.assemble(parts)
        load_district(system, parts.rulebook, loading, settings.var, lambda done, of: None, cases=None)
    seal_once(settings, bootstrap.urls(settings).sealer, lambda done, of: None)
    with bootstrap.opened(settings) as plant:
        while plant.projector.advance() or plant.judge():
            pass
        with serving(plant) as client:
            return timed(client)


def timed(client: Client) -> Mapping[str, object]:
    """The median of each page, over that of a bare one; and which pages take too long."""
    row = next(row for row in client.rows("stage=handling&limit=50") if row["units"])
    know_subjects(client, SuggestionId(UUID(str(row["id"]))))
    looks = [look for look in LOOKS if look.status == 200]
    times: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        times.setdefault("bare page", []).append(_once(client, Look(BARE, None), row))
        for look in looks:
            times.setdefault(f"{look.path} {look.who or 'anybody'}", []).append(_once(client, look, row))
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, found in times.items():
        say(f"  {name:<60}{medians[name]:>8.1f} ms   ({min(found):.0f} … {max(found):.0f})")
    bare = medians.pop("bare page")
    slow = [name for name, median in medians.items() if median > SLOW]
    say(f"  over {SLOW:.0f} ms: {', '.join(slow) or 'none'}")
    worst = max(medians.values())
    return {
        "pages_slowest_vs_bare": round(worst / bare, 1),
        "pages_median_vs_bare": round(statistics.median(medians.values()) / bare, 1),
        "pages_over_300_ms": slow,
    }


def know_subjects(client: Client, case: SuggestionId) -> None:
    """What the placeholders of the looks stand for in the demo year."""
    CODES[str(case)] = client.plant.system.desk._keeper.receipt_code(case)
    stations = _listed(client, "/places?kind=station&limit=100")
    CONTACT["station"] = next(str(one["id"]) for one in stations if one["code"] == STATION)
    for name, path in {"home": "/places?kind=home", **PLURALS}.items():
        CONTACT[name] = str(_listed(client, path)[0]["id"])
    CONTACT["report"] = str(client.post("/reports", MONTH, "supervisor", key="bench").json()["id"])


def _listed(client: Client, path: str) -> list[dict[str, object]]:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.text}"
    return list(answer.json()["items"])


def _once(client: Client, look: Look, row: dict[str, object]) -> float:
    """Milliseconds until the page is there."""
    units: list[str] = row["units"]  # type: ignore[assignment]
    who = look.who.replace("@D01", f"@{units[0]}").replace(f"@{AT}", f"@{STATION}") if look.who else None
    headers = {"Cookie": f"huying={_session(client, who)}"} if who else {}
    began = time.perf_counter()
    answer = client.http.get(filled(look.path, str(row["id"])), headers=headers)
    spent = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, f"{look.path}: {answer.status_code}"
    return spent


SESSIONS: dict[tuple[str, str], str] = {}


def _session(client: Client, who: str) -> str:
    key = (client.url, who)
    if key not in SESSIONS:
        SESSIONS[key] = secret(client, who)
    return SESSIONS[key]
