"""A bare FastAPI application with one endpoint: it reads the same body as a command, and answers with a receipt."""

from typing import Any
from uuid import UUID

from fastapi import FastAPI

from domain.suggestion import commands
from interfaces.bodies import body_of

app = FastAPI()
Body = body_of(commands.Triage)


@app.post("/api/v1/suggestions/{id}/triage")
def triage(id: UUID, body: Body) -> dict[str, Any]:  # type: ignore[valid-type]
    """Check the body and do nothing."""
    return {"id": str(id), "case_number": "2026-000001", "version": 2, "position": 2, "stage": "triaged"}
