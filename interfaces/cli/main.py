"""The command line. Every verb takes --json: the result is then the last line of stdout."""

from collections.abc import Sequence
from typing import Annotated

import typer

from application.errors import Trouble
from application.ledger import LedgerUnreadable
from domain.evidence.malformed import Malformed
from domain.shared.refusal import Refused
from interfaces.cli import audit, calendars, evidence, exporting, office, operations, reporting
from interfaces.cli.backstage import Backstage
from interfaces.cli.output import speak_utf8, stderr
from interfaces.outcomes import outcome_of, said

app = typer.Typer(
    name="run",
    help="Huying 呼应 — 民有所呼，我有所应。Without a verb: run the whole service.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(operations.serve)
app.command("project")(operations.project)
app.command("sweep")(operations.sweep)
app.command("migrate")(operations.migrate)
app.command("rebuild")(operations.rebuild)
app.command("token")(office.token)
app.command("account")(office.account)
app.command("import")(office.import_ledger)
app.command("case")(office.case)
app.command("demo")(operations.demo)
app.command("audit")(audit.audit)
app.command("seal")(evidence.seal)
app.command("witness")(evidence.witness)
app.command("erase")(evidence.erase)
app.command("verify")(evidence.verify_evidence)
app.command("export")(exporting.export)
app.command("report")(reporting.report)
app.command("calendar")(calendars.calendar)
USAGE: type[Exception] = typer.BadParameter.__bases__[0]
"""What is raised where a line cannot be understood: an option missing, unknown, or not what it should be."""
USAGE_EXIT = 2
UNREADABLE = 3
"""Exit code for a file that is not what it should be."""


@app.callback(invoke_without_command=True)
def service(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Run the whole service: database, API and views in one supervised tree, until Ctrl+C."""
    if version:
        typer.echo("huying 0.1.0")
        raise typer.Exit()
    if context.invoked_subcommand is None:
        backstage: Backstage = context.obj
        backstage.run_all()


def run(backstage: Backstage, arguments: Sequence[str]) -> int:
    """Carry out one command line and return the exit code."""
    speak_utf8()
    try:
        ended = app(list(arguments), obj=backstage, standalone_mode=False)
        return ended if isinstance(ended, int) else 0
    except (Refused, Trouble) as no:
        stderr.print(f"{no.slug}: {said(no, 'zh')} {said(no, 'en')}", markup=False)
        return outcome_of(no).exit_code
    except Malformed as no:
        stderr.print(f"malformed: {no}", markup=False)
        return UNREADABLE
    except LedgerUnreadable as no:
        stderr.print(f"{no.slug}: {no}", markup=False)
        return UNREADABLE
    except USAGE as wrong:
        stderr.print(getattr(wrong, "format_message", wrong.__str__)(), markup=False)
        return USAGE_EXIT
    except typer.Exit as end:
        return end.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return 130
