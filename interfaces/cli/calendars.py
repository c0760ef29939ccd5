"""The working-day calendar, from the command line."""

from pathlib import Path
from typing import Annotated

import typer

from interfaces.actors import SYSTEM
from interfaces.cli.backstage import Backstage
from interfaces.cli.operations import Json
from interfaces.cli.output import progress, result


def calendar(
    context: typer.Context,
    notice: Annotated[Path | None, typer.Argument(help="TOML: year, source, rest_days, make_up_days.")] = None,
    as_json: Json = False,
) -> None:
    """List the calendar years, or take in a year's holiday notice and recalculate. 工作日历。"""
    backstage: Backstage = context.obj
    with backstage.opened() as plant:
        calendars = plant.system.calendars
        if notice is None:
            facts = [{"year": y.year, "edition": y.name, "announced": y.announced} for y in calendars.years()]
            lines = (f"{y['year']}  {y['edition']}  {'已公布' if y['announced'] else '暂定'}" for y in facts)
            result(as_json, facts, "\n".join(lines))
            return
        year, source = backstage.notice(notice)
        with progress("重算 recalculate") as show:
            changed = calendars.announce(year, source, by=SYSTEM, progress=show)
    result(as_json, {"year": year.year, "recalculated": changed}, f"{year.year}: {changed}")
