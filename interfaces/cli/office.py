"""Verbs for the office's own work."""

import re
import sys
from dataclasses import dataclass
from datetime import datetime
from getpass import getpass
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from application.desk import case_number
from application.documents.papers import PaperKind
from application.errors import NotFound
from application.imports import Tally
from application.ports import Recorded
from application.roster_lines import RosterKind
from application.system import System
from domain.shared.identity import SuggestionId
from domain.shared.people import OFFICE, Role
from interfaces.actors import SYSTEM
from interfaces.cli import roster
from interfaces.cli.backstage import Backstage
from interfaces.cli.operations import Json
from interfaces.cli.output import progress, result, stderr
from interfaces.wording import sentence

NEEDS_ORG = (Role.DEPARTMENT,)
NEVER_ISSUED = (Role.SYSTEM, Role.VOTER)


def token(
    context: typer.Context,
    role: Annotated[str, typer.Option(help="clerk, station_head, supervisor, department, deputy, auditor …")],
    org: Annotated[str | None, typer.Option(help="Code of the unit or station; the office's own without it.")] = None,
    actor: Annotated[str | None, typer.Option(help="The person's name.")] = None,
    person: Annotated[str | None, typer.Option(help="A deputy's number in the roster.")] = None,
    as_json: Json = False,
) -> None:
    """Issue an API token; it is shown this once. 签发接口令牌。"""
    chosen = _role(role)
    if chosen in NEEDS_ORG and org is None:
        raise typer.BadParameter("this role needs the code of its unit", param_hint="--org")
    backstage: Backstage = context.obj
    with backstage.opened() as plant:
        who, secret = plant.system.directory.issue_token(
            role=chosen.value, org=org or OFFICE, name=actor or person or chosen.value, person=person
        )
    facts = {"token": secret, "actor": who.id, "role": who.role.value, "org": who.org}
    result(as_json, facts, secret)


def account(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="The name to sign in with; also the person's name.")],
    role: Annotated[str, typer.Option(help="As for `token`.")],
    org: Annotated[str | None, typer.Option(help="Code of the unit or station; the office's own without it.")] = None,
    subject: Annotated[str | None, typer.Option(help="The person's `sub` at the identity provider.")] = None,
    as_json: Json = False,
) -> None:
    """Make an account for the pages; the password is asked for, or read from stdin. 建立登录账户。"""
    chosen = _role(role)
    if chosen in NEEDS_ORG and org is None:
        raise typer.BadParameter("this role needs the code of its unit", param_hint="--org")
    # Never an argument: other people of the machine can read those.
    password = getpass("密码 password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    backstage: Backstage = context.obj
    with backstage.opened() as plant:
        who = plant.system.accounts.make(login=login, role=chosen.value, org=org or OFFICE, password=password)
        if subject is not None:
            plant.system.accounts.tie(login, subject)
    result(as_json, {"actor": who.id, "role": who.role.value, "org": who.org}, who.id)


def _role(name: str) -> Role:
    known = [role.value for role in Role if role not in NEVER_ISSUED]
    wanted = name.strip().lower().replace("-", "_")
    if wanted not in known:
        raise typer.BadParameter(f"one of {', '.join(known)}", param_hint="--role")
    return Role(wanted)


def import_ledger(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="XLSX, or CSV in UTF-8 or GB18030.", exists=True, dir_okay=False)],
    mapping: Annotated[Path | None, typer.Option(help="TOML file that names the columns.", exists=True)] = None,
    source: Annotated[str, typer.Option(help="Name of the ledger; its numbers are unique within it.")] = "ledger",
    errors: Annotated[Path | None, typer.Option(help="Where to write lines that could not be taken in.")] = None,
    kind: Annotated[RosterKind | None, typer.Option(help="The file is a roster, not a ledger. 名册类型")] = None,
    as_json: Json = False,
) -> None:
    """Take an old ledger or a roster in; twice adds nothing, interrupted it resumes. 导入旧台账或名册。"""
    backstage: Backstage = context.obj
    rejects = errors or file.with_name(f"{file.stem}-errors.xlsx")
    if kind is not None:
        facts = _facts(roster.take_in(backstage, file, kind, rejects), rejects)
        result(as_json, facts, "  ".join(f"{name} {value}" for name, value in facts.items()))
        return
    with backstage.opened() as plant, progress("导入 import") as show:
        ledger = plant.system.ledgers.open(file, mapping)
        for field, header in ledger.columns.items():
            stderr.print(f"{field} ← {header}", markup=False)
        with backstage.error_sheet(rejects, ledger) as sheet:
            tally = plant.system.imports.run(
                ledger, source=source, by=SYSTEM, errors=sheet, progress=lambda t: show(t.done, t.rows)
            )
    facts = _facts(tally, rejects)
    result(as_json, facts, "  ".join(f"{name} {value}" for name, value in facts.items()))


