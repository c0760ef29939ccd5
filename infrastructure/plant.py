"""A running system and the machinery behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.system import System
from domain.shared.identity import SuggestionId
from infrastructure.forgetting import scrub
from infrastructure.keeper.persons import PersonsDirectory
from infrastructure.projector import Projector
from infrastructure.rebuild import Progress, one_at_a_time, rebuild
from infrastructure.settings import Settings
from infrastructure.views.figures import Figures
from infrastructure.views.figures_reading import PostgresFigures
from infrastructure.views.view import View

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
    views: Sequence[View]
    judging: Sequence[View]
    figures: PostgresFigures
    settings: Settings
    urls: Urls
    persons: PersonsDirectory

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
            return self.rebuild_beside_others(names, progress)

    def rebuild_beside_others(self, names: Sequence[str], progress: Progress) -> list[str]:
        """Rebuild views while whoever divided the work holds back every other rebuild."""
        done: list[str] = []
        for projector, all_ in ((self.projector, self.views), (self.flagger, self.judging)):
            views = [view for view in all_ if not names or view.name in names]
            if views:
                head = self.system.log.head
                made = rebuild(self.urls.admin, self.settings.schema, projector, views, head, progress)
                done += [tracked.view.name for tracked in made]
        if Figures.name in done:
            self.figures.sweep(self._midnight())
        return done

    def apart(self, names: Sequence[str]) -> list[list[str]]:
        """The named views, or all, in groups that processes may rebuild beside one another, the longest work first."""
        judging = [[view.name] for view in self.judging if not names or view.name in names]
        lists = [view.name for view in self.views if not names or view.name in names]
        return [*judging, lists] if lists else judging

    def behind(self, names: Sequence[str]) -> int | None:
        """How many events the slowest of the views being rebuilt has still to take in; None where none is."""
        building = self.projector.tracked(current=False) + self.flagger.tracked(current=False)
        places = [t.position if t.filled is None else t.filled for t in building if t.view.name in names]
        return self.system.log.head() - min(places) if places else None
