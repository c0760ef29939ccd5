"""What is plugged into what, said here and nowhere else."""

from application.accounts import IdentityProvider
from application.attachments import Attachments
from application.calendars import Calendars
from application.casefile import Casefile
from application.contact_desk import ContactDesk
from application.contact_file import ContactFile
from application.desk import Desk
from application.documents.case_documents import CaseDocuments
from application.documents.naming import places_called
from application.documents.office import Office
from application.drafts import Drafts
from application.erasure import Erasure
from application.evidence import Evidence
from application.exports.exporting import Exports
from application.imports import Imports
from application.open_acts import OpenActs
from application.oversight import Oversight
from application.proving import Proving
from application.reception import Reception
from application.red_flags import RedFlags
from application.reporting.gathering import Gathering
from application.reporting.reports import Reports
from application.roster import Rosters
from application.statistics import Statistics
from application.sweeps import Sweeps
from application.system import ContactWorks, System
from application.tracking import Tracking
from infrastructure.accounts import PostgresAccounts
from infrastructure.codebook import PostgresCodebook
from infrastructure.demo_sign_ins import people
from infrastructure.desk_notes import PostgresDrafts, PostgresQueue
from infrastructure.documents.typesetting import DocxTypesetter
from infrastructure.documents.workbook import XlsxSpreadsheets
from infrastructure.editions.notice_files import notice_in
from infrastructure.erasure_requests import PostgresErasureRequests
from infrastructure.evidence.verification_runs import FileVerificationRuns
from infrastructure.exports.ocel_sqlite import ocel_sqlite
from infrastructure.forgetting import PlainTexts
from infrastructure.identities import PostgresDirectory
from infrastructure.import_jobs import PostgresImportJobs
from infrastructure.ledger.reading import FileLedgerReader
from infrastructure.ledger.roster_files import FileRosterReader
from infrastructure.parts import WITH_TEXT, Parts
from infrastructure.projector import Projector
from infrastructure.report_shelf import PostgresShelf
from infrastructure.settings import Settings
from infrastructure.staff import PostgresStaff
from infrastructure.throttle import PostgresThrottle
from infrastructure.views.department_inbox import PostgresDepartmentInbox
from infrastructure.views.desk_reading import PostgresDeskLists
from infrastructure.views.docket_reading import PostgresDocket
from infrastructure.views.findings_reading import PostgresFindings
from infrastructure.views.stages_reading import PostgresStages


def assemble(p: Parts) -> System:
    """Plug everything together."""
    directory = PostgresDirectory(p.pool, p.settings.schema, p.of_tasks)
    accounts = _accounts(p, directory)
    desk = Desk(log=p.log, keeper=p.keeper, clock=p.clock, rulebook=p.rulebook)
    contact = _contact(p)
    casefile = Casefile(log=p.log, keeper=p.keeper, clock=p.clock, access=p.access)
    evidence = _evidence(p, casefile)
    reports = _reports(p, contact.desk)
    return System(
        desk=desk,
        contact=contact,
        calendars=Calendars(desk=desk, log=p.log, views=p.readers, rulebook=p.rulebook, reader=notice_in),
        casefile=casefile,
        open_acts=OpenActs(log=p.log, clock=p.clock, rulebook=p.rulebook),
        evidence=evidence,
        proving=Proving(log=p.log, evidence=evidence, casefile=casefile, clock=p.clock),
        verification_runs=_verification_runs(p),
        exports=_exports(p),
        documents=_documents(p, casefile),
        reports=reports,
        erasure=_erasure(p),
        access_log=p.access,
        oversight=_oversight(p),
        attachments=Attachments(store=p.files, log=p.log, casefile=casefile, access=p.access),
        tracking=Tracking(log=p.log, keeper=p.keeper, views=p.readers, access=p.access),
        statistics=Statistics(figures=p.figures, auditing=p.auditing, clock=p.clock),
        auditing=p.auditing,
        red_flags=_red_flags(p, reports),
        sweeps=Sweeps(desk=desk, log=p.log, views=p.readers, clock=p.clock, rulebook=p.rulebook),
        imports=_imports(p),
        import_jobs=_import_jobs(p),
        ledgers=FileLedgerReader(p.settings.time_zone),
        views=p.readers,
        lists=p.lists,
        department_inbox=PostgresDepartmentInbox(p.pool, p.settings.schema),
        desk_lists=PostgresDeskLists(p.pool, p.settings.schema),
        drafts=Drafts(store=PostgresDrafts(p.pool, p.settings.schema), keeper=p.keeper, clock=p.clock),
        reception=Reception(store=PostgresQueue(p.pool, p.settings.schema), keeper=p.keeper, clock=p.clock),
        stages=PostgresStages(p.pool, p.settings.schema),
        log=p.log,
        directory=directory,
        codebook=PostgresCodebook(p.pool, p.settings.schema),
        accounts=accounts,
        staff=PostgresStaff(p.pool, p.settings.schema, p.clock, accounts.hashed, directory.revoked),
        identity_provider=_identity_provider(p.settings),
        throttle=PostgresThrottle(p.pool, p.settings.schema, p.keeper, p.clock),
        clock=p.clock,
    )


