"""Import jobs: the file in the service's own folder, the tally in a table, the work in a thread."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from psycopg import sql

from application.errors import Trouble
from application.import_jobs import FaultyLine, ImportJob
from application.imports import Imports, Tally
from application.ledger import LedgerReader, LedgerUnreadable
from application.ports import Clock
from domain.shared.people import Actor
from infrastructure.ledger.error_workbook import ErrorWorkbook, reasons
from infrastructure.postgres.pool import Pool, rows, run

log = logging.getLogger("huying.imports")


class PostgresImportJobs:
    """Implements `application.import_jobs.ImportJobs`."""

    def __init__(
        self, pool: Pool, schema: str, folder: Path, *, reader: LedgerReader, imports: Imports, clock: Clock
    ) -> None:
        self._pool, self._folder = pool, folder
        self._reader, self._imports, self._clock = reader, imports, clock
        self._table = sql.Identifier(schema, "import_batch")

    def submit(self, content: bytes, suffix: str, *, by: Actor, source: str) -> str:
        """See the port."""
        job = str(self._clock.new_id())
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{job}{suffix}"
        path.write_bytes(content)
        try:
            ledger = self._reader.open(path)
        except LedgerUnreadable:
            path.unlink()
            raise
        query = sql.SQL("INSERT INTO {} (id, sha256, rows, actor) VALUES (%s, %s, %s, %s)").format(self._table)
        run(self._pool, query, [job, ledger.sha256, ledger.count, by.id])
        threading.Thread(target=self._run, args=(job, path, by, source), daemon=True).start()
        return job

    def get(self, job: str) -> ImportJob | None:
        """See the port."""
        query = sql.SQL(
            "SELECT id, state, rows, done, added, known, answers, errors, slug, started_at, finished_at "
            "FROM {} WHERE id = %s"
        ).format(self._table)
        found = rows(self._pool, query, [str(UUID(job))])
        return ImportJob(**found[0]) if found else None

    def first_errors(self, job: str, limit: int) -> Sequence[FaultyLine]:
        """See the port."""
        path = self._errors(job)
        try:
            found = reasons(path, limit) if path.exists() else []
            return [FaultyLine(row=row, column=column, rule=rule) for row, column, rule in found]
        except LedgerUnreadable:  # it is still being written
            return []

    def error_workbook(self, job: str) -> bytes | None:
        """See the port."""
        path = self._errors(job)
        return path.read_bytes() if path.exists() else None

    def _errors(self, job: str) -> Path:
        return self._folder / f"{UUID(job)}-errors.xlsx"

    def _run(self, job: str, path: Path, by: Actor, source: str) -> None:
        def progress(tally: Tally) -> None:
            self._save(job, "running", tally, None)

        try:
            ledger = self._reader.open(path)
            with ErrorWorkbook(self._errors(job), ledger) as errors:
                tally = self._imports.run(ledger, source=source, by=by, errors=errors, progress=progress)
            self._save(job, "finished", tally, None)
        except (Trouble, LedgerUnreadable) as fault:
            self._fail(job, fault.slug)
        except Exception as fault:  # noqa: BLE001
            # The thread has nobody above it: without this the job would stay "running" for ever.
            log.error("import.failed", extra={"job": job, "fault": type(fault).__name__})
            self._fail(job, "internal-error")
        finally:
            path.unlink(missing_ok=True)

    def _save(self, job: str, state: str, tally: Tally, slug: str | None) -> None:
        query = sql.SQL(
            "UPDATE {} SET state = %s, done = %s, added = %s, known = %s, answers = %s, errors = %s, slug = %s, "
            "finished_at = CASE WHEN %s IN ('finished', 'failed') THEN now() END WHERE id = %s"
        ).format(self._table)
        counts = [tally.done, tally.added, tally.known, tally.answers, tally.errors]
        run(self._pool, query, [state, *counts, slug, state, job])

    def _fail(self, job: str, slug: str) -> None:
        query = sql.SQL("UPDATE {} SET state = 'failed', slug = %s, finished_at = now() WHERE id = %s")
        run(self._pool, query.format(self._table), [slug, job])
