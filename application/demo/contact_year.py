"""The demo district's contact work: places, deputies, groups, a year of activities, and what of it is broken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from application.demo import contact_activities, contact_places, contact_roster
from application.demo.contact_life import ContactLife
from application.demo.contact_receptions import Receptions
from application.demo.contact_scene import Scene
from application.ports import Append
from domain.places.particulars import PlaceKind


@dataclass(slots=True)
class ContactYear:
    """All of it. `truth` holds (rule, stream, how) of each planted violation."""

    scene: Scene
    times: int
    lives: list[ContactLife] = field(init=False, default_factory=list)
    receptions: Receptions = field(init=False)
    truth: list[tuple[str, str, str]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        scene = self.scene
        places = list(contact_places.places(scene))
        groups = list(contact_roster.groups(scene))
        self.receptions = Receptions(scene)
        self.receptions.arrange(self.times)
        self._assess_own(places)
        self.lives += [contact_places.office(scene), *places, *contact_roster.roster(scene), *groups]
        self.lives += [*self.receptions.lives, *contact_activities.year(scene, groups)]
        self.truth += [("R26", stream, how) for stream, how in self.receptions.truth]

    def selection(self, cases: Iterable[Sequence[Append]]) -> ContactLife:
        """The five-good selection, which looks at everything else."""
        return contact_roster.selection(self.scene, [*(life.appends for life in self.lives), *cases])

    def _assess_own(self, places: Sequence[ContactLife]) -> None:
        stations = [life for life in places if life.state.kind is PlaceKind.STATION]
        for life in Random(f"own {self.scene.seed}").sample(stations, min(len(stations), self.times)):
            contact_places.assessed_by_its_own(self.scene, life)
            self.truth.append(("R22", str(life.id), "assessed_by_its_own"))
