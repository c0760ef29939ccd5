"""What is plugged into what, said here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.attachments import Attachments
from application.auditing import Auditing
from application.calendars import Calendars
from application.casefile import Casefile
from application.desk import Desk
from application.erasure import Erasure
from application.evidence import Evidence
from application.exports.exporting import Exports
from application.imports import Imports
from application.ports import Clock, Keeper
from application.proving import Proving
from application.red_flags import RedFlags
from application.statistics import Statistics
from application.sweeps import Sweeps
from application.system import System
from application.tracking import Tracking
from infrastructure.accounts import PostgresAccounts
from infrastructure.attachments import SealedFiles
from infrastructure.demo_sign_ins import people
from infrastructure.editions.policy_files import load_policies
from infrastructure.editions.rulebook import PostgresRulebook
from infrastructure.erasure_requests import PostgresAccessLog, PostgresErasureRequests
from infrastructure.event_store.log import PostgresEventLog
from infrastructure.event_store.recorder import Datastore, DensePositionRecorder
from infrastructure.evidence.published import PostgresPublishedLog
from infrastructure.evidence.sealing import OWN_POLICY
from infrastructure.evidence.verification_runs import FileVerificationRuns
from infrastructure.exports.ocel_sqlite import ocel_sqlite
from infrastructure.forgetting import PlainTexts
from infrastructure.identities import PostgresDirectory
from infrastructure.identity_provider import OidcProvider
from infrastructure.import_jobs import PostgresImportJobs
from infrastructure.keeper.keeper import PostgresKeeper
from infrastructure.keeper.persons import PersonsDirectory
from infrastructure.keeper.wrapping import FileKeyWrapper
from infrastructure.ledger.reading import FileLedgerReader
from infrastructure.postgres.pool import Pool
from infrastructure.projector import Projector
from infrastructure.settings import Settings
from infrastructure.throttle import PostgresThrottle
from infrastructure.views.commitments import Commitments
from infrastructure.views.deadlines import Deadlines
from infrastructure.views.figures import Figures
from infrastructure.views.figures_reading import PostgresFigures
from infrastructure.views.findings import Findings
from infrastructure.views.findings_reading import PostgresFindings
from infrastructure.views.history import History
from infrastructure.views.reading import PostgresViews
from infrastructure.views.register import Register
from infrastructure.views.stages import Stages
from infrastructure.views.stages_reading import PostgresStages
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
    Findings,
    Figures,
    Stages,
)

WITH_TEXT = ("register", "findings")
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
    readers: PostgresViews
    views: Sequence[View]
    access: PostgresAccessLog
    persons: PersonsDirectory
    files: SealedFiles
    published: PostgresPublishedLog
    auditing: Auditing
    judging: Sequence[View]
    """Views that judge whole cases anew, kept up at their own pace."""
    figures: PostgresFigures

    @classmethod
    def of(cls, settings: Settings, pool: Pool, keys: Pool, clock: Clock) -> "Parts":
        """Make the adapters on two pools of connections: the service's and the keeper's."""
        schema = settings.schema
        wrapper = FileKeyWrapper(settings.var / "keys")
        keeper = PostgresKeeper(keys, schema, wrapper)
        rulebook = PostgresRulebook(pool, schema, load_policies(settings.policies))
        recorder = DensePositionRecorder(Datastore(pool, schema))
        log = PostgresEventLog(recorder)
        auditing = Auditing(log=log, keeper=keeper, rulebook=rulebook)
        return cls(
            settings=settings,
            pool=pool,
            clock=clock,
            keeper=keeper,
            recorder=recorder,
            log=log,
            rulebook=rulebook,
            readers=PostgresViews(pool, schema, rulebook.calendar),
            views=(Register(keeper), History(), Workload(), Deadlines(), Commitments(), SupervisionLedger()),
            access=PostgresAccessLog(pool, schema),
            persons=PersonsDirectory(keys, schema, wrapper),
            files=SealedFiles(keys, schema, wrapper, settings.var / "attachments"),
            published=_published(settings, pool, recorder),
            auditing=auditing,
            judging=(Findings(log, auditing), Figures(log, auditing), Stages(log, auditing)),
            figures=PostgresFigures(pool, schema),
        )


def _published(settings: Settings, pool: Pool, recorder: DensePositionRecorder) -> PostgresPublishedLog:
    policy = settings.trust_policy or settings.var / OWN_POLICY
    return PostgresPublishedLog(pool, settings.schema, recorder, settings.var / "log", policy)


def assemble(p: Parts) -> System:
    """Plug everything together."""
    desk = Desk(log=p.log, keeper=p.keeper, clock=p.clock, rulebook=p.rulebook)
    imports = Imports(log=p.log, keeper=p.keeper, clock=p.clock, rulebook=p.rulebook)
    casefile = Casefile(log=p.log, keeper=p.keeper, clock=p.clock, access=p.access)
    evidence = _evidence(p, casefile)
    return System(
        desk=desk,
        calendars=Calendars(desk=desk, log=p.log, views=p.readers, rulebook=p.rulebook),
        casefile=casefile,
        evidence=evidence,
        proving=Proving(log=p.log, evidence=evidence, casefile=casefile, clock=p.clock),
        verification_runs=_verification_runs(p),
        exports=_exports(p),
        erasure=_erasure(p),
        access_log=p.access,
        attachments=Attachments(store=p.files, log=p.log, casefile=casefile, access=p.access),
        tracking=Tracking(log=p.log, keeper=p.keeper, views=p.readers, access=p.access),
        statistics=Statistics(figures=p.figures, auditing=p.auditing, clock=p.clock),
        auditing=p.auditing,
        red_flags=_red_flags(p),
        sweeps=Sweeps(desk=desk, log=p.log, views=p.readers, clock=p.clock, rulebook=p.rulebook),
        imports=imports,
        import_jobs=_import_jobs(p, imports),
        ledgers=FileLedgerReader(p.settings.time_zone),
        views=p.readers,
        stages=PostgresStages(p.pool, p.settings.schema),
        log=p.log,
        directory=PostgresDirectory(p.pool, p.settings.schema),
        accounts=_accounts(p),
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


def _import_jobs(p: Parts, imports: Imports) -> PostgresImportJobs:
    ledgers, folder = FileLedgerReader(p.settings.time_zone), p.settings.var / "imports"
    return PostgresImportJobs(p.pool, p.settings.schema, folder, reader=ledgers, imports=imports, clock=p.clock)


def _red_flags(p: Parts) -> RedFlags:
    found = PostgresFindings(p.pool, p.settings.schema, p.clock.zone)
    return RedFlags(log=p.log, findings=found, auditing=p.auditing, clock=p.clock)


def _evidence(p: Parts, casefile: Casefile) -> Evidence:
    return Evidence(
        log=p.log, keeper=p.keeper, published=p.published, casefile=casefile, access=p.access, clock=p.clock
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
