"""Tokens for trying the service out, kept in its own folder so that each start shows the same ones."""

import json
import os
from contextlib import closing

from application.accounts import DemoPerson
from domain.shared.people import OFFICE
from infrastructure.identities import PostgresDirectory
from infrastructure.postgres.in_loop import LoopConnections
from infrastructure.postgres.migrate import APP
from infrastructure.postgres.pool import open_pool
from infrastructure.settings import Settings

PEOPLE = (
    ("联络员 clerk", "clerk", OFFICE),
    ("联络站 station clerk S-01", "clerk", "S-01"),
    ("站长 station head S-01", "station_head", "S-01"),
    ("代工委 supervisor", "supervisor", OFFICE),
    ("主任会议 chair", "chair", OFFICE),
    ("住建局 department housing", "department", "housing"),
    ("城管局 department city-management", "department", "city-management"),
    ("燃气供热 department gas-heat", "department", "gas-heat"),
    ("人大代表 deputy", "deputy", OFFICE),
    ("回访员 caller", "caller", OFFICE),
    ("审计 auditor", "auditor", OFFICE),
    ("个人信息保护 data officer", "data_officer", OFFICE),
    ("管理员 admin", "admin", OFFICE),
)

LISTED = {"人大代表 deputy": "deputy-001"}
"""Who of them is in the demo district's roster, and by which pseudonym."""


def people(settings: Settings) -> tuple[DemoPerson, ...]:
    """Whom one may sign in as without a password; nobody outside a demo."""
    return tuple(DemoPerson(name=name, role=role, org=org) for name, role, org in PEOPLE) if settings.demo else ()


def demo_sign_ins(settings: Settings, app_url: str) -> dict[str, str]:
    """Return a token per demo person, issuing them at the first start; none where no demo is wanted."""
    if not settings.demo:
        return {}
    file = settings.var / "credentials" / f"demo-{settings.jurisdiction}.json"
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    missing = [person for person in PEOPLE if person[0] not in found]
    if missing:
        with (
            closing(open_pool(app_url, role=APP, max_size=1)) as pool,
            closing(LoopConnections(app_url, role=APP)) as of_tasks,
        ):
            directory = PostgresDirectory(pool, settings.schema, of_tasks)
            found |= {
                who: directory.issue_token(role=role, org=org, name=who, person=LISTED.get(who))[1]
                for who, role, org in missing
            }
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(found, out, ensure_ascii=False)
    return found
