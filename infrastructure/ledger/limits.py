"""What is refused before a file is parsed."""

import zipfile
from pathlib import Path

from application.ledger import LedgerUnreadable

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_UNZIPPED = 512 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_RATIO = 200
"""Unzipped bytes per zipped byte of the whole file; spreadsheets stay well under it."""
MOST_ROWS = 1_000_000
MOST_COLUMNS = 200
_PIECE = 1024 * 1024


def check_size(path: Path) -> None:
    """Refuse a file too large to read."""
    if path.stat().st_size > LARGEST_FILE:
        raise LedgerUnreadable("file-too-large")


def check_archive(path: Path) -> None:
    """Refuse a zip bomb: by what its directory says, then by unpacking it piece by piece into nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            allowed = min(LARGEST_UNZIPPED, max(path.stat().st_size, 1) * MOST_RATIO)
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > allowed:
                raise LedgerUnreadable("zip-bomb")
            for member in members:
                allowed -= _unpacked(archive, member, allowed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise LedgerUnreadable("not-a-spreadsheet") from None


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowed: int) -> int:
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > allowed:
                raise LedgerUnreadable("zip-bomb")
    return size
