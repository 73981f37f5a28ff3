"""Addresses that were asked for before are found without trying them all again."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

# A live page asks for the same few addresses again and again; so many of them are kept, some 2 KB each.
MOST: Final = 2048


class Remembered(URLResolver):
    """A list of addresses that remembers what it found; what leads nowhere is looked for each time.

    Twenty sections stand under each of three roots, and Django tries one pattern after the other: half a millisecond
    and more of every page.
    """

    def __init__(self, patterns: Sequence[URLPattern | URLResolver]) -> None:
        super().__init__(RoutePattern("", is_endpoint=False), list(patterns))
        self.found = lru_cache(maxsize=MOST)(self.look_for)

    def resolve(self, path: str) -> ResolverMatch:
        """Which view an address means. Raises `Resolver404`."""
        return self.found(str(path))

    def look_for(self, path: str) -> ResolverMatch:
        """The same, looked for; all that was tried before it would be a hundred times as large."""
        match = super().resolve(path)
        match.tried = []
        return match
