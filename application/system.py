"""Everything a face needs, plugged together by the composition root."""

from dataclasses import dataclass

from application.access_log import AccessLog
from application.accounts import Accounts, IdentityProvider, Throttle
from application.attachments import Attachments
from application.auditing import Auditing
from application.calendars import Calendars
from application.casefile import Casefile
from application.desk import Desk
from application.erasure import Erasure
from application.evidence import Evidence
from application.exports.exporting import Exports
from application.import_jobs import ImportJobs
from application.imports import Imports
from application.ledger import LedgerReader
from application.ports import Clock, Directory, EventLog
from application.proving import Proving
from application.queries import Views
from application.red_flags import RedFlags
from application.stages import Stages
from application.statistics import Statistics
from application.sweeps import Sweeps
from application.tracking import Tracking
from application.verification_runs import VerificationRuns


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The application, ready to serve."""

    desk: Desk
    casefile: Casefile
    calendars: Calendars
    tracking: Tracking
    statistics: Statistics
    sweeps: Sweeps
    auditing: Auditing
    red_flags: RedFlags
    imports: Imports
    import_jobs: ImportJobs
    ledgers: LedgerReader
    evidence: Evidence
    proving: Proving
    verification_runs: VerificationRuns
    exports: Exports
    erasure: Erasure
    access_log: AccessLog
    attachments: Attachments
    views: Views
    stages: Stages
    log: EventLog
    directory: Directory
    accounts: Accounts
    throttle: Throttle
    identity_provider: IdentityProvider | None
    clock: Clock
