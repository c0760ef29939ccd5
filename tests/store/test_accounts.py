"""Accounts, sessions and attempts on the real store."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import UUID, uuid4

import pytest

from application.errors import LoginTaken, PasswordTooShort, SignInFailed, TooManyAttempts
from infrastructure import bootstrap
from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings

PASSWORD = "正确的马电池订书钉"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that is set by hand."""

    at: datetime = START
    zone: tzinfo = field(default=UTC)

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.at

    def new_id(self) -> UUID:
        """A random identifier."""
        return uuid4()


def test_a_name_and_its_password_open_a_session_and_nothing_else_does(plant: Plant) -> None:
    accounts = plant.system.accounts
    actor = accounts.make(login="Wang", role="clerk", org="S-01", password=PASSWORD + "一二三")
    signed_in = accounts.session(accounts.sign_in(" wang ", PASSWORD + "一二三"))
    assert signed_in is not None and signed_in.actor == actor
    for login, password in (("wang", PASSWORD), ("nobody", PASSWORD + "一二三"), ("wang", "")):
        with pytest.raises(SignInFailed):
            accounts.sign_in(login, password)
    with pytest.raises(LoginTaken):
        accounts.make(login="WANG", role="auditor", org="office", password="another-password")
    with pytest.raises(PasswordTooShort):
        accounts.make(login="short", role="clerk", org="S-01", password="123456789")
    assert accounts.session("made-up") is None


def test_a_changed_password_ends_every_session(plant: Plant) -> None:
    accounts = plant.system.accounts
    actor = accounts.make(login="li", role="auditor", org="office", password="first-password")
    secret = accounts.sign_in("li", "first-password")
    with pytest.raises(SignInFailed):
        accounts.change_password(actor.id, "wrong-password", "second-password")
    accounts.change_password(actor.id, "first-password", "second-password")
    assert accounts.session(secret) is None
    assert accounts.session(accounts.sign_in("li", "second-password")) is not None


def test_a_session_ends_after_half_an_hour_of_silence_and_after_twelve_hours(settings: Settings) -> None:
    clock = HandClock()
    with bootstrap.opened(settings, clock) as opened:
        accounts = opened.system.accounts
        actor, _ = opened.system.directory.issue_token(role="clerk", org="office", name="silent")
        silent, busy = accounts.open_session(actor.id), accounts.open_session(actor.id)
        for _ in range(12 * 3 - 1):
            clock.at += timedelta(minutes=20)
            assert accounts.session(busy) is not None
        assert accounts.session(silent) is None
        clock.at += timedelta(minutes=20)
        assert accounts.session(busy) is None


def test_one_session_or_all_of_a_person_can_be_ended_and_only_theirs(plant: Plant) -> None:
    accounts, directory = plant.system.accounts, plant.system.directory
    one, _ = directory.issue_token(role="clerk", org="office", name="one")
    other, _ = directory.issue_token(role="clerk", org="office", name="other")
    first, second, third = (accounts.open_session(one.id) for _ in range(3))
    signed_in = accounts.session(first)
    assert signed_in is not None
    accounts.end_session(other.id, signed_in.session)
    assert len(accounts.sessions(one.id)) == 3
    accounts.end_session(one.id, signed_in.session)
    assert accounts.session(first) is None and accounts.session(second) is not None
    accounts.end_all(one.id)
    assert accounts.session(third) is None and not accounts.sessions(one.id)


def test_a_person_sees_and_revokes_their_own_tokens_alone(plant: Plant) -> None:
    directory = plant.system.directory
    one, token = directory.issue_token(role="auditor", org="office", name="token one")
    other, _ = directory.issue_token(role="auditor", org="office", name="token other")
    second = directory.token_for(one.id)
    assert len(directory.tokens(one.id)) == 2
    oldest = directory.tokens(one.id)[-1]
    directory.revoke_token(other.id, oldest.id)
    assert directory.actor_of(token) == one
    directory.revoke_token(one.id, oldest.id)
    assert directory.actor_of(token) is None and directory.actor_of(second) == one


def test_the_sixth_attempt_within_a_quarter_of_an_hour_is_refused(settings: Settings) -> None:
    clock = HandClock()
    with bootstrap.opened(settings, clock) as opened:
        throttle = opened.system.throttle
        for _ in range(5):
            throttle.attempt("login", "zhao", most=5)
        with pytest.raises(TooManyAttempts):
            throttle.attempt("login", "zhao", most=5)
        throttle.attempt("login", "qian", most=5)
        clock.at += timedelta(minutes=16)
        throttle.attempt("login", "zhao", most=5)
        throttle.forgive("login", "zhao")
        for _ in range(5):
            throttle.attempt("login", "zhao", most=5)
