"""五好: the evidence of the duty record ranked by the office's formula, which anybody can work out again."""

from collections.abc import Mapping

from domain.deputies.particulars import Standing
from domain.policies.contact_work import ContactWork, Good
from domain.shared.identity import ActorId

Acts = Mapping[ActorId, Mapping[str, int]]
"""Each deputy's acts of a year, by kind."""


def points(acts: Mapping[str, int], work: ContactWork) -> tuple[int, ...]:
    """The points for each of the five, in their order; a line with negative points takes away."""
    found = dict.fromkeys(Good, 0)
    for weight in work.formula:
        earned = weight.points * acts.get(weight.act, 0)
        found[weight.good] += min(earned, weight.cap)
    return tuple(found[good] for good in Good)


def standings(acts: Acts, work: ContactWork, first: int) -> tuple[Standing, ...]:
    """The first so many, best first; equals stand in the order of their pseudonyms."""
    ranked = [(person, points(done, work)) for person, done in acts.items()]
    ranked.sort(key=lambda one: (-sum(one[1]), one[0]))
    return tuple(Standing(person=person, points=sum(goods), goods=goods) for person, goods in ranked[:first])
