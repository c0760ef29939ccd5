"""Verbs for whoever keeps the service running."""

from typing import Annotated

import typer

from interfaces.cli.backstage import Backstage
from interfaces.cli.output import progress, result

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
WithParent = Annotated[bool, typer.Option("--with-parent", hidden=True, help="Stop when stdin closes.")]


def serve(context: typer.Context, with_parent: WithParent = False) -> None:
    """Serve the API until stopped. 启动接口服务。"""
    backstage: Backstage = context.obj
    backstage.serve(with_parent=with_parent)


def project(context: typer.Context, with_parent: WithParent = False) -> None:
    """Keep the views up with the log until stopped. 持续更新视图。"""
    backstage: Backstage = context.obj
    backstage.project(with_parent=with_parent)


def migrate(context: typer.Context, as_json: Json = False) -> None:
    """Bring the store up to date. 升级存储结构。"""
    backstage: Backstage = context.obj
    applied = backstage.migrate()
    result(as_json, {"applied": applied}, "\n".join(applied) or "已是最新 up to date")


def rebuild(
    context: typer.Context,
    views: Annotated[list[str] | None, typer.Argument(help="Views to rebuild; all of them without a name.")] = None,
    as_json: Json = False,
) -> None:
    """Rebuild views from the log beside the old ones, then swap. Interrupted, it resumes. 重建视图。"""
    backstage: Backstage = context.obj
    with backstage.opened() as plant, progress("重建 rebuild") as show:
        rebuilt = plant.rebuild(views or [], show)
        position = plant.system.log.head()
    result(as_json, {"rebuilt": rebuilt, "position": position}, f"{', '.join(rebuilt)} @ {position}")
