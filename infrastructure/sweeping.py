"""The office's clock as a process: sweeps at every interval, and in between what judges whole cases is kept up."""

import logging
import threading
import time

from domain.shared.people import Actor
from infrastructure.bootstrap import opened
from infrastructure.postgres.pool import STORE_AWAY
from infrastructure.settings import Settings

log = logging.getLogger("huying.sweep")
JUDGE_SECONDS = 2.0
"""Seconds between two looks of the rules at the log."""


def keep_sweeping(settings: Settings, by: Actor, stop: threading.Event) -> None:
    """Sweep at every interval, and keep the findings up in between; a store that is away is tried again."""
    with opened(settings) as plant:
        due, erased_on = time.monotonic(), None
        while not stop.is_set():
            try:
                if time.monotonic() >= due:
                    due = time.monotonic() + settings.sweep_seconds
                    done = plant.system.sweeps.sweep(by)
                    plant.system.evidence.list_cases()
                    plant.system.erasure.reconcile()
                    if erased_on != (today := plant.system.clock.now().date()):
                        erased_on = today
                        log.info("erasure.done", extra={"keys": plant.system.erasure.carry_out()})
                    log.info("sweep.done", extra={"cases": done.cases, "acts": done.acts, "overtaken": done.overtaken})
                while plant.judge() and not stop.is_set():
                    pass
                plant.system.reports.check_new()
            except STORE_AWAY:
                log.warning("sweep.store_away")
            stop.wait(JUDGE_SECONDS)
