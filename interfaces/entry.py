"""What the processes of the service do; they and `interfaces.serving` see the composition root."""

import os
import signal
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from application.demo.loading import Loaded, Progress
from application.imports import ErrorSheet
from application.ledger import Headed
from domain.policies.working_days import CalendarYear
from domain.verification.report import Report
from infrastructure import bootstrap, sweeping
from infrastructure.clock import OfficeClock
from infrastructure.evidence import sealing, witness
from infrastructure.logs import set_up
from infrastructure.settings import Settings, SettingsError
from interfaces import forking
from interfaces.actors import SYSTEM
from interfaces.cli import main, supervision
from interfaces.cli.output import stderr

WRONG_SETTINGS = 78
"""Exit code EX_CONFIG of sysexits.h."""


class MachineRoom:
    """Implements `interfaces.cli.backstage.Backstage`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @contextmanager
    def opened(self) -> Iterator[bootstrap.Plant]:
        """See the protocol."""
        bootstrap.prepare(self._settings)
        with bootstrap.opened(self._settings) as plant:
            yield plant

    def migrate(self) -> list[str]:
        """See the protocol."""
        return bootstrap.migrate_store(self._settings)

    def rebuild(self, names: Sequence[str], progress: Progress, processes: int | None) -> tuple[list[str], int]:
        """See the protocol."""
        bootstrap.prepare(self._settings)
        return bootstrap.rebuild_views(self._settings, names, progress, processes)

    def serve(self) -> None:
        """See the protocol."""
        import uvicorn  # not for the verbs that serve nothing

        uvicorn.run(
            "interfaces.serving:create_app",
            factory=True,
            host=self._settings.host,
            port=self._settings.port,
            workers=self._settings.workers,
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=5,
        )

    def project(self) -> None:
        """See the protocol."""
        bootstrap.project(self._settings, _stop_asked())

    def keep_sweeping(self) -> None:
        """See the protocol."""
        sweeping.keep_sweeping(self._settings, SYSTEM, _stop_asked())

    def keep_sealing(self) -> None:
        """See the protocol."""
        stop = _stop_asked()
        sealing.keep_sealing(self._settings, bootstrap.urls(self._settings).sealer, stop)

    def seal_once(self, progress: Progress) -> int:
        """See the protocol."""
        bootstrap.prepare(self._settings)
        return sealing.seal_once(self._settings, bootstrap.urls(self._settings).sealer, progress)

    def rotate_log_key(self) -> str:
        """See the protocol."""
        bootstrap.prepare(self._settings)
        return bootstrap.rotate_log_key(self._settings)

    def retire_log_keys(self) -> int:
        """See the protocol."""
        return sealing.retire_keys(self._settings)

    def check_time_stamps(self, log: Path, authorities: bytes, report: Report) -> None:
        """See the protocol."""
        sealing.check_stamps(log, authorities, self.now(), report)

    def cosign_request(self, old: int) -> bytes:
        """See the protocol."""
        return sealing.cosign_request(self._settings, old)

    def take_cosignature(self, lines: str) -> tuple[int, bool]:
        """See the protocol."""
        return sealing.take_cosignature(self._settings, lines)

    def witness(self, folder: Path, name: str, logs: Sequence[str]) -> witness.Desk:
        """See the protocol."""
        return witness.Desk(witness.opened_witness(folder, name, logs))

    def own_policy(self) -> str:
        """See the protocol."""
        return sealing.own_policy(self._settings)

    def policy_file(self) -> Path:
        """See the protocol."""
        return sealing.policy_file(self._settings)

    def log_folder(self) -> Path:
        """See the protocol."""
        return sealing.log_folder(self._settings)

    def now(self) -> datetime:
        """See the protocol."""
        return OfficeClock(self._settings.time_zone).now()

    def compare_store(self, log: Path, report: Report, erased: Collection[str], progress: Progress) -> None:
        """See the protocol."""
        bootstrap.compare_store(self._settings, log, report, erased, progress)

    def run_all(self) -> None:
        """See the protocol."""
        settings = self._settings
        server = bootstrap.embedded_server(settings)
        service = supervision.Service(
            url=f"http://{settings.host}:{settings.port}",
            prepare=lambda: bootstrap.prepare(settings, thorough=True),
            demo_wanted=lambda: bootstrap.demo_wanted(settings),
            sign_ins=lambda: bootstrap.demo_sign_ins(settings),
            start=lambda arguments: forking.forked(run, arguments),
            keep_store=server.ensure_running if server else lambda: None,
        )
        try:
            service.run()
        finally:
            if server is not None:
                server.leave()

    def load_demo(self, progress: Progress, *, cases: int | None) -> Loaded:
        """See the protocol."""
        # A new store's log says that it is a demonstration: its events carry a made-up year's clock.
        bootstrap.prepare(replace(self._settings, demo=True))
        return bootstrap.load_demo(self._settings, progress, cases)

    def truth_file(self) -> Path:
        """See the protocol."""
        return self._settings.var / "demo-truth.json"

    def notice(self, path: Path) -> tuple[CalendarYear, str]:
        """See the protocol."""
        return bootstrap.read_notice(path)

    def error_sheet(self, path: Path, ledger: Headed) -> AbstractContextManager[ErrorSheet]:
        """See the protocol."""
        return bootstrap.error_sheet(path, ledger)


def _stop_asked() -> threading.Event:
    """Set on SIGTERM and Ctrl+C."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line."""
    try:
        settings = Settings.from_env(os.environ)
        set_up(settings.log_level)
        return main.run(MachineRoom(settings), arguments)
    except SettingsError as wrong:
        stderr.print(str(wrong), markup=False)
        return WRONG_SETTINGS
