"""Everything a face needs, plugged together by the composition root."""

from dataclasses import dataclass

from application.access_log import AccessLog
from application.accounts import Accounts, IdentityProvider, Throttle
from application.attachments import Attachments
from application.auditing import Auditing
from application.calendars import Calendars
from application.casefile import Casefile
from application.codebook import Codebook
from application.contact_desk import ContactDesk
from application.contact_file import ContactFile
from application.contact_queries import ContactViews
from application.department_inbox import DepartmentInbox
from application.desk import Desk
from application.desk_lists import DeskLists
from application.documents.case_documents import CaseDocuments
from application.drafts import Drafts
from application.erasure import Erasure
from application.evidence import Evidence
from application.exports.exporting import Exports
from application.import_jobs import ImportJobs
from application.imports import Imports
from application.ledger import LedgerReader
from application.open_acts import OpenActs
from application.oversight import Oversight
from application.ports import Clock, Directory, EventLog
from application.proving import Proving
from application.queries import Lists, Views
from application.reception import Reception
from application.red_flags import RedFlags
from application.reporting.reports import Reports
from application.roster import Rosters
from application.roster_lines import RosterReader
from application.staff import Staff
from application.stages import Stages
from application.statistics import Statistics
from application.sweeps import Sweeps
from application.tracking import Tracking
from application.verification_runs import VerificationRuns


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactWorks:
    """The part of it that is about places, deputies and activities."""

    desk: ContactDesk
    file: ContactFile
    views: ContactViews
    rosters: Rosters
    roster_files: RosterReader


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The application, ready to serve."""

    desk: Desk
    contact: ContactWorks
    casefile: Casefile
    open_acts: OpenActs
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
    documents: CaseDocuments
    reports: Reports
    oversight: Oversight
    attachments: Attachments
    views: Views
    lists: Lists
    department_inbox: DepartmentInbox
    desk_lists: DeskLists
    drafts: Drafts
    reception: Reception
    stages: Stages
    log: EventLog
    directory: Directory
    codebook: Codebook
    accounts: Accounts
    staff: Staff
    throttle: Throttle
    identity_provider: IdentityProvider | None
    clock: Clock
