"""Single sign-on by OpenID Connect: code flow with PKCE and nonce, by Authlib."""

from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from application.accounts import Handshake
from application.errors import SignInFailed, Unavailable

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""Signatures by a key that only the provider has; never `none`, never a shared secret."""
SECONDS = 10.0
LEEWAY = 60


class OidcProvider:
    """Implements `application.accounts.IdentityProvider`."""

    def __init__(self, issuer: str, client_id: str, client_secret: str) -> None:
        self._issuer, self._id, self._secret = issuer.rstrip("/"), client_id, client_secret

    def begin(self, come_back_to: str) -> Handshake:
        """See the port."""
        made = {name: generate_token(48) for name in ("state", "nonce", "verifier")}
        with self._client(come_back_to) as client:
            endpoint = self._metadata()["authorization_endpoint"]
            asked = {"state": made["state"], "nonce": made["nonce"], "code_verifier": made["verifier"]}
            address, _ = client.create_authorization_url(endpoint, **asked)
        return Handshake(address=str(address), **made)

    def finish(self, come_back_to: str, handshake: Handshake, state: str, code: str) -> str:
        """See the port."""
        if state != handshake.state:
            raise SignInFailed()
        try:
            with self._client(come_back_to) as client:
                metadata = self._metadata()
                answer = f"{come_back_to}?{urlencode({'code': code, 'state': state})}"
                token = client.fetch_token(
                    metadata["token_endpoint"],
                    authorization_response=answer,
                    state=state,
                    code_verifier=handshake.verifier,
                )
                keys = KeySet.import_key_set({"keys": _document(metadata["jwks_uri"])["keys"]})
            return self._subject(token, keys, handshake.nonce)
        except httpx.HTTPError:
            raise Unavailable() from None
        except (AuthlibBaseError, JoseError, KeyError, ValueError):
            raise SignInFailed() from None

    def _subject(self, token: Any, keys: KeySet, nonce: str) -> str:
        decoded = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS)
        wanted = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._id},
            "sub": {"essential": True},
        }
        told = {"nonce": nonce, "client_id": self._id, "access_token": token.get("access_token")}
        claims = CodeIDToken(decoded.claims, decoded.header, wanted, told)
        claims.validate(leeway=LEEWAY)
        return str(claims["sub"])

    def _client(self, come_back_to: str) -> Any:
        return OAuth2Client(
            self._id,
            self._secret,
            scope="openid",
            redirect_uri=come_back_to,
            code_challenge_method="S256",
            timeout=SECONDS,
        )

    def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself; it must be the issuer that was named."""
        try:
            found = _document(f"{self._issuer}/.well-known/openid-configuration")
        except httpx.HTTPError:
            raise Unavailable() from None
        if str(found.get("issuer", "")).rstrip("/") != self._issuer:
            raise SignInFailed()
        return found


def _document(address: str) -> dict[str, Any]:
    answer = httpx.get(address, timeout=SECONDS)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
