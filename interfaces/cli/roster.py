"""Taking in rosters: deputies, or homes and stations."""

from pathlib import Path

from application.imports import Tally
from application.roster_lines import RosterKind
from interfaces.actors import SYSTEM
from interfaces.cli.backstage import Backstage
from interfaces.cli.output import progress, stderr


def take_in(backstage: Backstage, file: Path, kind: RosterKind, rejects: Path) -> Tally:
    """Register every line of a roster once; what cannot be goes into the error workbook. Raises `LedgerUnreadable`."""
    with backstage.opened() as plant, progress("导入 import") as show:
        system = plant.system
        roster = system.contact.roster_files.open(file, kind)
        for field, header in roster.columns.items():
            stderr.print(f"{field} ← {header}", markup=False)
        with backstage.error_sheet(rejects, roster) as sheet:
            return system.contact.rosters.run(
                roster, kind, by=SYSTEM, errors=sheet, progress=lambda tally: show(tally.done, tally.rows)
            )