def _facts(tally: Tally, rejects: Path) -> dict[str, object]:
    facts: dict[str, object] = {
        "rows": tally.rows,
        "added": tally.added,
        "known": tally.known,
        "answers": tally.answers,
        "errors": tally.errors,
    }
    return facts | {"error_workbook": str(rejects)} if tally.errors else facts


def case(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Case number, such as 2026-000123, or id.")],
    at: Annotated[str | None, typer.Option(help="As known at this instant (RFC 3339).")] = None,
    document: Annotated[PaperKind | None, typer.Option(help="Print a paper of the case instead.")] = None,
    to: Annotated[Path | None, typer.Option(help="The .docx to write.")] = None,
    unit: Annotated[str | None, typer.Option(help="The unit the paper is addressed to.")] = None,
    notice: Annotated[int | None, typer.Option(help="The number of the supervision notice.")] = None,
    as_json: Json = False,
) -> None:
    """Show a case and its history as the office knew it at any moment, or print a paper of it. 查看一件及其全过程。"""
    backstage: Backstage = context.obj
    if document is not None:
        _print(backstage, number, _Wanted(document, to, unit, notice), as_json)
        return
    moment = _instant(at)
    with backstage.opened() as plant:
        system = plant.system
        found = _find(system, number)
        reading = system.casefile.read(found, SYSTEM, at=moment)
        history = system.casefile.history(found, SYSTEM, at=moment)
        names, called = system.directory.names([line.actor.id for line in history]), system.codebook.names()
    lines = [
        f"{line.version:>3}  {line.recorded_at:%Y-%m-%d %H:%M}  {names.get(line.actor.id, line.actor.role.value)}"
        f"  {sentence(line.event, line.data, 'zh', called)}"
        for line in history
    ]
    facts = reading.facts
    head = f"{facts['case_number']}  {facts['title'] or ''}  {facts['stage']}  {facts['due_on'] or ''}"
    result(as_json, {**facts, "history": [line.event for line in history]}, "\n".join([head, *lines]))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A paper and where it goes."""

    kind: PaperKind
    to: Path | None
    unit: str | None
    notice: int | None


def _print(backstage: Backstage, number: str, wanted: _Wanted, as_json: bool) -> None:
    if wanted.to is None:
        raise typer.BadParameter("the file to write", param_hint="--to")
    with backstage.opened() as plant:
        documents, found = plant.system.documents, _find(plant.system, number)
        content = documents.print(found, SYSTEM, wanted.kind, unit=wanted.unit, notice=wanted.notice)
    wanted.to.write_bytes(content)
    result(as_json, {"file": str(wanted.to), "bytes": len(content)}, f"{wanted.to} {len(content)} bytes")


def _instant(at: str | None) -> datetime | None:
    if at is None:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise typer.BadParameter("an instant such as 2026-03-01T09:00:00+08:00", param_hint="--at") from None
    if moment.tzinfo is None:
        raise typer.BadParameter("an instant with its offset, such as +08:00", param_hint="--at")
    return moment


def _find(system: System, number: str) -> SuggestionId:
    try:
        return SuggestionId(UUID(number))
    except ValueError:
        # The number is the position of the registration: the log itself answers, however far the views are.
        found = re.fullmatch(r"(\d{4})-(\d{6,15})", number)
        record = next(iter(system.log.after(int(found.group(2)) - 1, 1)), None) if found else None
        if not isinstance(record, Recorded) or case_number(record) != number or record.version != 1:
            raise NotFound() from None
        return record.case
