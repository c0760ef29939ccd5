"""Reads what lies before the auditor: a folder, a tar, or a single receipt."""

import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

LONGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is read."""
Read = Callable[[str], bytes]


def opened(path: Path) -> tuple[Read, Sequence[str]]:
    """Return how to read a file of the evidence by its name, and the names. Raises `OSError` or `tarfile.TarError`."""
    return _folder(path) if path.is_dir() else _archive(path)


def _folder(path: Path) -> tuple[Read, Sequence[str]]:
    names = sorted(str(PurePosixPath(file.relative_to(path))) for file in path.rglob("*") if file.is_file())
    known = frozenset(names)

    def read(name: str) -> bytes:
        if name not in known:
            raise FileNotFoundError(name)
        return (path / name).read_bytes()

    return read, names


def _archive(path: Path) -> tuple[Read, Sequence[str]]:
    archive = tarfile.open(path)  # noqa: SIM115 - read from for as long as the verification lasts
    members = {member.name.removeprefix("./"): member for member in archive if member.isfile()}

    def read(name: str) -> bytes:
        file = archive.extractfile(members[name]) if name in members else None
        if file is None or members[name].size > LONGEST:
            raise FileNotFoundError(name)
        return file.read()

    return read, sorted(members)
