"""The routes of the group."""

from fastapi import APIRouter

router = APIRouter()
