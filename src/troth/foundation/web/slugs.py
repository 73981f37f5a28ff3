"""Words in addresses that tell nobody whether something of that name exists."""

import secrets
from typing import Final

from django.db import models
from django.utils.text import slugify

# No vowels: nothing readable comes out by chance.
LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"
TAIL: Final = 4
LONGEST: Final = 48


def own_slug(model: type[models.Model], name: str, *, wanted: str = "") -> str:
    """The wanted slug if it is free; else words of the name and a few letters of chance.

    The letters are always there, so nobody learns from an address that a name was taken.
    """
    rows = model._default_manager  # noqa: SLF001  # Django's documented name for it
    if wanted and not rows.filter(slug=wanted).exists():
        return wanted
    words = slugify(wanted or name)[:LONGEST].strip("-")
    while True:
        tail = "".join(secrets.choice(LETTERS) for _ in range(TAIL))
        slug = f"{words}-{tail}" if words else tail
        if not rows.filter(slug=slug).exists():
            return slug
