"""Shapes of answers that several routes share, and the errors each may give."""

from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel

from application.ports import Receipt
from interfaces.http.problems import MEDIA_TYPE

_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
_WORDS = {
    400: "Not understood",
    401: "Missing or unknown token",
    403: "The role may not, or duties must be separate",
    404: "No such case within reach",
    409: "Not at this stage, or others wrote first",
    412: "The case moved on",
    413: "Body over 1 MiB",
    415: "Not application/json",
    422: "Breaks a rule or has the wrong shape",
    429: "Too many attempts",
    503: "Views or store not ready; see Retry-After",
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Document the problems a route may answer with."""
    return {s: {"description": _WORDS[s], "content": {MEDIA_TYPE: _PROBLEM}} for s in statuses}


COMMAND_ERRORS = errors(400, 401, 403, 404, 409, 412, 413, 415, 422, 503)
QUERY_ERRORS = errors(400, 401, 403, 404, 422, 503)


class ReceiptBody(BaseModel):
    """What the office hands back for a command."""

    id: str
    case_number: str
    version: int
    position: int
    stage: str
    events: list[str]
    due_on: str | None


class RegistrationBody(ReceiptBody):
    """What the office hands back for a registration; the tracking code is shown to nobody else."""

    receipt_code: str


def receipt_response(receipt: Receipt, *, created: bool = False) -> JSONResponse:
    """Answer a command."""
    body: dict[str, Any] = {
        "id": str(receipt.id),
        "case_number": receipt.case_number,
        "version": receipt.version,
        "position": receipt.position,
        "stage": receipt.stage,
        "events": list(receipt.events),
        "due_on": receipt.due_on,
    }
    if receipt.receipt_code is not None:
        body["receipt_code"] = receipt.receipt_code
    headers = {
        "ETag": f'"{receipt.version}"',
        "Location": f"/api/v1/suggestions/{receipt.id}",
        "Huying-Position": str(receipt.position),
    }
    if receipt.replayed:
        headers["Idempotent-Replayed"] = "true"
    return JSONResponse(body, 201 if created and not receipt.replayed else 200, headers=headers)
