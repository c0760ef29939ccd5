"""The adapters of a system, each behind its port: what the composition root plugs together."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.auditing import Auditing
from application.ports import Clock, EventLog, Keeper
from application.queries import Views
from infrastructure.attachments import SealedFiles
from infrastructure.editions.contact_files import load_contact_work
from infrastructure.editions.policy_files import load_policies
from infrastructure.editions.rulebook import PostgresRulebook
from infrastructure.erasure_requests import PostgresAccessLog
from infrastructure.event_store.log import PostgresEventLog
from infrastructure.event_store.recorder import Datastore, DensePositionRecorder
from infrastructure.evidence.published import PostgresPublishedLog
from infrastructure.evidence.sealing import OWN_POLICY
from infrastructure.keeper.keeper import PostgresKeeper
from infrastructure.keeper.persons import PersonsDirectory
from infrastructure.keeper.wrapping import FileKeyWrapper
from infrastructure.postgres.in_loop import LoopConnections
from infrastructure.postgres.pool import Pool
from infrastructure.settings import Settings
from infrastructure.views.activities import Activities
from infrastructure.views.commitments import Commitments
from infrastructure.views.contact_reading import PostgresContactViews
from infrastructure.views.deadlines import Deadlines
from infrastructure.views.delivering import Delivering
from infrastructure.views.deputies import Deputies
from infrastructure.views.docket import Docket
from infrastructure.views.duty_record import DutyRecord
from infrastructure.views.figures import Figures
from infrastructure.views.figures_reading import PostgresFigures
from infrastructure.views.findings import Findings
from infrastructure.views.history import History
from infrastructure.views.nearest import NearestViews
from infrastructure.views.places import Places
from infrastructure.views.published import Published
from infrastructure.views.reading import PostgresViews
from infrastructure.views.register import Register
from infrastructure.views.stages import Stages
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
    Docket,
    Findings,
    Figures,
    Stages,
)

WITH_TEXT = ("register", "findings")
"""Views that hold words of a case, or traces of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """What a system reaches its store by: the service's pool, the keeper's, both for tasks, and one of replicas."""

    pool: Pool
    keys: Pool
    of_tasks: LoopConnections
    keys_of_tasks: LoopConnections
    replicas: Pool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The adapters of a system, each behind its port."""

    settings: Settings
    pool: Pool
    of_tasks: LoopConnections
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
    def of(cls, settings: Settings, ways: Connections, clock: Clock) -> "Parts":
        """Make the adapters on connections."""
        pool, schema = ways.pool, settings.schema
        keeper = PostgresKeeper(ways.keys, schema, wrapper := FileKeyWrapper(settings.var / "keys"), ways.keys_of_tasks)
        rulebook = _rulebook(settings, ways)
        log = PostgresEventLog(recorder := DensePositionRecorder(Datastore(pool, schema)), ways.of_tasks)
        auditing = Auditing(log=log, keeper=keeper, rulebook=rulebook)
        return cls(
            settings=settings,
            pool=pool,
            of_tasks=ways.of_tasks,
            clock=clock,
            keeper=keeper,
            recorder=recorder,
            log=log,
            rulebook=rulebook,
            lists=_lists(pool, ways.replicas, schema, rulebook),
            contact=PostgresContactViews(pool, schema, clock.zone),
            views=_views(keeper, log),
            access=PostgresAccessLog(pool, schema),
            persons=PersonsDirectory(ways.keys, schema, wrapper),
            files=SealedFiles(ways.keys, schema, wrapper, settings.var / "attachments"),
            published=_published(settings, pool, recorder),
            auditing=auditing,
            judging=(Findings(log, auditing), Figures(log, auditing), Stages(log, auditing)),
            figures=PostgresFigures(pool, schema),
        )


def _rulebook(settings: Settings, ways: Connections) -> PostgresRulebook:
    policies, work = load_policies(settings.policies), load_contact_work(settings.policies)
    return PostgresRulebook(ways.pool, ways.of_tasks, settings.schema, policies, work)


def _published(settings: Settings, pool: Pool, recorder: DensePositionRecorder) -> PostgresPublishedLog:
    policy = settings.trust_policy or settings.var / OWN_POLICY
    return PostgresPublishedLog(pool, settings.schema, recorder, settings.var / "log", policy)


def _lists(pool: Pool, replica: Pool | None, schema: str, rulebook: PostgresRulebook) -> NearestViews:
    return NearestViews(*(PostgresViews(p, schema, rulebook.calendar) for p in (pool, replica) if p is not None))


def _views(keeper: Keeper, log: EventLog) -> tuple[View, ...]:
    """The views behind lists, which follow the log at once."""
    of_cases: tuple[View, ...] = (Register(keeper), History(), Workload(), Deadlines(), Commitments())
    of_acts: tuple[View, ...] = (SupervisionLedger(), Delivering(), Published(), Docket())
    return (*of_cases, *of_acts, Places(), Deputies(keeper), Activities(), DutyRecord(log))
