"""Words and small facts that the commands and events of places share."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.policies.contact_work import Item
from domain.shared.identity import ActorId, Digest, DocumentNumber, PublicName
from domain.shared.sealed import Sealed


class PlaceKind(StrEnum):
    """What a place is."""

    OFFICE = "office"
    """常委会代表工作机构: keeps the register of regulations."""
    HOME = "home"
    """人大代表之家, one or more in every township and street."""
    STATION = "station"
    """代表联络工作站, in a village or community."""


class Have(StrEnum):
    """六有: what a place that works has."""

    PREMISES = "premises"
    """有阵地."""
    RULES = "rules"
    """有制度."""
    PLAN = "plan"
    """有计划."""
    NOTICE = "notice"
    """有公示."""
    MATERIAL = "material"
    """有资料."""
    FILES = "files"
    """有档案."""


class Post(StrEnum):
    """Who works at a place."""

    HEAD = "head"
    """站长."""
    DEPUTY_HEAD = "deputy_head"
    """副站长."""
    LIAISON = "liaison"
    """联络员."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """One person at one post."""

    post: Post
    person: ActorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """值班: who receives on a day."""

    on: date
    deputies: tuple[ActorId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One of the six haves, looked at: yes with its proof, or no."""

    have: Have
    met: bool
    proof: Digest | None = None
    note: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points given for one item of the office's own scheme."""

    item: Item
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The text of a regulation as it was issued: its number, and the digest of the file."""

    document: DocumentNumber | None = None
    sha256: Digest | None = None


def title_key(title: PublicName) -> str:
    """What tells one regulation from another: its title without brackets, stars and white space."""
    return re.sub(r"[《》〈〉“”\"'*＊\s、,，]", "", unicodedata.normalize("NFKC", title))
