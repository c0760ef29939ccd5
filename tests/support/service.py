"""A service as people meet it: uvicorn on a free port of this machine, and the projector beside it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from infrastructure.bootstrap import Plant
from infrastructure.projector import keep_up
from interfaces.serving import faces
from tests.support.client import Client

PATIENCE = 20.0


class Projecting:
    """The projector's thread; it can be stopped and started."""

    def __init__(self, plant: Plant) -> None:
        self._plant = plant
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin keeping the views up."""
        self._stop.clear()
        self._thread = threading.Thread(target=keep_up, args=(self._plant.projector, self._stop), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Views stand still inside this block."""
        self.stop()
        try:
            yield
        finally:
            self.start()


@contextmanager
def serving(plant: Plant) -> Iterator[Client]:
    """Serve a plant over HTTP, its views kept up."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(faces(plant.system, pseudo=True), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    projecting = Projecting(plant)
    thread.start()
    projecting.start()
    give_up = time.monotonic() + PATIENCE
    while not server.started:
        assert time.monotonic() < give_up, "the server did not start"
        time.sleep(0.01)
    client = Client(f"http://127.0.0.1:{port}", plant, projecting)
    try:
        yield client
    finally:
        client.close()
        server.should_exit = server.force_exit = True
        thread.join(PATIENCE)
        projecting.stop()
