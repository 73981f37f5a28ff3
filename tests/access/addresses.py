"""Every address the server knows, read from the resolver; nothing here is listed by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from troth.foundation.access.door import View

WHERE = ("shared", "side", "with")


@dataclass(frozen=True)
class Address:
    """One pattern: its name, the root it stands under (nothing outside tables), its view and its parts."""

    name: str
    where: str
    view: View
    parts: frozenset[str]

    @property
    def permission(self) -> str:
        """What the view asks for, where it stands inside a table."""
        return str(getattr(self.view, "permission", ""))

    @property
    def openness(self) -> str:
        """Why it asks for nothing, where it stands outside."""
        return str(getattr(self.view, "openness", ""))


def every_address() -> list[Address]:
    """All of them."""
    return list(walk(get_resolver().url_patterns, {}, frozenset()))


def walk(patterns: list[Any], defaults: dict[str, Any], parts: frozenset[str]) -> Iterator[Address]:
    """Down the tree of includes."""
    for one in patterns:
        inside = parts | frozenset(one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, defaults | one.default_kwargs, inside)
        elif isinstance(one, URLPattern):
            yield Address(str(one.name), str(defaults.get("where", "")), one.callback, inside)


def names() -> list[str]:
    """Each name once, in the order of the resolver."""
    return list(dict.fromkeys(one.name for one in every_address()))
