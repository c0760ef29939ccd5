"""Rosters taken in from a spreadsheet: deputies, or homes and stations; every line once, and none silently lost."""

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from uuid import UUID, uuid5

from application import sealing
from application.contact import new_id
from application.errors import Conflict
from application.imports import ErrorSheet, Progress, Tally
from application.ledger import RowError
from application.ports import LATEST, Append, Clock, EventLog, Keeper, LostRace, Rulebook
from application.roster_lines import FieldUnusable, OpenedRoster, RosterKind, RosterRow, deputy_of, place_of
from domain.contact.nouns import OF_COMMAND
from domain.deputies import commands as deputies
from domain.places import commands as places
from domain.shared.identity import CommandId, ContactId
from domain.shared.people import Actor
from domain.shared.refusal import Refused, Unacceptable
from domain.shared.stamp import Stamp

ROSTERS = UUID("b3d5a7d0-0f8e-5f39-9c02-5c9d0f6f3a44")
"""Namespace of the commands that take a line in."""
CHUNK, ATTEMPTS = 250, 5
Opening = deputies.Register | places.Establish


class ListedOtherwise(Unacceptable):
    """This person or place is listed already, with other particulars."""

    slug = "roster-listed-otherwise"
    zh = "该代表或站点已登记，且内容不同。"


class Rosters:
    """Registers the lines of a roster. Fed in twice, it adds nothing."""

    def __init__(self, *, log: EventLog, keeper: Keeper, clock: Clock, rulebook: Rulebook) -> None:
        self._log, self._keeper, self._clock, self._rulebook = log, keeper, clock, rulebook

    def run(
        self, roster: OpenedRoster, kind: RosterKind, *, by: Actor, errors: ErrorSheet, progress: Progress
    ) -> Tally:
        """Take a roster in and return the tally; interrupted, it may be run again."""
        tally, lines = Tally(rows=roster.count), roster.rows()
        while chunk := list(islice(lines, CHUNK)):
            bad = self._persistently(chunk, kind, by, roster.columns, tally)
            for error in bad:
                errors.add(error)
            tally.errors += len(bad)
            tally.done += len(chunk)
            progress(tally)
        return tally

    def _persistently(
        self, chunk: Sequence[RosterRow], kind: RosterKind, by: Actor, columns: Mapping[str, str], tally: Tally
    ) -> list[RowError]:
        for _ in range(ATTEMPTS):
            try:
                return self._append(chunk, kind, by, columns, tally)
            except LostRace:
                continue
        raise Conflict()

    def _append(
        self, chunk: Sequence[RosterRow], kind: RosterKind, by: Actor, columns: Mapping[str, str], tally: Tally
    ) -> list[RowError]:
        errors: list[RowError] = []
        new: dict[ContactId, Append] = {}
        known = 0
        for row in chunk:
            try:
                append = self._append_of(row, kind, by, new)
            except FieldUnusable as no:
                header = columns.get(no.field, no.field)
                errors.append(RowError(row=row.row, column=header, rule=no.rule, cells=row.cells))
            except Refused as no:
                header = columns.get(no.field or "", "")
                errors.append(RowError(row=row.row, column=header, rule=no.slug, cells=row.cells))
            else:
                known += append is None
                if append is not None:
                    new[ContactId(append.case)] = append
        if new:
            self._log.append(sealing.sealed(tuple(new.values()), self._keeper))
        tally.added += len(new)
        tally.known += known
        return errors

    def _append_of(self, row: RosterRow, kind: RosterKind, by: Actor, new: Mapping[ContactId, Append]) -> Append | None:
        """What a line adds; None where it is known already. Raises `FieldUnusable` or a `Refused`."""
        command = deputy_of(row) if kind is RosterKind.DEPUTIES else place_of(row)
        content = json.dumps([kind, dict(sorted(row.values.items())), str(row.from_on)], ensure_ascii=False)
        fingerprint = self._keeper.fingerprint(content.encode())
        command_id = CommandId(uuid5(ROSTERS, fingerprint))
        stream = new_id(command, command_id)
        history = self._log.contact_histories([stream], LATEST).get(stream, ())
        listed = history[0].fingerprint if history else new[stream].fingerprint if stream in new else None
        if listed is not None:
            if listed != fingerprint:
                raise ListedOtherwise()
            return None
        now = self._clock.now()
        stamp = Stamp(at=now, by=by, command_id=command_id, occurred_at=now, zone=self._clock.zone)
        noun, work = OF_COMMAND[type(command)], self._rulebook.work_on(stamp.today)
        happened = noun.decide(command, noun.initial, stamp=stamp, work=work)
        entries = tuple((event, stamp) for event in happened)
        return Append(case=stream, after_version=0, entries=entries, fingerprint=fingerprint)
