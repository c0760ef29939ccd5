"""汇报 as the office uses it: composed for anybody who may, published once per span and position, checked for ever."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID, uuid5

from application.documents.layout import Document, Typesetter
from application.documents.office import Office
from application.documents.sheets import Spreadsheets
from application.errors import NotFound
from application.ports import ContactRecorded, EventLog, Request
from application.reporting.annex import sheets
from application.reporting.composing import document, preview
from application.reporting.figures import Item
from application.reporting.gathering import Gathering
from application.reporting.material import Material
from domain.redflags.finding import Finding
from domain.redflags.reports import differences, unreproducible
from domain.reports.commands import Publish
from domain.reports.events import Published
from domain.reports.particulars import Basis, Printed, Snapshot
from domain.shared.identity import ContactId, Digest, FigureName, PublicName

REPORTS = UUID("0b8f1b2e-6a61-5c4e-9c57-2f0f6f3a8d11")
"""Namespace of reports: the same span at the same position is the same report."""
BASE = "/api/v1/reports"


@dataclass(frozen=True, slots=True)
class Composed:
    """A report, drawn and set."""

    id: ContactId
    material: Material
    document: Document
    docx: bytes
    xlsx: bytes

    @property
    def snapshot(self) -> Snapshot:
        """What is written down of it."""
        m, span = self.material, self.material.span
        return Snapshot(
            basis=Basis(
                first=span.first,
                last=span.last,
                position=span.position,
                region=PublicName(m.office.region),
                edition=m.edition,
                policy=m.policy,
                calendar=m.calendar,
            ),
            figures=printed(m),
            docx=Digest(sha256(self.docx).hexdigest()),
            xlsx=Digest(sha256(self.xlsx).hexdigest()),
        )

    @property
    def preview(self) -> dict[str, Any]:
        """For a page."""
        return preview(self.document, self.material.figures, f"{BASE}/{self.id}")


def printed(m: Material) -> tuple[Printed, ...]:
    """The figures as they are written down."""
    return tuple(
        Printed(figure=FigureName(one.named.name), numerator=one.numerator, denominator=one.denominator)
        for one in m.figures
    )


def report_id(first: date, last: date, position: int) -> ContactId:
    """The report of a span at a position."""
    return ContactId(uuid5(REPORTS, f"{first} {last} {position}"))


class Shelf(Protocol):
    """Where published files are kept; their digests are in the log."""

    def keep(self, report: UUID, docx: bytes, xlsx: bytes, content: dict[str, Any]) -> None:
        """Keep the files; durable when this returns. What is there already is left alone."""

    def file(self, report: UUID, kind: str) -> bytes | None:
        """The docx or xlsx of a report."""

    def content(self, report: UUID) -> dict[str, Any] | None:
        """What a page shows of it."""

    def note(self, position: int, figures: str | None) -> None:
        """Remember what came of counting a publication anew; None where it agreed."""

    def noted(self) -> Mapping[int, str | None]:
        """What came of it, by the position of the publication."""


class Publishing(Protocol):
    """The desk a publication goes over."""

    def handle(self, stream: ContactId, command: Publish, request: Request) -> Any:
        """Carry out the command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Composes, publishes, shows and checks reports."""

    log: EventLog
    gathering: Gathering
    office: Office
    typesetter: Typesetter
    spreadsheets: Spreadsheets
    shelf: Shelf
    desk: Publishing

    def compose(self, first: date, last: date, position: int | None = None) -> Composed:
        """Compose the report of a span at a position, the log's head without one.

        Raises `PeriodBackwards`, `PositionUnknown`.
        """
        m = self.gathering.material(self.office, first, last, position)
        made = document(m)
        return Composed(
            id=report_id(first, last, m.span.position),
            material=m,
            document=made,
            docx=self.typesetter.typeset(made),
            xlsx=self.spreadsheets.workbook(made.title, made.author, made.drawn_at, sheets(m)),
        )

    def publish(self, first: date, last: date, position: int | None, request: Request) -> tuple[ContactId, Any]:
        """Compose it, keep the files, write the snapshot down. A report that is out already stays as it is."""
        made = self.compose(first, last, position)
        self.shelf.keep(made.id, made.docx, made.xlsx, _content(made))
        return made.id, self.desk.handle(made.id, Publish(snapshot=made.snapshot), request)

    def published(self) -> Iterator[tuple[ContactRecorded, Snapshot]]:
        """Every publication, newest first."""
        for record in reversed(self.log.of_kind(Published)):
            if isinstance(record, ContactRecorded) and isinstance(record.event, Published):
                yield record, record.event.snapshot

    def checked(self, position: int) -> bool | None:
        """Whether the publication at a position agreed when it was counted anew; None where nobody counted yet."""
        noted = self.shelf.noted()
        return noted[position] is None if position in noted else None

    def content(self, report: UUID) -> dict[str, Any]:
        """What a page shows of a published report. Raises `NotFound`."""
        self._snapshot(report)
        found = self.shelf.content(report)
        if found is None:
            raise NotFound()
        return found

    def file(self, report: UUID, kind: str) -> bytes:
        """A published file, byte for byte as its digest in the log says. Raises `NotFound`, also where it is not."""
        snapshot = self._snapshot(report)
        found = self.shelf.file(report, kind)
        if found is None or sha256(found).hexdigest() != getattr(snapshot, kind):
            raise NotFound()
        return found

    def _snapshot(self, report: UUID) -> Snapshot:
        stream = ContactId(report)
        for record in self.log.contact_histories([stream], self.log.head()).get(stream, ()):
            if isinstance(record.event, Published):
                return record.event.snapshot
        raise NotFound()

    def unreproducible(self, until: datetime) -> list[Finding]:
        """R24: count every publication up to an instant anew, each at its own position."""
        return self._findings({r.position: self._differences(s) for r, s in self.published() if r.stamp.at <= until})

    def check_new(self) -> int:
        """Count the publications anew that nobody counted yet, and remember what came of it; return how many."""
        known, done = self.shelf.noted(), 0
        for record, snapshot in self.published():
            if record.position not in known:
                self.shelf.note(record.position, self._differences(snapshot))
                done += 1
        return done

    def found(self) -> list[Finding]:
        """R24 as far as publications were counted anew."""
        return self._findings(self.shelf.noted())

    def _findings(self, wrong: Mapping[int, str | None]) -> list[Finding]:
        return [
            unreproducible(snapshot, record.position, record.stamp.at, told)
            for record, snapshot in self.published()
            if (told := wrong.get(record.position)) is not None
        ]

    def _differences(self, snapshot: Snapshot) -> str | None:
        basis = snapshot.basis
        office = replace(self.office, region=str(basis.region))
        m = self.gathering.material(office, basis.first, basis.last, basis.position)
        return differences(snapshot, {str(one.figure): (one.numerator, one.denominator) for one in printed(m)})


def _content(made: Composed) -> dict[str, Any]:
    lists = {one.named.name: [_item(item) for item in one.items] for one in made.material.figures}
    return {**made.preview, "lists": lists}


def _item(item: Item) -> dict[str, Any]:
    day = item.day.isoformat()
    return {
        "position": item.position,
        "subject": item.subject,
        "day": day,
        "counted": item.counted,
        "value": item.value,
    }
