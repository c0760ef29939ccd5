"""What is plugged into what, said here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.attachments import Attachments
from application.auditing import Auditing
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
from application.ports import Clock, EventLog, Keeper
from application.queries import Views
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
from infrastructure.attachments import SealedFiles
from infrastructure.codebook import PostgresCodebook
from infrastructure.demo_sign_ins import people
from infrastructure.desk_notes import PostgresDrafts, PostgresQueue
from infrastructure.documents.typesetting import DocxTypesetter
from infrastructure.documents.workbook import XlsxSpreadsheets
from infrastructure.editions.contact_files import load_contact_work
from infrastructure.editions.notice_files import notice_in
from infrastructure.editions.policy_files import load_policies
from infrastructure.editions.rulebook import PostgresRulebook
from infrastructure.erasure_requests import PostgresAccessLog, PostgresErasureRequests
from infrastructure.event_store.log import PostgresEventLog
from infrastructure.event_store.recorder import Datastore, DensePositionRecorder
from infrastructure.evidence.published import PostgresPublishedLog
from infrastructure.exports.ocel_sqlite import ocel_sqlite
from infrastructure.forgetting import PlainTexts
from infrastructure.identities import PostgresDirectory
from infrastructure.identity_provider import OidcProvider
from infrastructure.import_jobs import PostgresImportJobs
from infrastructure.keeper.keeper import PostgresKeeper
from infrastructure.keeper.persons import PersonsDirectory
from infrastructure.keeper.wrapping import FileKeyWrapper
from infrastructure.ledger.reading import FileLedgerReader
from infrastructure.ledger.roster_files import FileRosterReader
from infrastructure.postgres.pool import Pool
from infrastructure.projector import Projector
from infrastructure.report_shelf import PostgresShelf
from infrastructure.settings import Settings
from infrastructure.staff import PostgresStaff
from infrastructure.throttle import PostgresThrottle
from infrastructure.views.activities import Activities
from infrastructure.views.commitments import Commitments
from infrastructure.views.contact_reading import PostgresContactViews
from infrastructure.views.deadlines import Deadlines
from infrastructure.views.delivering import Delivering
from infrastructure.views.department_inbox import PostgresDepartmentInbox
from infrastructure.views.deputies import Deputies
from infrastructure.views.desk_reading import PostgresDeskLists
from infrastructure.views.duty_record import DutyRecord
from infrastructure.views.figures import Figures
from infrastructure.views.figures_reading import PostgresFigures
from infrastructure.views.history import History
from infrastructure.views.nearest import NearestViews
from infrastructure.views.places import Places
from infrastructure.views.published import Published
from infrastructure.views.reading import PostgresViews
from infrastructure.views.red_flags import RedFlags as RedFlagsView
from infrastructure.views.red_flags_reading import PostgresFindings
from infrastructure.views.register import Register
from infrastructure.views.supervision import SupervisionLedger
from infrastructure.views.view import Tables, View
from infrastructure.views.workload import Workload

VIEWS: tuple[Tables, ...] = (
    Register,
    History,
    Workload,
    Deadlines,
    Commitments,
    SupervisionLedger,
    Places,
    Deputies,
    Activities,
    DutyRecord,
    Delivering,
    Published,
    RedFlagsView,
    Figures,
)

WITH_TEXT = ("register", "red_flags")
"""Views that hold words of a case, or traces of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The adapters of a system, each behind its port."""

    settings: Settings
    pool: Pool
    clock: Clock
    keeper: Keeper
    recorder: DensePositionRecorder
    log: PostgresEventLog
    rulebook: PostgresRulebook
    lists: NearestViews
    contact: PostgresContactViews
    views: Sequence[View]
    access: PostgresAccessLog
    persons: PersonsDirectory
    files: SealedFiles
    published: PostgresPublishedLog
    auditing: Auditing
    judging: Sequence[View]
    """Views that judge whole cases anew, kept up at their own pace."""
    figures: PostgresFigures

    @property
    def readers(self) -> Views:
        """Views as the primary has them, for whatever is decided by them."""
        return self.lists.primary

    @classmethod
    def of(cls, settings: Settings, pool: Pool, keys: Pool, clock: Clock, replica: Pool | None = None) -> "Parts":
        """Make the adapters on pools of connections: the service's, the keeper's, and one of replicas."""
        schema = settings.schema
        keeper = PostgresKeeper(keys, schema, wrapper := FileKeyWrapper(settings.var / "keys"))
        policies, work = load_policies(settings.policies), load_contact_work(settings.policies)
        rulebook = PostgresRulebook(pool, schema, policies, work)
        log = PostgresEventLog(recorder := DensePositionRecorder(Datastore(pool, schema)))
        auditing = Auditing(log=log, keeper=keeper, rulebook=rulebook)
        return cls(
            settings=settings,
            pool=pool,
            clock=clock,
            keeper=keeper,
            recorder=recorder,
            log=log,
            rulebook=rulebook,
            lists=_lists(pool, replica, schema, rulebook),
            contact=PostgresContactViews(pool, schema, clock.zone),
            views=_views(keeper, log),
            access=PostgresAccessLog(pool, schema),
            persons=PersonsDirectory(keys, schema, wrapper),
            files=SealedFiles(keys, schema, wrapper, settings.var / "attachments"),
            published=PostgresPublishedLog(pool, schema, recorder, settings.var / "log"),
            auditing=auditing,
            judging=(RedFlagsView(log, auditing), Figures(log, auditing)),
            figures=PostgresFigures(pool, schema),
        )


def _lists(pool: Pool, replica: Pool | None, schema: str, rulebook: PostgresRulebook) -> NearestViews:
    return NearestViews(*(PostgresViews(p, schema, rulebook.calendar) for p in (pool, replica) if p is not None))


def _views(keeper: Keeper, log: EventLog) -> tuple[View, ...]:
    """The views behind lists, which follow the log at once."""
    of_cases: tuple[View, ...] = (Register(keeper), History(), Workload(), Deadlines(), Commitments())
    of_acts: tuple[View, ...] = (SupervisionLedger(), Delivering(), Published())
    return (*of_cases, *of_acts, Places(), Deputies(keeper), Activities(), DutyRecord(log))


def assemble(p: Parts) -> System:
    """Plug everything together."""
    accounts = _accounts(p)
    desk = Desk(log=p.log, keeper=p.keeper, clock=p.clock, rulebook=p.rulebook)
    contact = _contact(p)
    casefile = Casefile(log=p.log, keeper=p.keeper, clock=p.clock, access=p.access)
    reports = _reports(p, contact.desk)
    return System(
        desk=desk,
        contact=contact,
        calendars=Calendars(desk=desk, log=p.log, views=p.readers, rulebook=p.rulebook, reader=notice_in),
        casefile=casefile,
        open_acts=OpenActs(log=p.log, clock=p.clock, rulebook=p.rulebook),
        evidence=_evidence(p, casefile),
        exports=Exports(log=p.log, leaves=p.published, sqlite=ocel_sqlite, origin=p.settings.origin),
        documents=_documents(p, casefile),
        reports=reports,
        erasure=_erasure(p),
        access_log=p.access,
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
        log=p.log,
        directory=PostgresDirectory(p.pool, p.settings.schema),
        codebook=PostgresCodebook(p.pool, p.settings.schema),
        accounts=accounts,
        staff=PostgresStaff(p.pool, p.settings.schema, p.clock, accounts.hashed),
        identity_provider=_identity_provider(p.settings),
        throttle=PostgresThrottle(p.pool, p.settings.schema, p.keeper, p.clock),
        clock=p.clock,
    )


def _accounts(p: Parts) -> PostgresAccounts:
    directory = PostgresDirectory(p.pool, p.settings.schema)
    return PostgresAccounts(p.pool, p.settings.schema, directory, p.clock, people(p.settings))


def _identity_provider(settings: Settings) -> OidcProvider | None:
    issuer, client, secret = settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret
    return OidcProvider(issuer, client, secret) if issuer and client and secret else None


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


def _erasure(p: Parts) -> Erasure:
    holding = [view for view in (*p.views, *p.judging) if view.name in WITH_TEXT]
    projectors = [Projector(pool=p.pool, schema=p.settings.schema, log=p.log, views=[view]) for view in holding]
    texts = PlainTexts(p.log, projectors, p.files, p.settings.var / "imports")
    requests = PostgresErasureRequests(p.pool, p.settings.schema)
    return Erasure(keys=p.persons, requests=requests, published=p.published, texts=texts, clock=p.clock)
