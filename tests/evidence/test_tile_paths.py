"""Where tiles and bundles lie (C2SP tlog-tiles), and that a path has one spelling."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.evidence.malformed import Malformed
from domain.evidence.tiles import entries_path, is_path, paths, tile_path

MADE = {path for size in (1, 255, 256, 257, 70_000, 65_536 * 5 + 3) for path, *_ in paths(size)}
NO_PATHS = [
    "",
    "checkpoint",
    "tile",
    "tile/0",
    "tile/0/",
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/0/x000/001",
    "tile/0/001/067",
    "tile/0/x001/x067",
    "tile/0/X001/067",
    "tile/00/000",
    "tile/-1/000",
    "tile/100/000",
    "tile/0/000.p",
    "tile/0/000.p/",
    "tile/0/000.p/0",
    "tile/0/000.p/00",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p/257",
    "tile/0/000.p/999",
    "tile/0/000.p/1000",
    "tile/0/000.p/-1",
    "tile/0/000/.p/1",
    "tile/0/000.p/1/",
    "/tile/0/000",
    "tile//000",
    "tile/0/000\n",
    "tile/0/٠٠٠",
    "tile/entry/000",
    "tile/entries/x001/x002",
    "tile/entries/../000",
    "tile/entries/000/../../../key",
    "tile/8/0/000",
]


def by_the_specification(path: str) -> bool:
    """The rule of tlog-tiles, put down once more: no number has a zero too many."""
    level, _, place = path.removeprefix("tile/").partition("/")
    place, _, width = place.partition(".p/")
    named = place.split("/")
    digits = "".join(part[-3:] for part in named)
    spelled = path == f"tile/{level}/{place}" + (f".p/{width}" if ".p/" in path else "")
    groups = all(re.fullmatch(r"x[0-9]{3}", part) for part in named[:-1]) and re.fullmatch(r"[0-9]{3}", named[-1])
    levels = level == "entries" or re.fullmatch(r"0|[1-9]|[1-5][0-9]|6[0-3]", level)
    widths = ".p/" not in path or (re.fullmatch(r"[1-9][0-9]{0,2}", width) and int(width) < 256)
    return bool(spelled and groups and levels and widths and (len(named) == 1 or digits[:3] != "000"))


@pytest.mark.parametrize(
    ("index", "place"),
    [
        (0, "000"),
        (67, "067"),
        (999, "999"),
        (1000, "x001/000"),
        (1_234_067, "x001/x234/067"),
        (10**9, "x001/x000/x000/000"),
    ],
)
def test_an_index_is_cut_into_groups_of_three_digits(index: int, place: str) -> None:
    assert tile_path(0, index) == f"tile/0/{place}"
    assert tile_path(3, index, 17) == f"tile/3/{place}.p/17"
    assert entries_path(index) == f"tile/entries/{place}"
    assert entries_path(index, 255) == f"tile/entries/{place}.p/255"


@pytest.mark.parametrize("width", [-1, -256])
def test_no_tile_has_less_than_nothing_in_it(width: int) -> None:
    with pytest.raises(Malformed):
        tile_path(0, 0, width)


def test_a_tree_of_70000_has_the_tiles_the_specification_counts() -> None:
    found = list(paths(70_000))
    full = {level: sum(width == 256 for _, at, _, width in found if at == level) for level in (-1, 0, 1, 2)}
    assert full == {-1: 273, 0: 273, 1: 1, 2: 0}
    partial = [path for path, _, _, width in found if width < 256]
    assert partial == ["tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]


@pytest.mark.parametrize(
    ("size", "tiles"),
    [
        (0, []),
        (1, ["tile/entries/000.p/1", "tile/0/000.p/1"]),
        (255, ["tile/entries/000.p/255", "tile/0/000.p/255"]),
        (256, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]),
        (257, ["tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]),
    ],
)
def test_a_small_tree_has_these_tiles(size: int, tiles: list[str]) -> None:
    assert [path for path, *_ in paths(size)] == tiles


def test_every_path_that_is_made_is_one_and_tells_its_place() -> None:
    for path, level, index, width in paths(70_000):
        assert is_path(path) and by_the_specification(path)
        assert path == (entries_path(index, width) if level < 0 else tile_path(level, index, width))


@pytest.mark.parametrize("path", NO_PATHS)
def test_no_other_path_names_a_tile(path: str) -> None:
    assert not by_the_specification(path)
    assert not is_path(path)


@settings(max_examples=1500)
@given(
    st.sampled_from(sorted(MADE)), st.integers(0, 30), st.integers(0, 2), st.text(alphabet="01x/.p-e \n", max_size=2)
)
@example("tile/0/000", 7, 0, "x001/")
def test_a_path_with_a_letter_more_or_less_is_judged_by_the_specification(
    path: str, at: int, drop: int, put: str
) -> None:
    changed = path[:at] + put + path[at + drop :]
    assert is_path(changed) is by_the_specification(changed)
