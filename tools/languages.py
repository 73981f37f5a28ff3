"""The catalogues of the interface's languages: brought up to date, checked, and made ready to be read.

    python tools/languages.py             bring every catalogue up to date with code and templates; name what is missing
    python tools/languages.py --compile   write what Django reads, wherever the catalogue is newer

English stands in the code itself; all other languages are complete, or a test fails.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pseudo import KEPT, LOCALE, sentences

LANGUAGES = ("ar", "de", "es", "fr", "sw")
EMPTY_HEADERS = tuple(
    f'"{name}'
    for name in ("Project-", "Report-", "POT-", "PO-", "Last-", "Language-Team", "Generated-By")
)
# A singular, a dual or "none at all" may say its number as a word.
NUMBER = re.compile(r"%\((?:n|count)\)[sd]")


def folder(language: str) -> Path:
    """Where a catalogue lies."""
    return LOCALE / language / "LC_MESSAGES"


def catalogue(language: str) -> Catalog:
    """What is written so far; empty for a language that begins."""
    path = folder(language) / "django.po"
    if not path.exists():
        return Catalog(locale=language, project="Troth", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(language: str, template: Catalog) -> Catalog:
    """The catalogue with every sentence there is now, and none that is gone."""
    found = catalogue(language)
    found.update(template, no_fuzzy_matching=True, keep_user_comments=False)
    found.obsolete.clear()
    for message in found:
        # Where a sentence stands changes with every edit, and is nothing a translation depends on.
        message.locations = [
            (place, 0) for place in sorted({name for name, _n in message.locations})
        ]
    return found


def forms(words: object) -> tuple[str, ...]:
    """A message's words in all their forms."""
    return (words,) if isinstance(words, str) else tuple(words)  # type: ignore[arg-type]  # Babel's own shape


def faults(language: str, template: Catalog) -> Iterator[str]:
    """What is missing in a catalogue, too many in it, or differs in its places for values."""
    found = catalogue(language)
    known = {(message.id, message.context) for message in template if message.id}
    for message in template:
        if message.id:
            spoken = found.get(message.id, message.context)
            yield from wrong(message, spoken, count=found.num_plurals)
    for message in found:
        if message.id and (message.id, message.context) not in known:
            yield f"no longer said: {message.id!r}"


def wrong(message: Message, spoken: Message | None, *, count: int) -> Iterator[str]:
    """What is wrong with one translation."""
    said = forms(spoken.string) if spoken else ()
    wanted = count if message.pluralizable else 1
    if len(said) != wanted or not all(said):
        yield f"not translated: {message.id!r}"
        return
    if spoken and spoken.fuzzy:
        yield f"not sure: {message.id!r}"
    for one in said:
        if not same_places(message, one):
            yield f"places for values differ: {message.id!r} and {one!r}"
        if edges(forms(message.id)[0]) != edges(one):
            yield f"blank at an end: {message.id!r} and {one!r}"


def same_places(message: Message, said: str) -> bool:
    """Whether a translation keeps what is filled in, marked up or linked."""
    there = [Counter(KEPT.findall(words)) for words in forms(message.id)]
    here = Counter(KEPT.findall(said))
    if here in there:
        return True
    missing, more = there[-1] - here, here - there[-1]
    return message.pluralizable and not more and all(NUMBER.fullmatch(one) for one in missing)


def edges(words: str) -> tuple[bool, bool]:
    """Whether there is blank at the beginning and at the end."""
    return words[:1].isspace(), words[-1:].isspace()


def write(language: str, found: Catalog) -> None:
    """Write a catalogue, in the order of its sentences and without dates, so that a change shows what changed."""
    found.header_comment = (
        f"# Troth in {found.locale_identifier}; tools/languages.py keeps the list of sentences."
    )
    buffer = BytesIO()
    write_po(buffer, found, width=100, sort_output=True, omit_header=False)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    folder(language).mkdir(parents=True, exist_ok=True)
    kept = "".join(line for line in lines if not line.startswith(EMPTY_HEADERS))
    (folder(language) / "django.po").write_text(kept, encoding="utf-8")


def compiled() -> list[str]:
    """Write what Django reads, wherever the catalogue is newer; the languages for which it did."""
    written = []
    for language in LANGUAGES:
        source, target = (folder(language) / f"django.{kind}" for kind in ("po", "mo"))
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, catalogue(language))
        written.append(language)
    return written


def main(arguments: list[str]) -> int:
    """What the command line asks for."""
    if "--compile" in arguments:
        print(", ".join(compiled()) or "up to date")
        return 0
    template = sentences()
    open_still = 0
    for language in LANGUAGES:
        write(language, brought_up_to_date(language, template))
        found = list(faults(language, template))
        open_still += len(found)
        print(f"{language}: {len(found)} to mend")
        print("".join(f"  {one}\n" for one in found[:200]), end="")
    return 1 if open_still else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
