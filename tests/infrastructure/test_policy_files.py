"""The office's own policy editions: one of the bundled form is loaded, one of another form named with its fault."""

from datetime import date
from pathlib import Path

import pytest

from domain.policies.period import Period, Unit
from domain.policies.policy import Track, Urgency, in_force
from infrastructure.editions.policy_files import BUNDLED, PolicyUnreadable, load_policies

BUNDLED_TEXT = (BUNDLED / "policy-v1.toml").read_text(encoding="utf-8")
OWN_TEXT = BUNDLED_TEXT.replace('"POLICY-v1"', '"OWN-1"').replace("2000-01-01", "2027-01-01")
SIGN = 'sign = "2 working_days"'


def own(folder: Path, *changes: tuple[str, str]) -> Path:
    """A folder with an edition of the office's own, changed here and there."""
    text = OWN_TEXT
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_service_comes_with_one_edition_that_is_always_in_force() -> None:
    [policy] = load_policies()
    assert (policy.edition, policy.effective_on) == ("POLICY-v1", date(2000, 1, 1))
    assert set(policy.tracks) == set(Track)
    assert policy.reply(Track.DEPARTMENT, Urgency.ORDINARY) == Period(1, Unit.MONTHS)
    assert policy.reply(Track.DEPARTMENT, Urgency.DANGER) == Period(2, Unit.HOURS)
    assert policy.reply(Track.FORMAL, Urgency.DANGER) == Period(3, Unit.MONTHS)


def test_an_edition_of_the_offices_own_is_in_force_from_its_day_on(tmp_path: Path) -> None:
    folder = own(tmp_path, (SIGN, 'sign = "3 hours"'), ("units = []", 'units = ["D01", "D02"]'))
    editions = load_policies(folder)
    assert [edition.edition for edition in editions] == ["POLICY-v1", "OWN-1"]
    assert in_force(editions, date(2026, 12, 31)).edition == "POLICY-v1"
    policy = in_force(editions, date(2027, 1, 1))
    assert (policy.edition, policy.sign) == ("OWN-1", Period(3, Unit.HOURS))
    assert sorted(policy.catalogue) == ["D01", "D02"]


def test_a_folder_without_editions_adds_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("edition = ?", encoding="utf-8")
    assert load_policies(tmp_path) == load_policies()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (('edition = "OWN-1"', ""), "edition"),
        (("effective_on = 2027-01-01", ""), "effective_on"),
        (("effective_on = 2027-01-01", 'effective_on = "2027-01-01"'), "effective_on"),
        (('default_track = "T3"', ""), "default_track"),
        (("[clocks]", "[clock]"), "clocks"),
        ((SIGN, ""), "sign"),
        ((SIGN, f'{SIGN}\nsigh = "2 days"'), "sigh"),
        (("[limits]", "[limit]"), "limits"),
        (("unreachable_days = 2", ""), "unreachable_days"),
        (("[urgent_reply]", "[urgent]"), "urgent_reply"),
        (("[supervision_response]", "[supervision]"), "supervision_response"),
        (("[tracks.T5]", "[tracks.T6]"), "T5"),
        (("strictness = 5", ""), "strictness"),
    ],
)
def test_the_key_that_is_missing_or_unknown_is_named_with_its_file(
    tmp_path: Path, change: tuple[str, str], key: str
) -> None:
    with pytest.raises(PolicyUnreadable, match=rf"^own\.toml: .*\b{key}\b"):
        load_policies(own(tmp_path, change))


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ((SIGN, 'sign = "2 fortnights"'), "fortnights"),
        ((SIGN, 'sign = "two working_days"'), "two"),
        (('default_track = "T3"', 'default_track = "T9"'), "T9"),
        (('U1 = "2 hours"', 'U9 = "2 hours"'), "U9"),
        (('L1 = "5 working_days"', 'L7 = "5 working_days"'), "L7"),
        (("unreachable_days = 2", 'unreachable_days = "few"'), "few"),
    ],
)
def test_a_value_that_means_nothing_is_shown_with_its_file(tmp_path: Path, change: tuple[str, str], value: str) -> None:
    with pytest.raises(PolicyUnreadable, match=rf"^own\.toml: .*{value}"):
        load_policies(own(tmp_path, change))


@pytest.mark.parametrize("content", [b"edition =", b"", OWN_TEXT.encode("gb18030"), OWN_TEXT.encode("utf-16")])
def test_what_is_no_policy_at_all_is_refused_with_its_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own.toml").write_bytes(content)
    with pytest.raises(PolicyUnreadable, match=r"^own\.toml: "):
        load_policies(tmp_path)


def test_two_editions_of_one_name_are_refused(tmp_path: Path) -> None:
    (own(tmp_path) / "copy.toml").write_text(OWN_TEXT, encoding="utf-8")
    with pytest.raises(PolicyUnreadable, match=r"named twice.*OWN-1.*OWN-1"):
        load_policies(tmp_path)
