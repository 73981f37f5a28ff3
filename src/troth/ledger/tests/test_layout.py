"""Tiles lie where C2SP says they lie."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.ledger.rules.layout import (
    WIDTH,
    Tile,
    extent,
    index_path,
    new_tiles,
    parse_tile_path,
    tile_path,
)

FOLDER = Path(__file__).parents[4] / "tests" / "data" / "tlog"
VECTORS: dict[str, Any] = json.loads((FOLDER / "signed-note.json").read_text())
EXAMPLES = VECTORS["tile_examples"]

tiles = st.builds(
    Tile, st.one_of(st.none(), st.integers(0, 63)), st.integers(0, 2**40), st.integers(1, WIDTH)
)


def test_the_published_example_of_a_path() -> None:
    assert index_path(1234067) == EXAMPLES["1234067"]


def test_a_log_of_70000_has_the_published_tiles() -> None:
    published = EXAMPLES["size_70000"]
    assert extent(70000, level=0) == (
        published["level0_full"],
        published["level0_partial_width"],
    )
    assert extent(70000, level=1) == (
        published["level1_full"],
        published["level1_partial_width"],
    )
    assert extent(70000, level=2) == (0, published["level2_partial_width"])


def test_a_log_of_256_has_the_published_tiles() -> None:
    published = EXAMPLES["size_256"]
    assert extent(256, level=0) == (published["level0_full"], 0)
    assert extent(256, level=1) == (0, published["level1_partial_width"])


@pytest.mark.parametrize(("old", "new", "count"), VECTORS["new_tiles_count_height10"])
def test_as_many_new_tiles_as_published(old: int, new: int, count: int) -> None:
    assert len(list(new_tiles(old, new, height=10))) == count


def test_what_is_new_between_two_sizes() -> None:
    assert list(new_tiles(0, 256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert [tile_path(tile) for tile in new_tiles(255, 257)] == [
        "tile/0/000",
        "tile/0/001.p/1",
        "tile/1/000.p/1",
    ]


@pytest.mark.parametrize(
    ("path", "tile"),
    [
        ("tile/0/000", Tile(0, 0)),
        ("tile/3/x123/x456/078.p/2", Tile(3, 123456078, 2)),
        ("tile/entries/x003/x057/500", Tile(None, 3057500)),
        ("tile/63/001.p/255", Tile(63, 1, 255)),
    ],
)
def test_a_path_names_a_tile(path: str, tile: Tile) -> None:
    assert parse_tile_path(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/64/000",
        "tile/00/000",
        "tile/0/00",
        "tile/0/x000/001",
        "tile/0/123/456",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/-01",
        "tile/data/000",
        "tile/0/000/",
        *VECTORS["tile_path_fuzz_seeds"],
    ],
)
def test_what_names_no_tile_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        parse_tile_path(path)


@given(tiles)
def test_every_tile_has_one_path(tile: Tile) -> None:
    assert parse_tile_path(tile_path(tile)) == tile
