"""Style and script, under addresses that change with their content, so that browsers may keep them for a year."""

import hashlib
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
KEPT = "public, max-age=31536000, immutable"
router = APIRouter()


def _named() -> dict[str, tuple[bytes, str]]:
    found = {}
    for file in sorted(FOLDER.iterdir()):
        content = file.read_bytes()
        mark = hashlib.sha256(content).hexdigest()[:12]
        found[f"{file.stem}.{mark}{file.suffix}"] = (content, TYPES[file.suffix])
    return found


ASSETS = _named()


def address(name: str) -> str:
    """Where `huying.css` is found in this edition of the pages."""
    stem, _, suffix = name.rpartition(".")
    found = next(key for key in ASSETS if key.startswith(f"{stem}.") and key.endswith(f".{suffix}"))
    return f"/static/{found}"


@router.get("/static/{name}")
def asset(request: Request, name: str) -> Response:
    """One file."""
    if name not in ASSETS:
        raise HTTPException(404)
    content, media_type = ASSETS[name]
    return Response(content, media_type=media_type, headers={"Cache-Control": KEPT})
