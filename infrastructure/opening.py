"""A system on the store of some settings, and the ways into that store."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from application.ports import Clock
from infrastructure.assembly import assemble
from infrastructure.clock import OfficeClock
from infrastructure.embedded import EmbeddedServer
from infrastructure.parts import Connections, Parts
from infrastructure.plant import Plant, Urls
from infrastructure.postgres.in_loop import LoopConnections
from infrastructure.postgres.migrate import APP, KEEPER, SEALER
from infrastructure.postgres.pool import open_pool, open_replica_pool
from infrastructure.projector import Projector
from infrastructure.settings import Settings

FLAGGED_AT_ONCE = 20_000
"""Events the rules take in at a time: a case is judged anew once per batch, so larger is cheaper."""


def embedded_server(settings: Settings) -> EmbeddedServer | None:
    """The server in `var`, where no other is named."""
    return EmbeddedServer(settings.var / "pg") if settings.database_url is None else None


def urls(settings: Settings) -> Urls:
    """The DSNs in use; the embedded server is started or joined first."""
    if settings.database_url is not None:
        app = settings.database_url
        return Urls(
            app=app,
            keeper=settings.keeper_database_url or app,
            sealer=settings.sealer_database_url or app,
            admin=settings.admin_database_url or app,
            read=settings.read_database_url,
        )
    server = EmbeddedServer(settings.var / "pg")
    server.ensure_running()
    return Urls(app=server.url(APP), keeper=server.url(KEEPER), sealer=server.url(SEALER), admin=server.url("postgres"))


@contextmanager
def opened(settings: Settings, clock: Clock | None = None) -> Iterator[Plant]:
    """Open a system on the store of these settings, and close its connections afterwards.

    `clock` stands in for the office's own, to live through a past year.
    """
    found = urls(settings)
    with open_parts(settings, found, clock) as parts:
        pool = parts.pool
        projector = Projector(pool=pool, schema=settings.schema, log=parts.log, views=parts.views)
        flagger = Projector(
            pool=pool, schema=settings.schema, log=parts.log, views=parts.judging, batch=FLAGGED_AT_ONCE
        )
        yield Plant(assemble(parts), projector, flagger, parts.figures, settings, found, parts.persons, pool)


@contextmanager
def open_parts(settings: Settings, found: Urls, clock: Clock | None) -> Iterator[Parts]:
    """The adapters of a system on connections of their own."""
    with ExitStack() as stack:
        enter = stack.enter_context
        ways = Connections(
            pool=enter(closing(open_pool(found.app, role=APP))),
            keys=enter(closing(open_pool(found.keeper, role=KEEPER, max_size=5))),
            of_tasks=enter(closing(LoopConnections(found.app, role=APP))),
            keys_of_tasks=enter(closing(LoopConnections(found.keeper, role=KEEPER))),
            replicas=enter(closing(open_replica_pool(found.read, role=APP))) if found.read else None,
        )
        yield Parts.of(settings, ways, clock or OfficeClock(settings.time_zone))
