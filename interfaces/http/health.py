"""Whether the service lives, whether it is ready, and how it fares."""

from typing import Any

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from application.errors import Unavailable
from interfaces.http.asking import system_of

router = APIRouter(tags=["health"])
FARTHEST_BEHIND = 10_000
"""Events a view may lag before the service calls itself not ready."""


@router.get("/health/live", response_model=dict[str, Any])
def live() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "live"})


@router.get("/health/ready", response_model=dict[str, Any], responses={503: {"description": "Not ready"}})
def ready(http: HttpRequest) -> JSONResponse:
    """The store answers and the views are near the log's head; `lag` is in events, per view."""
    try:
        lag = system_of(http).views.lag()
    except Unavailable:
        return JSONResponse({"status": "store-unavailable", "lag": {}}, 503)
    behind = max(lag.values(), default=0) > FARTHEST_BEHIND
    return JSONResponse({"status": "views-behind" if behind else "ready", "lag": lag}, 503 if behind else 200)


@router.get("/metrics", response_class=PlainTextResponse, responses={503: {"description": "Not ready"}})
def metrics(http: HttpRequest) -> PlainTextResponse:
    """Prometheus text: the log's head and each view's lag."""
    registry = CollectorRegistry()
    head = Gauge("huying_log_position", "Position of the latest event", registry=registry)
    lag = Gauge("huying_view_lag_events", "Events a view is behind the log", ["view"], registry=registry)
    try:
        head.set(system_of(http).log.head())
        for view, behind in system_of(http).views.lag().items():
            lag.labels(view).set(behind)
    except Unavailable:
        return PlainTextResponse("", 503)
    return PlainTextResponse(generate_latest(registry).decode())
