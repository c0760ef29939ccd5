"""A client of the API that speaks as any person of the office."""

from typing import TYPE_CHECKING, Any

import httpx2

from domain.shared.people import OFFICE

if TYPE_CHECKING:
    from infrastructure.bootstrap import Plant
    from tests.support.service import Projecting

API = "/api/v1"
TEXT = "小区门口的路灯坏了三盏，夜里出行不便。"
Json = dict[str, Any]
CERTIFIED = {"signatory": "王局长"}


class Client:
    """Gives commands and asks questions. People are named `role` or `role@org`."""

    def __init__(self, url: str, plant: "Plant", projecting: "Projecting") -> None:
        self.url, self.plant, self.projecting = url, plant, projecting
        limits = httpx2.Limits(max_connections=128, max_keepalive_connections=64)
        self.http = httpx2.Client(base_url=url, timeout=60, limits=limits, trust_env=False)
        self._tokens: dict[str, str] = {}

    def close(self) -> None:
        """Let the connections go."""
        self.http.close()

    def token(self, who: str) -> str:
        """The token of a person, issued when they are first met."""
        if who not in self._tokens:
            role, _, org = who.partition("@")
            _, token = self.plant.system.directory.issue_token(role=role, org=org or OFFICE, name=who)
            self._tokens[who] = token
        return self._tokens[who]

    def actor_id(self, who: str) -> str:
        """The pseudonymous id of a person."""
        actor = self.plant.system.directory.actor_of(self.token(who))
        assert actor is not None
        return actor.id

    def headers(self, who: str | None, key: str | None = None, **more: str) -> dict[str, str]:
        """Headers of a request by a person; nobody signs in as None."""
        found = {name.replace("_", "-"): value for name, value in more.items()}
        if who is not None:
            found["Authorization"] = f"Bearer {self.token(who)}"
        if key is not None:
            found["Idempotency-Key"] = key
        return found

    def post(self, path: str, body: Any, who: str | None, key: str | None = None, **more: str) -> httpx2.Response:
        """Send a body."""
        return self.http.post(API + path, json=body, headers=self.headers(who, key, **more))

    def get(self, path: str, who: str | None = "supervisor", **more: str) -> httpx2.Response:
        """Ask."""
        return self.http.get(API + path, headers=self.headers(who, **more))

    def receive(self, *, who: str = "clerk", key: str | None = None, **fields: Any) -> Json:
        """Register a suggestion; return its receipt."""
        body = {"text": TEXT, "channel": "visit", "voter": {"name": "李某"}} | fields
        answer = self.post("/suggestions", body, who, key)
        assert answer.status_code in (200, 201), answer.text
        return dict(answer.json())

    def give(self, case: str, verb: str, body: Json | None, who: str, **more: str) -> httpx2.Response:
        """Give a command; return whatever the service says."""
        return self.post(f"/suggestions/{case}/{verb}", body or {}, who, **more)

    def do(self, case: str, verb: str, body: Json | None = None, who: str = "supervisor") -> Json:
        """Give a command that must be accepted; return its receipt."""
        answer = self.give(case, verb, body, who)
        assert answer.status_code == 200, f"{verb} by {who}: {answer.text}"
        return dict(answer.json())

    def refused(self, case: str, verb: str, body: Json | None, who: str) -> str:
        """Give a command that must be refused; return the rule's slug."""
        answer = self.give(case, verb, body, who)
        assert answer.status_code in (403, 404, 409, 422), answer.text
        return str(answer.json()["slug"])

    def case(self, case: str, who: str = "supervisor", query: str = "") -> Json:
        """Read a case."""
        answer = self.get(f"/suggestions/{case}{query}", who)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def rows(self, query: str, who: str = "supervisor") -> list[Json]:
        """Read one page of the register."""
        answer = self.get(f"/suggestions?{query}", who)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    def head(self) -> int:
        """The log's latest position."""
        return self.plant.system.log.head()