def _accounts(p: Parts, directory: PostgresDirectory) -> PostgresAccounts:
    return PostgresAccounts(p.pool, p.settings.schema, directory, p.clock, people(p.settings))


def _identity_provider(settings: Settings) -> IdentityProvider | None:
    issuer, client, secret = settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret
    if not (issuer and client and secret):
        return None
    # Most offices have none; its library alone takes a quarter of a process's start.
    from infrastructure.identity_provider import OidcProvider

    return OidcProvider(issuer, client, secret)


def _contact(p: Parts) -> ContactWorks:
    return ContactWorks(
        desk=ContactDesk(log=p.log, keeper=p.keeper, clock=p.clock, rulebook=p.rulebook, duty=p.contact),
        file=ContactFile(
            log=p.log,
            keeper=p.keeper,
            clock=p.clock,
            access=p.access,
            rulebook=p.rulebook,
            views=p.contact,
        ),
        views=p.contact,
        rosters=Rosters(log=p.log, keeper=p.keeper, clock=p.clock, rulebook=p.rulebook),
        roster_files=FileRosterReader(p.settings.time_zone),
    )


def _imports(p: Parts) -> Imports:
    return Imports(log=p.log, keeper=p.keeper, clock=p.clock, rulebook=p.rulebook)


def _import_jobs(p: Parts) -> PostgresImportJobs:
    ledgers, folder = FileLedgerReader(p.settings.time_zone), p.settings.var / "imports"
    return PostgresImportJobs(p.pool, p.settings.schema, folder, reader=ledgers, imports=_imports(p), clock=p.clock)


def _red_flags(p: Parts, reports: Reports) -> RedFlags:
    found = PostgresFindings(p.pool, p.settings.schema, p.clock.zone)
    return RedFlags(log=p.log, findings=found, auditing=p.auditing, clock=p.clock, reports=reports)


def _oversight(p: Parts) -> Oversight:
    docket = PostgresDocket(p.pool, p.settings.schema, p.rulebook.calendar)
    return Oversight(log=p.log, docket=docket, rulebook=p.rulebook, clock=p.clock)


def _evidence(p: Parts, casefile: Casefile) -> Evidence:
    return Evidence(
        log=p.log, keeper=p.keeper, published=p.published, casefile=casefile, access=p.access, clock=p.clock
    )


def _documents(p: Parts, casefile: Casefile) -> CaseDocuments:
    office = Office(region=p.settings.region, called=places_called(p.log))
    return CaseDocuments(casefile=casefile, keeper=p.keeper, typesetter=DocxTypesetter(), office=office)


def _reports(p: Parts, desk: ContactDesk) -> Reports:
    return Reports(
        log=p.log,
        gathering=Gathering(log=p.log, auditing=p.auditing, rulebook=p.rulebook),
        office=Office(region=p.settings.region),
        typesetter=DocxTypesetter(),
        spreadsheets=XlsxSpreadsheets(),
        shelf=PostgresShelf(p.pool, p.settings.schema),
        desk=desk,
    )


def _exports(p: Parts) -> Exports:
    return Exports(log=p.log, leaves=p.published, sqlite=ocel_sqlite, origin=p.settings.origin, access=p.access)


def _verification_runs(p: Parts) -> FileVerificationRuns:
    var = p.settings.var
    return FileVerificationRuns(var / "verifications", var / "log", p.published.policy, p.clock)


def _erasure(p: Parts) -> Erasure:
    holding = [view for view in (*p.views, *p.judging) if view.name in WITH_TEXT]
    projectors = [Projector(pool=p.pool, schema=p.settings.schema, log=p.log, views=[view]) for view in holding]
    texts = PlainTexts(p.log, projectors, p.files, p.settings.var / "imports")
    requests = PostgresErasureRequests(p.pool, p.settings.schema)
    return Erasure(keys=p.persons, requests=requests, published=p.published, texts=texts, clock=p.clock)
