"""Whom an auditor trusts, as a file (C2SP tlog-policy): logs, witnesses, groups, and the quorum."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.evidence.malformed import Malformed, number_of
from domain.evidence.notes import COSIGNER, LOG, Key, key_of

NONE = "none"
Group = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TrustPolicy:
    """Logs by origin (several keys while one succeeds another), witnesses by name, and which of them suffice."""

    logs: Mapping[str, tuple[Key, ...]]
    witnesses: Mapping[str, Key]
    groups: Mapping[str, Group]
    quorum: str
    urls: Mapping[str, str] = field(default_factory=dict)
    """Where a witness takes checkpoints, by its name in the file."""

    def enough(self, signed: set[str]) -> bool:
        """Whether these witnesses make the quorum."""
        return self.quorum == NONE or self._witnessed(self.quorum, signed)

    def _witnessed(self, name: str, signed: set[str]) -> bool:
        if name in self.witnesses:
            return name in signed
        wanted, members = self.groups[name]
        return sum(self._witnessed(member, signed) for member in members) >= wanted


def policy_of(text: str) -> TrustPolicy:
    """Read a policy. Raises `Malformed`, naming the line."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            reader.take(words[0], words[1:])
        except Malformed as fault:
            raise Malformed(f"line {number}: {fault}") from None
    if reader.quorum is None:
        raise Malformed("a policy has one quorum line")
    return TrustPolicy(reader.logs, reader.witnesses, reader.groups, reader.quorum, reader.urls)


class _Reader:
    def __init__(self) -> None:
        self.logs: dict[str, tuple[Key, ...]] = {}
        self.witnesses: dict[str, Key] = {}
        self.groups: dict[str, Group] = {}
        self.urls: dict[str, str] = {}
        self.quorum: str | None = None
        self._members: set[str] = set()

    def take(self, word: str, rest: list[str]) -> None:
        match word, rest:
            case "log", [vkey] | [vkey, _]:
                key = self._key(vkey, LOG, [one for keys in self.logs.values() for one in keys])
                self.logs[key.name] = (*self.logs.get(key.name, ()), key)
            case "witness", [name, vkey, *url] if len(url) < 2:
                self._new(name)
                self.witnesses[name] = self._key(vkey, COSIGNER, self.witnesses.values())
                if url:
                    self.urls[name] = url[0].rstrip("/")
            case "group", [name, count, *members] if members:
                self._new(name)
                self.groups[name] = (self._count(count, len(members)), tuple(self._member(m) for m in members))
            case "quorum", [name] if self.quorum is None and (name == NONE or self._known(name)):
                self.quorum = name
            case _:
                raise Malformed(f"cannot be read: {word}")

    def _key(self, vkey: str, kind: int, known: Iterable[Key]) -> Key:
        key = key_of(vkey)
        if key.kind != kind or any(key.public == one.public for one in known):
            raise Malformed("a key of the wrong type, or twice")
        return key

    def _known(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def _new(self, name: str) -> None:
        if name == NONE or self._known(name):
            raise Malformed(f"name taken: {name}")

    def _member(self, name: str) -> str:
        if not self._known(name) or name in self._members:
            raise Malformed(f"not defined before, or in two groups: {name}")
        self._members.add(name)
        return name

    def _count(self, text: str, members: int) -> int:
        count = {"any": 1, "all": members}.get(text) or number_of(text)
        if not 1 <= count <= members:
            raise Malformed("a threshold lies between one and the members")
        return count
