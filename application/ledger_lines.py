"""One line of a ledger as a case: the identity it has however often it is fed in, and the command it becomes."""

import json
from uuid import UUID, uuid5

from application.desk import CASES
from application.ledger import LedgerRow
from domain.shared.identity import (
    BatchId,
    CategoryCode,
    Channel,
    CommandId,
    ExternalNumber,
    OrgCode,
    StationCode,
    SuggestionId,
)
from domain.shared.sealed import plain
from domain.suggestion import commands
from domain.suggestion.particulars import Voter

LEDGERS = UUID("b0b7a1f4-52a9-5a43-9a53-6f6f6b1d2c77")
"""Namespace of the command ids that ledger lines have."""
LEDGER_CHANNEL = Channel("ledger")


class LedgerLine:
    """One line of a ledger, with the identity it has however often it is fed in."""

    def __init__(self, row: LedgerRow, fingerprint: str, source: str) -> None:
        self.row, self.fingerprint = row, fingerprint
        name = row.number if row.number is not None else fingerprint
        self.command_id = CommandId(uuid5(LEDGERS, f"{source}\n{name}"))
        self.case = SuggestionId(uuid5(CASES, str(self.command_id)))


def content_of(row: LedgerRow) -> bytes:
    """What a line says of the suggestion; its answer may follow in a later version of the ledger."""
    said = [row.number, row.received_at.isoformat(), row.title, row.text, row.voter_name, row.voter_phone]
    return json.dumps(said, ensure_ascii=False).encode()


def entry_of(row: LedgerRow, batch: BatchId) -> commands.RecordLedgerEntry:
    """The command that takes a line in; raises `WordsUnusable` where a cell holds nothing that can be read."""
    return commands.RecordLedgerEntry(
        received=commands.Receive(
            text=plain(row.text, "text"),
            title=plain(row.title, "title"),
            channel=Channel(row.channel) if row.channel else LEDGER_CHANNEL,
            category=CategoryCode(row.category) if row.category else None,
            station=StationCode(OrgCode(row.station)) if row.station else None,
            voter=_voter(row),
        ),
        batch=batch,
        row=row.row,
        number=ExternalNumber(row.number) if row.number else None,
    )


def _voter(row: LedgerRow) -> Voter | None:
    told = {"name": row.voter_name, "phone": row.voter_phone, "address": row.voter_address}
    sealed = {field: plain(text, field) for field, text in told.items() if text}
    return Voter(**sealed) if sealed else None
