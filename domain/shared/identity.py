"""Names of things. Every one of them is public: it may stand in the open log.

Free text that a person wrote is never one of these; it is `Sealed` (see `sealed.py`).
"""

from typing import NewType
from uuid import UUID

SuggestionId = NewType("SuggestionId", UUID)
CommandId = NewType("CommandId", UUID)
ContactId = NewType("ContactId", UUID)
"""The stream of a place, a deputy, a group, a selection or an activity."""

ActorId = NewType("ActorId", str)
OrgCode = NewType("OrgCode", str)
"""An organ: a handling unit, a station, or the office itself."""
UnitCode = NewType("UnitCode", OrgCode)
"""A handling unit 承办单位; also the OrgCode of the people who work there."""
StationCode = NewType("StationCode", OrgCode)
CategoryCode = NewType("CategoryCode", str)
ActivityId = NewType("ActivityId", str)
Channel = NewType("Channel", str)
Method = NewType("Method", str)
"""How something was said or handed over: call, visit, letter, message, in_person …"""
LegalBasis = NewType("LegalBasis", str)
"""The instrument and article an act rests on, such as 信访工作条例第二十三条."""
DocumentNumber = NewType("DocumentNumber", str)
ExternalNumber = NewType("ExternalNumber", str)
"""A number that another register gave, such as that of a formal deputy suggestion."""
Digest = NewType("Digest", str)
"""SHA-256 of an attachment, 64 lower-case hexadecimal digits."""
Retention = NewType("Retention", str)
PublicText = NewType("PublicText", str)
"""Text released for everybody to read: checked, with nobody's identity in it."""
PublicName = NewType("PublicName", str)
"""What something is officially called: a home, a group, a class, a regulation. Never a private person's name."""
Constituency = NewType("Constituency", str)
"""选区."""
FigureName = NewType("FigureName", str)
"""A figure by the name every report knows it by."""
BeneficiaryRef = NewType("BeneficiaryRef", str)
"""A keyed digest that is the same for the same person or household; nobody can be read from it."""
BatchId = NewType("BatchId", str)
PolicyEdition = NewType("PolicyEdition", str)
CalendarEdition = NewType("CalendarEdition", str)
