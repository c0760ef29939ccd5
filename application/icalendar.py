"""What is coming, as an iCalendar text (RFC 5545): a pure function of rows."""

from collections.abc import Iterable
from datetime import UTC, datetime

from application.contact_queries import ActivityRow

LINE = 75
"""Octets a line may have; longer ones are folded."""
STATUS = {"planned": "TENTATIVE", "cancelled": "CANCELLED"}


def icalendar(name: str, rows: Iterable[ActivityRow], stamp: datetime) -> str:
    """A calendar of these activities, made at `stamp`. Lines end in CRLF and are folded at 75 octets."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Huying//Contact work//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for row in rows:
        lines += _event(row, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(row: ActivityRow, stamp: datetime) -> list[str]:
    place = [f"LOCATION:{_text(row.place)}"] if row.place else []
    return [
        "BEGIN:VEVENT",
        f"UID:{row.id}@huying",
        f"SEQUENCE:{row.version}",
        f"DTSTAMP:{_instant(stamp)}",
        f"DTSTART:{_instant(row.starts_at)}",
        f"DTEND:{_instant(row.ends_at)}",
        f"SUMMARY:{_text(row.title)}",
        f"CATEGORIES:{row.kind.upper()}",
        *place,
        f"STATUS:{STATUS.get(row.stage, 'CONFIRMED')}",
        "END:VEVENT",
    ]


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """A value as RFC 5545 §3.3.11 writes it."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        words = words.replace(plain, escaped)
    return words


def _folded(line: str) -> str:
    """Folded so that no line has more than 75 octets and no character is torn apart (§3.1)."""
    parts, part, room = [], "", LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            part, room = "", LINE - 1
        part += character
        room -= size
    return "\r\n ".join([*parts, part])
