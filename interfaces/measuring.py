"""Bodies measured while they are read, for every face over HTTP."""

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive


class TooLarge(HTTPException):
    """The body outgrew its limit while it was read; the framework passes on only errors of its own kind from there."""

    def __init__(self) -> None:
        super().__init__(413)


def counted(receive: Receive, limit: int) -> Receive:
    """Receive as before, until more than `limit` bytes have come. Raises `TooLarge`."""
    read = 0

    async def measured() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise TooLarge()
        return message

    return measured
