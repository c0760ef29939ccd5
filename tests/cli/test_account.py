"""Accounts are made on the command line; the password is read, never an argument."""

import pytest

from application.errors import SignInFailed
from infrastructure.bootstrap import Plant
from infrastructure.settings import Settings
from tests.cli.command import environment, run

PASSWORD = "读进来的密码没有人看见"


def test_an_account_made_here_signs_in_to_the_pages(settings: Settings, plant: Plant) -> None:
    arguments = ("account", "王芳", "--role", "clerk", "--org", "S-01", "--subject", "sub-1", "--json")
    done = run(environment(settings), *arguments, typed=PASSWORD + "\n")
    assert (done.code, done.err) == (0, "")
    assert PASSWORD not in done.out
    accounts = plant.system.accounts
    for secret in (accounts.sign_in("王芳", PASSWORD), accounts.sign_in_by_subject("sub-1")):
        signed_in = accounts.session(secret)
        assert signed_in is not None
        assert (signed_in.actor.id, signed_in.actor.org) == (done.facts["actor"], "S-01")
    again = run(environment(settings), *arguments, typed=PASSWORD + "\n")
    assert (again.code, "login-taken" in again.err) == (3, True)


def test_a_short_password_makes_no_account(settings: Settings, plant: Plant) -> None:
    done = run(environment(settings), "account", "short", "--role", "auditor", typed="123456789\n")
    assert (done.code, "password-too-short" in done.err) == (3, True)
    with pytest.raises(SignInFailed):
        plant.system.accounts.sign_in("short", "123456789")
