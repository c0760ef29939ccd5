"""Verification runs: each a file in the service's own folder, worked at in a thread."""

import json
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from application.ports import Clock
from application.verification_runs import VerificationRun
from domain.evidence.policies import policy_of
from domain.shared.people import Actor
from domain.verification.evidence import Evidence
from domain.verification.report import Line, Report, Verdict
from domain.verification.whole_log import verify_log
from infrastructure.evidence.files import write

log = logging.getLogger("huying.verification")
KEPT = 50
"""Runs that are kept; older ones give way."""
OVERDUE = timedelta(hours=2)
"""A run that has said nothing for so long ended with its process."""


class FileVerificationRuns:
    """Implements `application.verification_runs.VerificationRuns`."""

    def __init__(self, folder: Path, published: Path, policy: Callable[[], str | None], clock: Clock) -> None:
        self._folder, self._published, self._policy, self._clock = folder, published, policy, clock
        self._lock = threading.Lock()

    def start(self, by: Actor) -> str:
        """See the port."""
        with self._lock:
            under_way = [run for run in self.latest(1) if run.state == "running"]
            if under_way:
                return under_way[0].id
            now = self._clock.now()
            run = VerificationRun(
                id=f"{now:%Y%m%d%H%M%S}-{self._clock.new_id()}", state="running", by=by.id, started_at=now
            )
            self._save(run)
        threading.Thread(target=self._run, args=(run,), daemon=True).start()
        return run.id

    def latest(self, limit: int) -> Sequence[VerificationRun]:
        """See the port."""
        if not self._folder.exists():
            return []
        names = sorted((path for path in self._folder.glob("*.json")), key=lambda path: path.name, reverse=True)
        return [self._read(path) for path in names[:limit]]

    def _run(self, run: VerificationRun) -> None:
        def progress(done: int, of: int) -> None:
            if done % 5000 == 1 or done == of:
                self._save(replace(run, done=done, size=of))

        try:
            report = self._verified(progress)
            size = max((one.done for one in self.latest(KEPT) if one.id == run.id), default=0)
            facts = {"done": size, "size": size, "verdict": int(report.verdict), "lines": tuple(report.lines)}
            self._save(replace(run, state="finished", finished_at=self._clock.now(), **facts))  # type: ignore[arg-type]
        except Exception as fault:  # noqa: BLE001 - the thread has nobody above it
            log.error("verification.failed", extra={"fault": type(fault).__name__})
            self._save(replace(run, state="failed", finished_at=self._clock.now()))
        for old in sorted(self._folder.glob("*.json"), reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)

    def _verified(self, progress: Callable[[int, int], None]) -> Report:
        text = self._policy()
        if text is None:
            report = Report()
            report.missing("C01", "没有可用的信任政策", "there is no trust policy to go by")
            return report
        files = (file for file in self._published.rglob("*") if file.is_file())
        names = sorted(str(PurePosixPath(file.relative_to(self._published))) for file in files)
        read = lambda name: (self._published / name).read_bytes()  # noqa: E731
        given = Evidence(read=read, names=names, policy=policy_of(text), now=self._clock.now())
        return verify_log(given, progress)[0]

    def _save(self, run: VerificationRun) -> None:
        told: dict[str, Any] = asdict(run) | {"lines": [asdict(line) for line in run.lines]}
        write(self._folder / f"{run.id}.json", json.dumps(told, default=_plain, ensure_ascii=False).encode())

    def _read(self, path: Path) -> VerificationRun:
        told = json.loads(path.read_text(encoding="utf-8"))
        lines = tuple(Line(**{**line, "verdict": Verdict(line["verdict"])}) for line in told.pop("lines"))
        times = {name: told[name] and datetime.fromisoformat(told[name]) for name in ("started_at", "finished_at")}
        run = VerificationRun(**{**told, **times, "lines": lines})
        gone = run.state == "running" and self._clock.now() - run.started_at > OVERDUE
        return replace(run, state="failed") if gone else run


def _plain(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
