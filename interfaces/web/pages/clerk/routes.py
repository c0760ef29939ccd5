"""The routes of the group, and who works at the desk."""

from fastapi import APIRouter

from domain.shared.people import Role

router = APIRouter()
DESK = frozenset({Role.CLERK, Role.STATION_HEAD, Role.SUPERVISOR})
IMPORTERS = frozenset({Role.CLERK, Role.SUPERVISOR})
CALLERS = frozenset({Role.CALLER})
LARGEST_LEDGER = 64 * 1024 * 1024
"""Bytes of a ledger that may be uploaded."""
A_LIST = 15
"""Lines of a list that has a form in every line."""
