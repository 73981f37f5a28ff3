"""Which column of a file is which: the names of ours, the names of theirs, and what parts them."""

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from troth.commitments.rules.incoming.problems import FileProblem, FileReason

REQUIRED = ("event_id", "party", "counterparty", "promised_at", "due_at", "kept_at")
COLUMNS = (*REQUIRED, "asked_at", "deliverable")
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where each of our columns stands in a row, how many a row has, and what parts them."""

    places: Mapping[str, int]
    width: int
    delimiter: str


def read_renames(pairs: Iterable[str]) -> dict[str, str]:
    """`["party=Vendor"]` as a mapping from our names to theirs. Raises FileProblem."""
    renames: dict[str, str] = {}
    for pair in pairs:
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not (ours and equals and theirs):
            raise FileProblem(FileReason.RENAME_FORM, shown=pair)
        if ours not in COLUMNS:
            raise FileProblem(FileReason.RENAME_UNKNOWN, shown=ours)
        if ours in renames:
            raise FileProblem(FileReason.RENAME_TWICE, shown=ours)
        renames[ours] = theirs
    return renames


def layout(header: str, renames: Mapping[str, str]) -> Layout:
    """Find our columns in a file's first line. Raises FileProblem where one needed is not there."""
    wanted = {name: _plain(renames.get(name, name)) for name in COLUMNS}
    parted = {delimiter: _parted(header, delimiter) for delimiter in DELIMITERS}
    if not any(parted.values()):
        raise FileProblem(FileReason.HEADER, shown=header.strip()[:80])
    delimiter = max(
        DELIMITERS, key=lambda each: (len({*parted[each]} & {*wanted.values()}), len(parted[each]))
    )
    names = parted[delimiter]
    _refuse(names, wanted)
    places = {ours: names.index(theirs) for ours, theirs in wanted.items() if theirs in names}
    return Layout(places=places, width=len(names), delimiter=delimiter)


def _refuse(names: list[str], wanted: Mapping[str, str]) -> None:
    missing = [ours for ours in REQUIRED if wanted[ours] not in names]
    if missing:
        raise FileProblem(FileReason.MISSING_COLUMNS, shown=", ".join(missing))
    twice = [theirs for theirs in wanted.values() if names.count(theirs) > 1]
    if twice:
        raise FileProblem(FileReason.REPEATED_COLUMN, shown=", ".join(dict.fromkeys(twice)))


def _parted(header: str, delimiter: str) -> list[str]:
    """The names in a header; none where the quotation marks do not allow this delimiter."""
    try:
        cells = next(csv.reader([header], delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return [_plain(name) for name in cells]


def _plain(name: str) -> str:
    """A column's name without what people write differently: capitals, blanks and hyphens."""
    return "_".join(unicodedata.normalize("NFKC", name).casefold().replace("-", " ").split())
