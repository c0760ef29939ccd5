"""What people of the demo district talk about, and what they are told: matter for texts, read from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One kind of matter: who leads on it, how often it comes up and when, and the words for it."""

    code: str
    name: str
    lead: str
    co: tuple[str, ...]
    weight: int
    peak: frozenset[int]
    says: tuple[str, ...]
    solved: tuple[str, ...]
    planned: tuple[str, ...]
    explained: tuple[str, ...]
    cannot: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Everything texts are made from."""

    themes: Sequence[Theme]
    units: Mapping[str, str]
    townships: Sequence[str]
    places: Sequence[str]
    roads: Sequence[str]
    surnames: Sequence[str]
    given: Sequence[str]
    phrases: Mapping[str, Sequence[str]]
