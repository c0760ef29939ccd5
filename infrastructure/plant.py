"""A running system and the machinery behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.system import System
from domain.shared.identity import SuggestionId
from infrastructure.forgetting import scrub
from infrastructure.keeper.persons import PersonsDirectory
from infrastructure.postgres.pool import Pool
from infrastructure.projector import Projector
from infrastructure.rebuild import Progress, Rebuild, one_at_a_time
from infrastructure.settings import Settings
from infrastructure.tracking import Tracked
from infrastructure.views.figures import Figures
from infrastructure.views.figures_reading import PostgresFigures
from infrastructure.views.view import View

CAUGHT_UP_AT_ONCE = 5_000
"""Events that came during a rebuild, taken in in one transaction."""
RECOUNTED_AT_ONCE = 500
"""Cases counted anew in one transaction after a calendar year was announced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urls:
    """The ways into the store: as the service, as the keeper of keys, as the sealer, and to change tables."""

    app: str
    keeper: str
    sealer: str
    admin: str
    read: str | None = None
    """Replicas, where there are any."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A running system and the machinery behind it."""

    system: System
    projector: Projector
    flagger: Projector
    """Keeps the findings and the figures up with the log, at its own pace."""
    figures: PostgresFigures
    settings: Settings
    urls: Urls
    persons: PersonsDirectory
    pool: Pool

    @property
    def views(self) -> Sequence[View]:
        """The views behind lists."""
        return self.projector.views

    @property
    def judging(self) -> Sequence[View]:
        """The views that judge whole cases anew."""
        return self.flagger.views

    def judge(self) -> int:
        """Bring findings and figures one batch forward, or count anew what another calendar counted; 0: all done."""
        moved = self.flagger.advance()
        if moved:
            return moved
        calendar = self.system.auditing.calendar_name()
        stale = [SuggestionId(case) for case in self.figures.counted_by_another_calendar(calendar, RECOUNTED_AT_ONCE)]
        if stale:
            self.flagger.rewrite(stale)
        elif self.figures.sweep(self._midnight()):
            return 1
        else:
            self.system.red_flags.compare_ahead()
        return len(stale)

    def _midnight(self) -> datetime:
        return self.system.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)

    def rotate_keys(self) -> int:
        """Wrap every key to personal text anew, and destroy the old key-encryption keys; return how many keys."""
        return self.persons.rotate()

    def scrub(self) -> bool:
        """Rewrite the tables that held erased text; False where the server does not let us."""
        return scrub(self.urls.admin, self.settings.schema)

    def rebuild(self, names: Sequence[str], progress: Progress) -> list[str]:
        """Rebuild the named views, or all; return what was rebuilt."""
        with one_at_a_time(self.urls.admin):
            return self.rebuilt(self.rebuilding(names).run(progress))

    def rebuilding(self, names: Sequence[str]) -> Rebuild:
        """A rebuild of the named views, or of all, for whoever holds back every other."""
        return Rebuild(self.urls.admin, self.settings.schema, self.of_all(names), self.system.log.head)

    def rebuilt(self, made: Sequence[Tracked]) -> list[str]:
        """Look after views that were just put in use; return their names."""
        done = [tracked.view.name for tracked in made]
        if Figures.name in done:
            self.figures.sweep(self._midnight())
        return done

    def of_all(self, names: Sequence[str]) -> Projector:
        """One projector of the named views, or of all, so that each case is read once for all of them."""
        views = [view for view in (*self.views, *self.judging) if not names or view.name in names]
        return Projector(
            pool=self.pool, schema=self.settings.schema, log=self.system.log, views=views, batch=CAUGHT_UP_AT_ONCE
        )
