"""The main pages as pictures for the README: taken with `--pictures`, and otherwise only looked after."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from application.demo.loading import Loading
from infrastructure import bootstrap
from infrastructure.demo.district import load_district
from infrastructure.evidence.sealing import seal_once
from infrastructure.settings import Settings
from tests.support.browser import visiting
from tests.support.client import Client
from tests.support.pages import filled
from tests.support.server import Server
from tests.support.service import serving

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1200, "height": 800}
LARGEST = 150 * 1024
CASES = 400


@dataclass(frozen=True, slots=True)
class Picture:
    """One main page, as one person sees it. `{unit}` stands for the unit that handles the case."""

    name: str
    path: str
    who: str | None


PICTURES = (
    Picture("front", "/", None),
    Picture("sign-in", "/login", None),
    Picture("help", "/help", None),
    Picture("case-supervisor", "/cases/{case}", "supervisor"),
    Picture("case-department", "/cases/{case}", "department@{unit}"),
    Picture("answer", "/cases/{case}/acts/answer", "department@{unit}"),
    Picture("audit-replay", "/audit/{case}?version=6", "auditor"),
    Picture("audit-office", "/audit/asof", "auditor"),
    Picture("audit-flags", "/audit/flags", "auditor"),
    Picture("audit-proof", "/audit/proof", "auditor"),
)
IN_README = ("case-supervisor", "audit-replay", "audit-office")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_main_page_renders_and_its_committed_picture_is_there(
    pages: Client, browser: Browser, case: str, picture: Picture
) -> None:
    with visiting(browser, pages, _who(picture, "D01"), size=SIZE) as visitor:
        assert visitor.go(filled(picture.path, case)).locator("h1").is_visible()
    raw = (FOLDER / f"{picture.name}.png").read_bytes()
    assert raw.startswith(b"\x89PNG") and len(raw) <= LARGEST
    assert struct.unpack(">II", raw[16:24]) == (SIZE["width"], SIZE["height"])


def test_both_readmes_show_three_of_them() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert all(f"docs/pictures/{picture}.png" in text for picture in IN_README), name


def test_pictures_are_taken_where_they_were_asked_for(
    request: pytest.FixtureRequest, server: Server, browser: Browser, tmp_path: Path
) -> None:
    if request.config.getoption("--pictures"):
        with district(replace(server.settings(tmp_path), demo=True)) as pages:
            take(pages, browser, FOLDER)
    assert {f"{picture.name}.png" for picture in PICTURES} == {path.name for path in FOLDER.glob("*.png")}


@contextmanager
def district(settings: Settings) -> Iterator[Client]:
    """A service with part of the demo district in it, sealed and known to every view."""
    with bootstrap.open_parts(settings, bootstrap.urls(settings), None) as parts:
        loading = Loading(log=parts.log, keeper=parts.keeper, views=parts.readers)
        system = bootstrap.assemble(parts)
        load_district(system, parts.rulebook, loading, settings.var, lambda done, of: None, cases=CASES)
    seal_once(settings, bootstrap.urls(settings).sealer, lambda done, of: None)
    with bootstrap.opened(settings) as plant, serving(plant) as client:
        while plant.judge():
            pass
        client.get(f"/suggestions?after={client.head()}")
        yield client


def take(pages: Client, browser: Browser, folder: Path) -> None:
    """Write every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    row = next(row for row in pages.rows("stage=handling&overdue=true&limit=50") if row["units"])
    for picture in PICTURES:
        with visiting(browser, pages, _who(picture, row["units"][0]), size=SIZE) as visitor:
            page = visitor.go(filled(picture.path, row["id"]))
            page.screenshot(path=folder / f"{picture.name}.png")


def _who(picture: Picture, unit: str) -> str | None:
    return picture.who.replace("{unit}", unit) if picture.who else None
