"""Receipt codes survive being read out, written down and typed in, and a slip does not lead to another case."""

from hypothesis import given
from hypothesis import strategies as st

from infrastructure.keeper.crockford import ALPHABET, BITS, CHECKS, SYMBOLS, code_of, number_of

NUMBERS = st.integers(0, 2**BITS - 1)
ALIKE = {"0": "0Oo", "1": "1IiLl"}
"""Characters that are read as the one they look like."""


def symbols(code: str) -> str:
    """A code without its hyphens."""
    return code.replace("-", "")


def heard(symbol: str) -> str:
    """The symbol that a character stands for."""
    return next((digit for digit, forms in ALIKE.items() if symbol in forms), symbol.upper())


@given(NUMBERS)
def test_a_code_leads_back_to_its_number(number: int) -> None:
    assert number_of(code_of(number)) == number


@given(NUMBERS)
def test_a_code_has_three_groups_and_no_letter_that_looks_like_another(number: int) -> None:
    code = code_of(number)
    assert [len(group) for group in code.split("-")] == [4, 4, 3]
    assert set(symbols(code)[:SYMBOLS]) <= set(ALPHABET)
    assert symbols(code)[-1] in CHECKS
    assert not set(ALPHABET) & set("ILOU")


def test_the_first_and_the_last_code_are_these() -> None:
    assert code_of(0) == "0000-0000-000"
    assert code_of(2**BITS - 1) == "ZZZZ-ZZZZ-ZZ" + CHECKS[(2**BITS - 1) % 37]


@given(NUMBERS, st.data())
def test_any_single_wrong_character_is_found(number: int, data: st.DataObject) -> None:
    right = symbols(code_of(number))
    place = data.draw(st.integers(0, SYMBOLS))
    wrong = data.draw(st.sampled_from(CHECKS).filter(lambda symbol: symbol != right[place]))
    assert number_of(right[:place] + wrong + right[place + 1 :]) is None


@given(NUMBERS, st.integers(0, SYMBOLS - 2))
def test_two_neighbours_changed_over_are_found(number: int, place: int) -> None:
    right = symbols(code_of(number))
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert number_of(swapped) == (number if swapped == right else None)


@given(NUMBERS, st.data())
def test_a_code_may_be_written_as_people_write_it(number: int, data: st.DataObject) -> None:
    forms = [data.draw(st.sampled_from(ALIKE.get(s, s + s.lower()))) for s in symbols(code_of(number))]
    gaps = [data.draw(st.sampled_from(["", "-", " ", " - "])) for _ in forms]
    written = "".join(gap + form for gap, form in zip(gaps, forms, strict=True))
    assert number_of(written) == number


@given(NUMBERS, st.integers(0, SYMBOLS), st.characters(codec="utf-8"))
def test_a_character_that_stands_for_no_symbol_is_refused(number: int, place: int, character: str) -> None:
    right = symbols(code_of(number))
    typed = right[:place] + character + right[place + 1 :]
    assert number_of(typed) == (number if heard(character) == right[place] else None)


@given(NUMBERS, st.sampled_from(ALPHABET))
def test_a_character_too_few_or_too_many_is_refused(number: int, more: str) -> None:
    code = code_of(number)
    assert number_of(code[:-1]) is None
    assert number_of(code[1:]) is None
    assert number_of(code + more) is None
    assert number_of("") is None
