"""Two made-up languages, so that a sentence that misses gettext, or a page that cannot grow or turn, is seen.

`qps` is English with accents and a third longer; `qpr` is the same from right to left.
Usage: `python tools/pseudo.py [FOLDER]` writes both below FOLDER (src/troth/locale);
`python tools/pseudo.py --template` writes the template for real translations there.
"""

import re
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "troth"
LOCALE = SOURCE / "locale"
# Django's own sentences are visible in our forms and dates.
THEIRS = ("conf/locale/en", "contrib/auth/locale/en")
# Babel leaves this one function without types.
MAPPING: Callable[..., tuple[list[tuple[str, str]], dict[str, dict[str, str]]]] = parse_mapping_cfg
LAZY = {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
    "ngettext_noop": (1, 2),
}
# What stays as it is: places for values, markup, entities, addresses.
KEPT = re.compile(r"(%\(\w+\)[a-z]|%[a-z%]|\{[^{}]*\}|<[^>]+>|&#?\w+;|https?://\S+)")
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
DRESSED = "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
DRESS = str.maketrans(PLAIN, DRESSED)
TURN, TURN_BACK = "\u202e", "\u202c"


def dressed(words: str) -> str:
    """The sentence with accents, in brackets, a third longer."""
    parts = [part if KEPT.fullmatch(part) else part.translate(DRESS) for part in KEPT.split(words)]
    seen = "".join(parts)
    if seen == words:
        return words
    body = seen.strip()
    before, _body, after = seen.partition(body)
    return f"{before}[{body}{'·' * (len(KEPT.sub('', words)) // 3)}]{after}"


def turned(words: str) -> str:
    """The same from right to left; places for values are turned with the rest."""
    seen = dressed(words)
    return seen if seen == words else f"{TURN}{seen}{TURN_BACK}"


@cache
def written() -> tuple[Any, ...]:
    """Every place in code and templates where a sentence of ours stands; read once."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = MAPPING(file)
    keywords = {**DEFAULT_KEYWORDS, **LAZY}
    found = extract_from_dir(SOURCE, methods, options, keywords=keywords, strip_comment_tags=True)
    return tuple(found)


def sentences() -> Catalog:
    """Every sentence of ours, from code and templates; a new catalogue each time, for it is filled."""
    catalog = Catalog(project="Troth", charset="utf-8")
    for name, line, words, comments, context in written():
        catalog.add(words, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def theirs() -> Iterable[Catalog]:
    """Django's sentences, as its own English catalogues list them."""
    home = Path(django.__file__).parent
    for place in THEIRS:
        with (home / place / "LC_MESSAGES" / "django.po").open("rb") as file:
            yield read_po(file)


def translated(catalogs: Iterable[Catalog], speak: Callable[[str], str]) -> Catalog:
    """All sentences, said in a made-up language."""
    spoken = Catalog(charset="utf-8")
    for catalog in catalogs:
        for message in catalog:
            if message.id:
                forms = (message.id,) if isinstance(message.id, str) else message.id
                # How a date is written is for Django, not for people.
                plain = message.context == "date pattern"
                said = forms if plain else tuple(speak(form) for form in forms)
                spoken.add(message.id, said if len(said) > 1 else said[0], context=message.context)
    return spoken


def build(folder: Path) -> None:
    """Write both languages below the folder, as Django finds them."""
    catalogs = [sentences(), *theirs()]
    for language, speak in (("qps", dressed), ("qpr", turned)):
        home = folder / language / "LC_MESSAGES"
        home.mkdir(parents=True, exist_ok=True)
        spoken = translated(catalogs, speak)
        with (home / "django.po").open("wb") as file:
            write_po(file, spoken, omit_header=False)
        with (home / "django.mo").open("wb") as file:
            write_mo(file, spoken)


def write_template(folder: Path) -> None:
    """Write the template that translators begin with."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "django.pot").open("wb") as file:
        write_po(file, sentences(), sort_by_file=True, no_location=False)


def main(arguments: list[str]) -> None:
    """What the command line asks for."""
    if "--template" in arguments:
        write_template(LOCALE)
        print(f"Wrote {LOCALE / 'django.pot'}.")
        return
    folder = Path(arguments[0]) if arguments else LOCALE
    build(folder)
    print(f"Wrote qps and qpr below {folder}.")


if __name__ == "__main__":
    main(sys.argv[1:])
