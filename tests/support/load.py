"""People at work who do not give up: each command is repeated under its key until it is acknowledged."""

import threading
import time
from typing import Any
from uuid import uuid4

import httpx2

PATIENCE = 180.0
AGAIN = (409, 503)
TRANSFER = {"assignments": [{"unit": "water-bureau", "kind": "lead"}]}


class Worker(threading.Thread):
    """Registers and transfers, one case after another."""

    def __init__(self, url: str, token: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._http = httpx2.Client(base_url=f"{url}/api/v1", timeout=30, trust_env=False)
        self._token, self._stop_asked = token, stop
        self.acknowledged: dict[str, list[dict[str, Any]]] = {}
        self.told_at: list[float] = []
        self.repeats = 0
        self.unexpected: list[str] = []

    def run(self) -> None:
        """Work until told to stop; what was begun is finished."""
        number = 0
        while not self._stop_asked.is_set() and not self.unexpected:
            number += 1
            body = {"text": f"第{number}件：路灯坏了", "channel": "visit"}
            receipt = self._until_acknowledged("/suggestions", body)
            if receipt is not None:
                receipts = self.acknowledged.setdefault(receipt["id"], [receipt])
                moved = self._until_acknowledged(f"/suggestions/{receipt['id']}/transfer", TRANSFER)
                receipts += [moved] if moved else []
        self._http.close()

    def _until_acknowledged(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": str(uuid4())}
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            try:
                answer = self._http.post(path, json=body, headers=headers)
            except httpx2.HTTPError:
                self.repeats += 1
                time.sleep(0.1)
                continue
            if answer.status_code in (200, 201):
                self.told_at.append(time.monotonic())
                return dict(answer.json())
            if answer.status_code not in AGAIN:
                break
            self.repeats += 1
            time.sleep(0.1)
        self.unexpected.append(f"{path}: {answer.status_code} {answer.text}")
        return None
