"""Last days pinned at the moment of a decision."""

from datetime import date

from domain.policies.deadlines import Due, due
from domain.policies.period import Period
from domain.policies.policy import Rules, Track, TrackRules, Urgency
from domain.shared.stamp import Stamp
from domain.suggestion.state import Suggestion


def pin(stamp: Stamp, period: Period, rules: Rules) -> Due:
    """Count a period from now, in the office's zone, by the editions in force."""
    return due(stamp.at.astimezone(stamp.zone), period, rules.calendar, rules.policy.edition)


def pin_reply(stamp: Stamp, track: Track, urgency: Urgency, rules: Rules) -> Due:
    """Count the answering clock of a track."""
    return pin(stamp, rules.policy.reply(track, urgency), rules)


def track_rules(state: Suggestion, rules: Rules) -> TrackRules:
    """The clocks of the case's track; the policy's default track where none was said."""
    return rules.policy.tracks[state.track or rules.policy.default_track]


def working_days_since(day: date, stamp: Stamp, rules: Rules) -> int:
    """Working days from a day (not counted) to today."""
    return rules.calendar.working_days_between(day, stamp.today)
