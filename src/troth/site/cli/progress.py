"""Showing how far long work is, on the error stream."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar that is told a place, not a step."""
    with click.progressbar(length=max(1, length), label=label, file=sys.stderr) as shown:
        yield lambda place: shown.update(max(0, place - shown.pos))
