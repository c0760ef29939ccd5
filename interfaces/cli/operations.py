"""Verbs for whoever keeps the service running."""

import time
from dataclasses import asdict
from typing import Annotated

import typer

from interfaces.actors import SYSTEM
from interfaces.cli.backstage import Backstage
from interfaces.cli.output import progress, result

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Keep = Annotated[bool, typer.Option("--keep", help="Go on until stopped, at every HUYING_SWEEP_SECONDS.")]


def serve(context: typer.Context) -> None:
    """Serve the API until stopped. 启动接口服务。"""
    backstage: Backstage = context.obj
    backstage.serve()


def project(context: typer.Context) -> None:
    """Keep the views up with the log until stopped. 持续更新视图。"""
    backstage: Backstage = context.obj
    backstage.project()


def sweep(context: typer.Context, keep: Keep = False, as_json: Json = False) -> None:
    """Do what the office's clock demands: reminders, escalation, lapses. Once, or until stopped. 期限巡查。"""
    backstage: Backstage = context.obj
    if keep:
        backstage.keep_sweeping()
        return
    with backstage.opened() as plant, progress("巡查 sweep") as show:
        done = plant.system.sweeps.sweep(SYSTEM, show)
    lines = [f"{kind:<14} {count}" for kind, count in sorted(done.acts.items())]
    result(as_json, asdict(done), "\n".join([f"{done.cases} 件 cases", *lines]))


def demo(
    context: typer.Context,
    cases: Annotated[int | None, typer.Option(min=200, max=100_000, help="Suggestions of the year; 8000.")] = None,
    as_json: Json = False,
) -> None:
    """Load the demo district into an empty store, with its ground truth. Interrupted, it resumes. 装入演示数据。"""
    backstage: Backstage = context.obj
    began = time.monotonic()
    with progress("演示 demo") as show:
        done = backstage.load_demo(show, cases=cases)
    seconds = round(time.monotonic() - began, 3)
    words = f"{done.cases} 件 cases  {done.events} 个事件 events  {done.added} added  {seconds} s"
    result(as_json, {**asdict(done), "seconds": seconds}, words)


def migrate(context: typer.Context, as_json: Json = False) -> None:
    """Bring the store up to date. 升级存储结构。"""
    backstage: Backstage = context.obj
    applied = backstage.migrate()
    result(as_json, {"applied": applied}, "\n".join(applied) or "已是最新 up to date")


def rebuild(
    context: typer.Context,
    views: Annotated[list[str] | None, typer.Argument(help="Views to rebuild; all of them without a name.")] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1, help="Processes that share the work; as many as there are processors where the log is long."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Rebuild views from the log beside the old ones, then swap. Interrupted, it resumes. 重建视图。"""
    backstage: Backstage = context.obj
    with progress("重建 rebuild") as show:
        rebuilt, position = backstage.rebuild(views or [], show, processes)
    result(as_json, {"rebuilt": rebuilt, "position": position}, f"{', '.join(rebuilt)} @ {position}")
