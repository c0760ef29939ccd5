"""What one process that serves HTTP does: both faces on one system."""

import os
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from application.system import System
from infrastructure import bootstrap
from infrastructure.collecting import collect_shortly
from infrastructure.logs import set_up
from infrastructure.settings import Settings
from interfaces.http import app as http
from interfaces.web import app as web


class Faces:
    """The API under its own paths, the pages under all others."""

    def __init__(self, api: FastAPI, pages: ASGIApp) -> None:
        self.api, self.pages = api, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the life of the process, which the API has."""
        to_api = scope["type"] != "http" or (scope["path"] + "/").split("/")[1] in http.FIRST_SEGMENTS
        await (self.api if to_api else self.pages)(scope, receive, send)


def faces(system: System, lifespan: http.Lifespan | None = None, *, pseudo: bool = False) -> Faces:
    """Both faces on one system; `pseudo` adds the language that tests read pages in."""
    return Faces(http.create_app(system, lifespan), web.create_app(system, pseudo=pseudo))


def create_app() -> Faces:
    """Make the HTTP application of one worker process (`uvicorn interfaces.serving:create_app --factory`)."""
    settings = Settings.from_env(os.environ)
    set_up(settings.log_level)
    stack = ExitStack()
    plant = stack.enter_context(bootstrap.opened(settings))
    collect_shortly()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with stack:
            yield

    return faces(plant.system, lifespan)
