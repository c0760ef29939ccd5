"""Who acts, in which role, for which organ."""

from dataclasses import dataclass
from enum import StrEnum

from domain.shared.identity import ActorId, OrgCode


class Role(StrEnum):
    """What a person is to the office; the authority table speaks in these."""

    CLERK = "clerk"
    """联络员: at a liaison station, or at the office."""
    STATION_HEAD = "station_head"
    """站长: chair of a township presidium or head of a street work committee."""
    SUPERVISOR = "supervisor"
    """代表工作委员会: triages, transfers, rules, supervises, closes."""
    CHAIR = "chair"
    """主任会议: decides key supervision."""
    DEPARTMENT = "department"
    """承办单位."""
    DEPUTY = "deputy"
    """人大代表."""
    VOTER = "voter"
    """选民, known by the receipt code of one case."""
    CALLER = "caller"
    """回访员: collects evaluations independently of whoever handled the case."""
    AUDITOR = "auditor"
    """审计员, 纪检监督员: reads everything, commands nothing."""
    DATA_OFFICER = "data_officer"
    """个人信息保护负责人."""
    ADMIN = "admin"
    """系统管理员: configuration, never the content of a case."""
    SYSTEM = "system"
    """The service itself, acting by rule on a stated day."""


OFFICE = OrgCode("office")
"""The deputies' work committee's own office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person (by pseudonymous id), their role, and the organ they act for."""

    id: ActorId
    role: Role
    org: OrgCode = OFFICE
