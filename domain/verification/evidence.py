"""What is given to a verification."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.evidence.checkpoints import Checkpoint
from domain.evidence.notes import Note
from domain.evidence.policies import TrustPolicy
from domain.evidence.tiles import Read

SKEW = timedelta(seconds=10)
"""By how much honest clocks may differ."""
DELAY = timedelta(seconds=60)
"""The longest a leaf may wait for a published head."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A text shown beside the log, with the salt that ties it to its commitment."""

    salt: bytes
    case: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What lies before the auditor (`read`, `names`), and what they brought along (everything else)."""

    read: Read
    names: Sequence[str]
    policy: TrustPolicy
    now: datetime
    trusted: bytes | None = None
    """A head the auditor holds from an earlier day, a receipt or a newspaper."""
    disclosures: Sequence[Disclosure] = ()
    oldest: timedelta = timedelta(days=30)
    """How old the newest cosignature may be."""


@dataclass(slots=True)
class Head:
    """A checkpoint that was read, and when witnesses signed it."""

    note: Note
    checkpoint: Checkpoint
    cosigned: dict[str, datetime] = field(default_factory=dict)
