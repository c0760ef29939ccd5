"""Office files whose bytes depend on nothing but what is in them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can tell."""
FIRST = "[Content_Types].xml"


def reproducible(content: bytes) -> bytes:
    """The same archive without the clock: members in order, all of one date."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            member = ZipInfo(name, EPOCH)
            member.compress_type, member.create_system = ZIP_DEFLATED, 0
            new.writestr(member, old.read(name), compresslevel=6)
    return made.getvalue()
