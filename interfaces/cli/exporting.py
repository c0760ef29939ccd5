"""The verb for exports."""

from pathlib import Path
from typing import Annotated

import typer

from application.exports.exporting import Form
from application.exports.manner import ExportClock, Profile
from interfaces.actors import SYSTEM
from interfaces.cli.backstage import Backstage
from interfaces.cli.operations import Json
from interfaces.cli.output import result


def export(
    context: typer.Context,
    form: Annotated[Form, typer.Argument(help="ocel.json, ocel.sqlite, xes or cloudevents.jsonl")],
    to: Annotated[Path, typer.Option(help="The file to write; one that is there is left alone.")],
    profile: Annotated[Profile, typer.Option(help="public, auditor or mining")] = Profile.PUBLIC,
    clock: Annotated[ExportClock, typer.Option(help="occurred or recorded")] = ExportClock.OCCURRED,
    as_json: Json = False,
) -> None:
    """Write the whole log, without personal text, for process-mining tools. 导出。"""
    backstage: Backstage = context.obj
    if to.exists():
        raise typer.BadParameter(f"{to} exists", param_hint="--to")
    size = 0
    with backstage.opened() as plant, to.open("xb") as file:
        for block in plant.system.exports.stream(form, profile, clock, SYSTEM):
            size += file.write(block)
    result(as_json, {"file": str(to), "bytes": size}, f"{to} {size} bytes")
