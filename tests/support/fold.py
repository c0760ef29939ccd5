"""A second reading of a case's history, written from the office's rules and not from the service's code.

It takes the lines of `/history` one by one and keeps what an official would note on a card.
"""

from typing import Any

Json = dict[str, Any]
AT_WORK = {"signed_for", "return_requested", "return_accepted", "return_refused", "opinion_given", "opinion_rejected"}
AT_WORK |= {"proposer_contacted", "progress_reported", "extension_requested"}
PROGRESS = {
    "signed_for": "active",
    "return_requested": "return_requested",
    "return_accepted": "returned",
    "return_refused": "active",
    "opinion_given": "opinion_given",
    "opinion_rejected": "active",
}
ENDS = {"redirected": "redirected", "withdrawn": "withdrawn", "closed": "closed", "archived": "archived"}


class Card:
    """One case as the lines so far tell it."""

    def __init__(self) -> None:
        self.stage, self.track, self.due_on = "unregistered", None, None
        self.parts: list[list[str]] = []
        self.answers: list[Json] = []
        self.round, self.delivered, self.judged, self.version = 1, 0, 0, 0
        self.notices: dict[int, str] = {}
        self.promises: dict[int, bool] = {}
        self.vacant = False

    def add(self, line: Json) -> None:
        """Note one more event."""
        event, data = line["event"], line["data"]
        self.version += 1
        if event in AT_WORK and self.stage == "transferred":
            self.stage = "handling"
        if event == "return_accepted":
            self.vacant |= self._part(data["unit"])[1] != "co"
        if event in PROGRESS:
            self._part(data["unit"])[2] = PROGRESS[event]
        self.stage = ENDS.get(event, self.stage)
        noted = getattr(self, f"_{event}", None)
        if noted is not None:
            noted(data)

    def facts(self) -> Json:
        """What is on the card."""
        standing = [a for a in self.answers if not a["sent_back"]]
        return {
            "stage": self.stage,
            "track": self.track,
            "due_on": self.due_on,
            "units": [tuple(part) for part in self.parts],
            "outcome": standing[-1]["outcome"] if standing else None,
            "supervision": max(self.notices.values(), default="L0"),
            "round": self.round,
            "version": self.version,
            "counts": (len(self.answers), self.delivered, self.judged, len(self.promises), sum(self.promises.values())),
        }

    def _part(self, unit: str) -> list[str]:
        return next(p for p in reversed(self.parts) if p[0] == unit and p[2] not in ("returned", "released"))

    def _received(self, _: Json) -> None:
        self.stage = "received"

    def _triaged(self, data: Json) -> None:
        self.track = data["track"]
        self.stage = "triaged" if self.stage == "received" else self.stage

    def _transferred(self, data: Json) -> None:
        self.stage = "handling" if self.stage == "handling" else "transferred"
        self.track, self.due_on = data["track"], data["due"]["on"]
        self.parts += [[a["unit"], a["kind"], "pending_sign"] for a in data["assignments"]]
        self.vacant &= all(a["kind"] == "co" for a in data["assignments"])

    def _extension_granted(self, data: Json) -> None:
        self.due_on = max(self.due_on or "", data["due"]["on"])

    def _supervised(self, data: Json) -> None:
        self.notices[data["notice"]] = data["level"]

    def _supervision_lifted(self, data: Json) -> None:
        del self.notices[data["notice"]]

    def _answered(self, data: Json) -> None:
        self.answers.append({**data, "round": self.round, "sent_back": False})
        self.promises |= {c["number"]: False for c in data["commitments"]}
        self.stage = "answered"
        if data["unit"] is not None:
            self._part(data["unit"])[2] = "answered"
            owing = [p for p in self.parts if p[1] != "co" and p[2] not in ("answered", "returned", "released")]
            self.stage = "handling" if owing or self.vacant else "answered"

    def _answer_sent_back(self, data: Json) -> None:
        for answer in self.answers:
            answer["sent_back"] |= (answer["round"], answer["unit"]) == (self.round, data["unit"])
        self.stage = "triaged"
        if data["unit"] is not None:
            self._part(data["unit"])[2] = "active"
            self.stage = "handling"

    def _answer_delivered(self, _: Json) -> None:
        self.delivered += 1

    def _evaluated(self, data: Json) -> None:
        self.judged += 1
        if data["result"] != "dissatisfied":
            self._followed_up(data)
        elif self.stage == "tracking":
            self.stage = "answered"

    def _followed_up(self, _: Json) -> None:
        if self.stage == "answered" and not all(self.promises.values()):
            self.stage = "tracking"

    _evaluation_lapsed = _joint_review_held = _followed_up

    def _again(self, data: Json) -> None:
        self.round += 1
        self.stage = "handling" if data["assignments"] else "triaged"
        for part in data["assignments"]:
            self._part(part["unit"])[2] = "active"
            self.due_on = part["due"]["on"]

    _rework_ordered = _reopened = _again

    def _commitment_kept(self, data: Json) -> None:
        self.promises[data["commitment"]] = True

    def _released(self) -> None:
        for part in self.parts:
            part[2] = part[2] if part[2] == "returned" else "released"

    def _merged(self, _: Json) -> None:
        self.stage = "merged"
        self._released()

    def _converted(self, _: Json) -> None:
        self.stage, self.track, self.due_on = "triaged", "T4", None
        self.vacant = False
        self._released()


def facts_of(case: Json) -> Json:
    """The same from the service's own answer."""
    kept = sum(c["kept_at"] is not None for c in case["commitments"])
    counts = (len(case["answers"]), len(case["deliveries"]), len(case["evaluations"]), len(case["commitments"]), kept)
    return {
        **{name: case[name] for name in ("stage", "track", "due_on", "outcome", "supervision", "round", "version")},
        "units": [(a["unit"], a["kind"], a["progress"]) for a in case["assignments"]],
        "counts": counts,
    }
