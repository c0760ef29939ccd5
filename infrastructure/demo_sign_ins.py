"""Tokens for trying the service out, kept in its own folder so that each start shows the same ones."""

import json
import os

from domain.shared.people import OFFICE
from infrastructure.identities import PostgresDirectory
from infrastructure.postgres.migrate import APP
from infrastructure.postgres.pool import open_pool
from infrastructure.settings import Settings

PEOPLE = (
    ("联络员 clerk", "clerk", OFFICE),
    ("代工委 supervisor", "supervisor", OFFICE),
    ("住建局 department housing", "department", "housing"),
    ("联络站 station clerk S-01", "clerk", "S-01"),
    ("人大代表 deputy", "deputy", OFFICE),
    ("审计 auditor", "auditor", OFFICE),
)

LISTED = {"人大代表 deputy": "deputy-001"}
"""Who of them is in the demo district's roster, and by which pseudonym."""


def demo_sign_ins(settings: Settings, app_url: str) -> dict[str, str]:
    """Return a token per demo person, issuing them at the first start; none where no demo is wanted."""
    if not settings.demo:
        return {}
    file = settings.var / "credentials" / f"demo-{settings.jurisdiction}.json"
    if not file.exists():
        pool = open_pool(app_url, role=APP, max_size=1)
        directory = PostgresDirectory(pool, settings.schema)
        tokens = {
            who: directory.issue_token(role=role, org=org, name=who, person=LISTED.get(who))[1]
            for who, role, org in PEOPLE
        }
        pool.close()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(tokens, out, ensure_ascii=False)
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found
