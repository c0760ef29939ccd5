"""A mark for what a command is told by the desk, which looked it up, and never by the caller."""

BY_DESK = {"by": "desk"}
