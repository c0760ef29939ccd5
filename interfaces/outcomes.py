"""One table: what went wrong → HTTP status and exit code; and what a person is told, in their language."""

from dataclasses import dataclass

from application.errors import (
    Conflict,
    EntryUnusable,
    KeyReused,
    LoginTaken,
    NotFound,
    Overloaded,
    PasswordTooShort,
    PersonErased,
    SignInFailed,
    StoreNotEmpty,
    StoreNotPrepared,
    TooManyAttempts,
    Trouble,
    Unavailable,
    VersionConflict,
    ViewsBehind,
)
from domain.shared.refusal import NotAllowed, OutOfOrder, Refused, Unacceptable

PROBLEMS = "https://huying.example/problems/"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one kind of no is told."""

    status: int
    exit_code: int


OUTCOMES: dict[type[Refused] | type[Trouble], Outcome] = {
    NotAllowed: Outcome(403, 3),
    OutOfOrder: Outcome(409, 3),
    Unacceptable: Outcome(422, 3),
    NotFound: Outcome(404, 4),
    Conflict: Outcome(409, 5),
    VersionConflict: Outcome(412, 5),
    KeyReused: Outcome(422, 3),
    PersonErased: Outcome(409, 3),
    SignInFailed: Outcome(422, 3),
    PasswordTooShort: Outcome(422, 3),
    LoginTaken: Outcome(409, 3),
    EntryUnusable: Outcome(422, 3),
    TooManyAttempts: Outcome(429, 3),
    ViewsBehind: Outcome(503, 69),
    StoreNotEmpty: Outcome(409, 3),
    StoreNotPrepared: Outcome(503, 69),
    Overloaded: Outcome(503, 69),
    Unavailable: Outcome(503, 69),
}
RETRY_AFTER = 1
"""Seconds after which a 503 is worth another try."""


def outcome_of(no: Refused | Trouble) -> Outcome:
    """Find the row of the nearest kind."""
    return next(OUTCOMES[kind] for kind in type(no).__mro__ if kind in OUTCOMES)


def said(no: Refused | Trouble, language: str) -> str:
    """What a person is told: the rule in their language, and where it comes from."""
    sentence = no.zh if language == "zh" else no.en()
    if isinstance(no, Refused) and no.source != "office default":
        return f"{sentence}（{no.source}）" if language == "zh" else f"{sentence} ({no.source})"
    return sentence


def language_of(accept_language: str | None) -> str:
    """Return `en` where the caller prefers it to Chinese; `zh` otherwise."""
    weights = {"zh": 0.0, "en": 0.0}
    for part in (accept_language or "").lower().split(","):
        tag, _, weight = part.strip().partition(";q=")
        primary = tag.split("-")[0].strip()
        if primary in weights:
            try:
                weights[primary] = max(weights[primary], float(weight or 1))
            except ValueError:
                continue
    return "en" if weights["en"] > weights["zh"] else "zh"
