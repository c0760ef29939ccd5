"""The verb for the yearly report."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from application.reporting.reports import Composed
from interfaces.cli.backstage import Backstage
from interfaces.cli.operations import Json
from interfaces.cli.output import result


def report(
    context: typer.Context,
    first: Annotated[str, typer.Option("--from", help="First day, such as 2025-11-01.")],
    last: Annotated[str, typer.Option("--to", help="Last day, such as 2026-10-31.")],
    out: Annotated[Path, typer.Option(help="Folder for the .docx and the .xlsx.")],
    position: Annotated[int | None, typer.Option(min=1, help="As the log stood there; its head without one.")] = None,
    as_json: Json = False,
) -> None:
    """Compose the report of a span as .docx and .xlsx; the same position gives the same bytes. 汇报材料。"""
    backstage: Backstage = context.obj
    span = _day(first, "--from"), _day(last, "--to")
    with backstage.opened() as plant:
        made = plant.system.reports.compose(*span, position)
    out.mkdir(parents=True, exist_ok=True)
    name = f"report-{span[0]}-{span[1]}-{made.material.span.position}"
    files = {f"{name}.docx": made.docx, f"{name}.xlsx": made.xlsx}
    for file, content in files.items():
        (out / file).write_bytes(content)
    facts = _facts(made) | {"files": {str(out / f): sha256(content).hexdigest() for f, content in files.items()}}
    words = [f"{one.named.zh}  {one.value}" for one in made.material.figures]
    result(as_json, facts, "\n".join([*words, *facts["files"]]))


def _facts(made: Composed) -> dict[str, Any]:
    span = made.material.span
    figures = {
        one.named.name: {"numerator": one.numerator, "denominator": one.denominator, "items": len(one.items)}
        for one in made.material.figures
    }
    return {
        "id": str(made.id),
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "position": span.position,
        "at": span.at.isoformat(),
        "edition": made.material.edition,
        "policy": made.material.policy,
        "calendar": made.material.calendar,
        "figures": figures,
    }


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("a day such as 2026-10-31", param_hint=option) from None
