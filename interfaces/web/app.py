"""The application of the pages: groups, languages, errors, and the gate around all of it."""

from fastapi import FastAPI
from starlette.types import ASGIApp

from application.system import System
from interfaces.web import assets, errors
from interfaces.web.composing import Composing
from interfaces.web.gate import Gate
from interfaces.web.languages import languages
from interfaces.web.pages import GROUPS
from interfaces.web.rendering import environment
from interfaces.web.station_counts import StationCounts


def create_pages(system: System, *, pseudo: bool = False) -> FastAPI:
    """The pages by themselves, without the gate; `pseudo` adds the language that tests read in."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.system = system
    app.state.languages = languages(pseudo=pseudo)
    zone = system.clock.zone
    app.state.environments = {
        code: environment(one, zone, system.codebook.names) for code, one in app.state.languages.items()
    }
    app.state.composing = Composing(system)
    app.state.station_counts = StationCounts(system)
    app.state.nav = [entry for group in GROUPS for entry in group.nav]
    app.include_router(assets.router)
    for group in GROUPS:
        app.include_router(group.router)
    errors.install(app)
    return app


def create_app(system: System, *, pseudo: bool = False) -> ASGIApp:
    """The pages as they are served."""
    pages = create_pages(system, pseudo=pseudo)
    largest = {path: size for group in GROUPS for path, size in group.largest.items()}
    return Gate(pages, largest)
