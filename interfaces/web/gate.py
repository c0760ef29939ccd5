"""What every request to the pages passes: its language, its size, where it comes from; and the answer's headers."""

import logging
import secrets
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from interfaces.measuring import counted
from interfaces.web import errors
from interfaces.web.languages import COOKIE, Language, chosen

log = logging.getLogger("huying.web")
LARGEST_BODY = 1024 * 1024
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cache-control": "no-store",
}
A_YEAR = 31_536_000


class Gate:
    """ASGI middleware around all pages."""

    def __init__(self, pages: FastAPI, largest: dict[str, int]) -> None:
        self._pages, self._largest = pages, largest
        self._languages: dict[str, Language] = pages.state.languages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._pages(scope, receive, send)
            return
        headers, state = Headers(scope=scope), scope.setdefault("state", {})
        wish = _asked(scope)
        state["language"] = chosen(wish, _remembered(headers), headers.get("accept-language"), self._languages)
        state["pages"] = self._pages
        state["request_id"] = secrets.token_hex(6)
        answer = _Answer(scope, send, self._languages[state["language"]], wish)
        limit = next((size for path, size in self._largest.items() if scope["path"].startswith(path)), LARGEST_BODY)
        refused = _refused(scope, headers, limit)
        if refused:
            await errors.page(Request(scope), refused)(scope, receive, answer)
            return
        try:
            await self._pages(scope, counted(receive, limit), answer)
        except Exception as fault:
            log.error("web.fault", exc_info=fault, extra={"reference": state["request_id"]})
            if not answer.begun:
                page = await run_in_threadpool(errors.page, Request(scope), 500)
                await page(scope, receive, answer)


def _asked(scope: Scope) -> str | None:
    found = parse_qs(scope["query_string"].decode("latin-1")).get("lang")
    return found[0] if found else None


def _remembered(headers: Headers) -> str | None:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except Exception:  # noqa: BLE001 - a cookie nobody can read is none
        return None
    return str(morsel.value) if morsel else None


def _refused(scope: Scope, headers: Headers, limit: int) -> int | None:
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > limit:
        return 413
    return None if scope["method"] in SAFE or _from_here(scope, headers) else 403


def _from_here(scope: Scope, headers: Headers) -> bool:
    """Whether a form comes from a page of this host; browsers too old to say so still bring the form's mark."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


class _Answer:
    """Sends an answer with the headers every page carries."""

    def __init__(self, scope: Scope, send: Send, language: Language, wish: str | None) -> None:
        self._scope, self._send, self._language, self._wish = scope, send, language, wish
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            self._add(MutableHeaders(scope=message))
        await self._send(message)

    def _add(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers["content-language"] = self._language.code
        headers.add_vary_header("Accept-Language, Cookie")
        headers["x-request-id"] = self._scope["state"]["request_id"]
        secure = self._scope["scheme"] == "https"
        if secure:
            headers["strict-transport-security"] = f"max-age={A_YEAR}"
        key = self._scope["state"]["language"]
        if self._wish == key:
            cookie = f"{COOKIE}={key}; Path=/; Max-Age={A_YEAR}; HttpOnly; SameSite=Lax"
            headers.append("set-cookie", cookie + ("; Secure" if secure else ""))
