"""What every face over HTTP does with a command: say who asks what, recognise a repeat, wait for the lists."""

import json
import time
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from application.errors import ViewsBehind
from application.ports import Request
from application.queries import Views
from application.system import System
from domain.shared.identity import CommandId
from domain.shared.people import Actor

COMMANDS = UUID("1c0d5a2e-7f43-5d2b-8a11-94c1d3a6b7f2")
"""Namespace of command ids."""
WAIT = 1.0
"""Seconds a read waits for the views to include a position."""
PAUSE = 0.02


def asked(
    system: System,
    actor: Actor,
    what: str,
    body: dict[str, Any],
    *,
    key: str | None = None,
    version: int | None = None,
    occurred_at: datetime | None = None,
) -> Request:
    """Put together who asks what. The same actor, key and body are the same request."""
    content = json.dumps([what, body], sort_keys=True, ensure_ascii=False).encode()
    own_key = key if key is not None else str(system.clock.new_id())
    return Request(
        by=actor,
        command_id=CommandId(uuid5(COMMANDS, f"{actor.id}\n{own_key}")),
        content=content,
        occurred_at=occurred_at,
        expected_version=version,
    )


def wait_for(views: Views, position: int | None) -> None:
    """Wait up to a second until the views include a position. Raises `ViewsBehind`."""
    give_up = time.monotonic() + WAIT
    while position is not None and views.position() < position:
        if time.monotonic() > give_up:
            raise ViewsBehind("after")
        time.sleep(PAUSE)
