"""Where a log's tree lies in files (C2SP tlog-tiles): arithmetic, no storage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEIGHT = 8
WIDTH = 1 << HEIGHT
TILE = re.compile(
    r"tile/(?P<level>[0-9]|[1-5][0-9]|6[0-3]|entries)"
    r"(?P<index>(/x[0-9]{3})*/[0-9]{3})(\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Tile:
    """A strip of at most 256 hashes: `level` in steps of 8, None for the bundle of entries."""

    level: int | None
    index: int
    width: int = WIDTH


def index_path(index: int) -> str:
    """A number in groups of three digits, all but the last marked: 1234067 is `x001/x234/067`."""
    path = f"{index % 1000:03d}"
    while index >= 1000:
        index //= 1000
        path = f"x{index % 1000:03d}/{path}"
    return path


def tile_path(tile: Tile) -> str:
    """The path of a tile; a partial one says how wide it is."""
    level = "entries" if tile.level is None else tile.level
    partial = f".p/{tile.width}" if tile.width < WIDTH else ""
    return f"tile/{level}/{index_path(tile.index)}{partial}"


def parse_tile_path(path: str) -> Tile:
    """The tile behind a path. Raises `ValueError` for any other spelling of it."""
    match = TILE.fullmatch(path)
    if not match:
        raise ValueError("not the path of a tile")
    level = None if match["level"] == "entries" else int(match["level"])
    index = int(match["index"].replace("/", "").replace("x", ""))
    tile = Tile(level, index, int(match["width"] or WIDTH))
    if tile_path(tile) != path:
        raise ValueError("not the one path of this tile")
    return tile


def extent(size: int, *, level: int, height: int = HEIGHT) -> tuple[int, int]:
    """How many full tiles a log of `size` has at a level, and how wide the partial one is."""
    return divmod(size >> (height * level), 1 << height)


def new_tiles(old: int, new: int, *, height: int = HEIGHT) -> Iterator[Tile]:
    """The tiles to write when a log grows from `old` to `new` leaves."""
    level = 0
    while new >> (height * level):
        before, _ = extent(old, level=level, height=height)
        full, width = extent(new, level=level, height=height)
        if old >> (height * level) != new >> (height * level):
            for index in range(before, full):
                yield Tile(level, index, 1 << height)
            if width:
                yield Tile(level, full, width)
        level += 1
