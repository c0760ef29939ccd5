"""A small OpenID provider on this machine: one person, one key, and a say in what goes wrong."""

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey


class Issuer:
    """Signs in whoever comes as `subject`; `claims` go over what the id token would say."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "k1"})
        self.subject, self.url = "person-1", ""
        self.claims: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the person is sent back to."""
        assert asked["code_challenge_method"] == "S256" and asked["scope"] == "openid"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, str] | None:
        """Tokens for a code, once, to whoever has the verifier."""
        asked = self.codes.pop(sent["code"], None)
        if asked is None or create_s256_code_challenge(sent["code_verifier"]) != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": "huying", "sub": self.subject, "nonce": asked["nonce"]}
        told = claims | {"iat": now, "exp": now + 300} | self.claims
        id_token = jwt.encode({"alg": "RS256", "kid": "k1"}, told, self.key)
        return {"access_token": "a", "token_type": "Bearer", "id_token": id_token}

    def document(self, path: str) -> dict[str, Any] | None:
        """What the provider says of itself."""
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
            },
            "/keys": {"keys": [self.key.as_dict(private=False)]},
        }.get(path)


def _handler(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/authorize":
                self.send_response(303)
                self.send_header("Location", issuer.authorize(_flat(asked.query)))
                self.end_headers()
            else:
                self._say(issuer.document(asked.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(issuer.token(_flat(body)))

        def _say(self, told: Any) -> None:
            self.send_response(200 if told else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told or {"error": "invalid_grant"}).encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def issuing() -> Iterator[Issuer]:
    """The provider, served."""
    issuer = Issuer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(issuer))
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
