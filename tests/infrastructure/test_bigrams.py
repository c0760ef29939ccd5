"""Words of a suggestion are found again: Chinese by any two characters side by side, other words by their beginning."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from infrastructure.settings import Settings
from infrastructure.views.bigrams import lexemes, query, vector

CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.characters(
    min_codepoint=0x20000, max_codepoint=0x2A6DF
)
MARKS = st.sampled_from("，。！？、：“”（） \n\t")
LATIN = st.sampled_from("0123456789abcxyzABCXYZ")
MIXED = st.lists(st.text(CHINESE, max_size=6) | st.text(MARKS, max_size=3) | st.text(LATIN, max_size=6))
WORDS = MIXED.map("".join)
ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=300)
FEW = trying(max_examples=60)
Database = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture(scope="module")
def database(settings: Settings) -> Iterator[Database]:
    """The search itself."""
    with psycopg.connect(str(settings.admin_database_url), autocommit=True) as conn:
        yield conn


def found(database: Database, text: str, asked: str) -> bool:
    """Whether the words asked for lead to the text."""
    row = database.execute("SELECT %s::tsvector @@ %s::tsquery", [vector(text), query(asked)]).fetchone()
    assert row is not None
    return bool(row[0])


def test_chinese_is_cut_into_pairs_and_its_last_character() -> None:
    assert lexemes("小区路灯") == ["小区", "区路", "路灯", "灯"]
    assert lexemes("灯") == ["灯"]


def test_marks_part_the_runs_and_no_pair_crosses_them() -> None:
    assert lexemes("路灯，不亮") == ["路灯", "灯", "不亮", "亮"]


@pytest.mark.parametrize("written", ["BUS 12", "bus 12", "ＢＵＳ　１２", "Bus-12", "bus，12"])
def test_latin_words_and_digits_are_whole_whatever_their_width_and_case(written: str) -> None:
    assert lexemes(written) == ["bus", "12"]


def test_words_and_chinese_side_by_side_are_kept_apart() -> None:
    assert lexemes("乘12路BUS去") == ["乘", "12", "路", "bus", "去"]


@given(st.text(CHINESE, min_size=2, max_size=80), st.data())
def test_any_two_characters_of_a_chinese_text_are_among_its_lexemes(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    assert text[start : start + 2] in lexemes(text)
    assert len(lexemes(text)) == len(text)


@given(WORDS)
def test_the_words_of_a_text_do_not_depend_on_its_case(text: str) -> None:
    assert lexemes(text.upper()) == lexemes(text.lower()) == lexemes(text)


@given(st.text(MARKS))
def test_marks_alone_ask_for_nothing(marks: str) -> None:
    assert query(marks) is None
    assert vector(marks) == ""


@FEW
@given(text=st.text(CHINESE, min_size=1, max_size=60), data=st.data())
def test_any_piece_of_a_chinese_text_finds_it(database: Database, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert found(database, f"前言。{text}，后语", text[start:end])


@FEW
@given(text=st.text(CHINESE, min_size=2, max_size=6), words=st.text(CHINESE, min_size=2, max_size=4))
def test_chinese_that_is_not_in_a_text_does_not_find_it(database: Database, text: str, words: str) -> None:
    assert found(database, text, words) == (words in text)


@pytest.mark.parametrize(
    ("asked", "finds"),
    [
        ("配电室", True),
        ("电梯", True),
        ("配电 电梯", True),
        ("配电梯", False),
        ("配电 路灯", False),
        ("river", True),
        ("side", False),
        ("梯 12", True),
    ],
)
def test_pairs_must_stand_side_by_side_and_words_begin_alike(database: Database, asked: str, finds: bool) -> None:
    assert found(database, "配电室旁的电梯，Riverside，12路", asked) is finds


@FEW
@given(text=ANYTHING)
def test_no_text_is_too_strange_for_the_database(database: Database, text: str) -> None:
    if query(text) is None:
        assert lexemes(text) == []
    else:
        assert found(database, text, text)


def test_a_character_said_a_thousand_times_is_found_and_so_is_what_follows(database: Database) -> None:
    assert found(database, "灯" * 20_000 + "坏了", "灯灯灯")
    assert found(database, "灯" * 20_000 + "坏", "坏")
