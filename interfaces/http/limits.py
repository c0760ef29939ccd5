"""What is refused before anything is parsed: bodies too large, and media types nobody asked for."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interfaces.http.problems import plain_problem
from interfaces.measuring import counted
from interfaces.outcomes import language_of

LARGEST_BODY = 1024 * 1024
LARGEST_LEDGER = 64 * 1024 * 1024
LARGEST_FILE = 10 * 1024 * 1024 + 64 * 1024
"""An attachment, and the form around it."""
LEDGERS = "/api/v1/imports"
ATTACHMENTS = "/api/v1/attachments"
FORMS = {LEDGERS: LARGEST_LEDGER, ATTACHMENTS: LARGEST_FILE}
SECURITY = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]


class Limits:
    """ASGI middleware: 413 and 415 before the body is parsed, and the headers every answer carries."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        language = language_of(headers.get("accept-language"))
        limit = FORMS.get(scope["path"], LARGEST_BODY)
        refused = self._refused(scope, headers, limit)
        if refused:
            await plain_problem(refused, language)(scope, receive, _with_headers(send))
            return
        await self._app(scope, counted(receive, limit), _with_headers(send))

    def _refused(self, scope: Scope, headers: Headers, limit: int) -> int | None:
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            return 413
        has_body = int(length) > 0 or "transfer-encoding" in headers
        if scope["method"] not in ("POST", "PUT", "PATCH") or not has_body:
            return None
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        wanted = "multipart/form-data" if scope["path"] in FORMS else "application/json"
        return None if media == wanted else 415


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(h for h in SECURITY if h[0] not in present)]
        await send(message)

    return guarded
