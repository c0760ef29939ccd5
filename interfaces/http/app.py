"""The HTTP application: routes, errors, limits, and documents that load nothing from elsewhere."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi_offline import FastAPIOffline

from application.system import System
from interfaces.http import (
    attachments,
    commands,
    contact,
    contact_commands,
    contact_lists,
    documents,
    evidence,
    exporting,
    feed,
    health,
    imports,
    office,
    persons,
    problems,
    queries,
    red_flags,
    reports,
    statistics,
    tracking,
)
from interfaces.http.limits import Limits
from interfaces.http.problems import Problem

BASE = "/api/v1"
TITLE = "Huying 呼应"
FIRST_SEGMENTS = frozenset({"api", "docs", "openapi.json", "static-offline-docs", "health", "metrics"})
"""What the paths of this face begin with."""


PARTS = (
    commands,
    queries,
    statistics,
    office,
    red_flags,
    feed,
    tracking,
    evidence,
    persons,
    attachments,
    exporting,
    documents,
    reports,
    imports,
    contact,
    contact_lists,
    contact_commands,
)
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(system: System, lifespan: Lifespan | None = None) -> FastAPI:
    """Build the application around a system; `lifespan` frees what the system holds when it stops."""
    app: FastAPI = FastAPIOffline(title=TITLE, version="1", docs_url="/docs", redoc_url=None, lifespan=lifespan)
    app.state.system = system
    for part in PARTS:
        app.include_router(part.router, prefix=BASE)
    app.include_router(health.router)
    app.add_middleware(Limits)
    problems.install(app)
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    return app


def _document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document; problems replace the framework's own error shape."""
    if app.openapi_schema is None:
        document = get_openapi(title=TITLE, version="1", routes=app.routes)
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(problem.pop("$defs"))
        schemas["Problem"] = problem
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        app.openapi_schema = document
    return app.openapi_schema
