"""Time stamps of somebody else's clock (RFC 3161) over published heads, and C09: do they hold?"""

import logging
import time
import urllib.request
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from domain.evidence.notes import note_of
from domain.evidence.tiles import Read
from domain.verification.evidence import SKEW
from domain.verification.report import Report
from infrastructure.evidence.files import write

log = logging.getLogger("huying.sealer")
EVERY = 86_400.0
"""Seconds between two stamps."""
BUDGET = 10.0
LONGEST = 64 * 1024
REQUEST = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class TimeStamps:
    """Asks an authority once a day, and keeps its token beside the very head it is over."""

    def __init__(self, url: str | None, folder: Path) -> None:
        self._url, self._folder = url, folder / "tsr"
        self._asked_at = -EVERY

    def ask(self, size: int, note: bytes) -> bool:
        """Have a head stamped where a day has passed; whoever is away is asked again with the next head."""
        if self._url is None or time.monotonic() < self._asked_at + EVERY:
            return False
        try:
            token = stamped(self._url, note)
        except (OSError, ValueError) as fault:
            log.warning("time_stamp.away", extra={"fault": type(fault).__name__})
            return False
        write(self._folder / f"{size}.note", note)
        write(self._folder / f"{size}.tsr", token)
        self._asked_at = time.monotonic()
        return True


def stamped(url: str, note: bytes) -> bytes:
    """Return the authority's token over SHA-256 of a head. Raises `OSError`, or `ValueError` for no token."""
    asked = TimestampRequestBuilder().data(note).hash_algorithm(HashAlgorithm.SHA256)
    query = asked.nonce(nonce=True).cert_request(cert_request=True).build()
    request = urllib.request.Request(url, data=query.as_bytes(), headers=REQUEST)  # noqa: S310
    with urllib.request.urlopen(request, timeout=BUDGET) as answer:  # noqa: S310
        token: bytes = answer.read(LONGEST)
    if decode_timestamp_response(token).tst_info.nonce != query.nonce:
        raise ValueError("the token answers another request")
    return token


def check_time_stamps(read: Read, names: Sequence[str], authorities: bytes, now: datetime, report: Report) -> None:
    """C09. `authorities` are the certificates the auditor trusts, in PEM; nothing is trusted from beside the token."""
    tokens = [name for name in names if name.startswith("tsr/") and name.endswith(".tsr")]
    times = [_time_of(read, name, authorities, now, report) for name in tokens]
    sound = sorted(at for at in times if at is not None)
    if not tokens:
        report.missing("C09", "没有时间戳", "there are no time stamps")
    elif len(sound) == len(tokens):
        last = f"{sound[-1]:%Y-%m-%d %H:%M}Z"
        report.sound("C09", f"{len(sound)} 个时间戳有效，最近 {last}", f"{len(sound)} time stamps hold, last {last}")


def _time_of(read: Read, name: str, authorities: bytes, now: datetime, report: Report) -> datetime | None:
    try:
        builder = VerifierBuilder()
        for certificate in load_pem_x509_certificates(authorities):
            builder = builder.add_root_certificate(certificate)
        response = decode_timestamp_response(read(name))
        note = read(name.removesuffix(".tsr") + ".note")
        builder.build().verify_message(response, note)
        published = read("checkpoints/" + name.removeprefix("tsr/").removesuffix(".tsr"))
        if note_of(note).text != note_of(published).text:
            raise ValueError("another head than the one published")
        at: datetime = response.tst_info.gen_time
        if at > now + SKEW:
            raise ValueError("a time in the future")
    except (VerificationError, ValueError, FileNotFoundError) as fault:
        report.tampered("C09", f"{name} 无效：{fault}", f"{name} does not hold: {fault}")
        return None
    return at
