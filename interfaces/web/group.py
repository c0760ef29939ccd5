"""A group of pages: its routes, what it adds to the bar, and how large its uploads may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter

from domain.shared.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link in the bar for people of some roles. `label` is Chinese, marked `N_`."""

    label: str
    href: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pages that are built and read together."""

    name: str
    router: APIRouter
    nav: tuple[Entry, ...] = ()
    largest: Mapping[str, int] = field(default_factory=dict)
    """Bytes a body may have, by the beginning of its path; a megabyte elsewhere."""
