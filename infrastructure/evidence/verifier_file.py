"""The verifier as one file: `python3 verify.pyz`, with the standard library alone."""

import io
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("domain", "interfaces/verifier")
ALONE = ("interfaces/__init__.py",)
START = "import sys\nfrom interfaces.verifier.__main__ import main\nsys.exit(main())\n"
EPOCH = (2020, 1, 1, 0, 0, 0)
"""The date of every member: the same sources give the same file."""


@cache
def verifier_file() -> bytes:
    """Return the file: the sources an auditor can read, in a zip that python3 runs."""
    out = io.BytesIO(b"")
    out.write(b"#!/usr/bin/env python3\n")
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(_sources()):
            archive.writestr(_member(str(path.relative_to(ROOT))), path.read_bytes())
        archive.writestr(_member("__main__.py"), START)
    return out.getvalue()


def _sources() -> list[Path]:
    inside = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    return inside + [ROOT / name for name in ALONE]


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, EPOCH)
    member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return member
