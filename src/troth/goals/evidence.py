"""What can show the result of a check: items of the same room, from nouns that goals need not know."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from troth.goals.models import CheckResult
from troth.resources.models import Resource

MOST = 40


@dataclass(frozen=True, kw_only=True)
class Source:
    """One noun whose items can show something: the newest of a room, and how some of them are called."""

    kind: str
    words: Callable[[], str]
    url_name: str
    newest: Callable[[str, int], Sequence[tuple[str, str]]]
    titles: Callable[[str, Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Named:
    """An item as evidence: how it is called, and the name of its page."""

    title: str
    url_name: str
    key: str


def newest_files(room: str, most: int) -> Sequence[tuple[str, str]]:
    """What changed last in the library of this room."""
    rows = Resource.objects.in_rooms([room]).filter(withdrawn_at__isnull=True)
    return list(rows.order_by("-changed_at", "-id").values_list("pk", "title")[:most])


def titles_of_files(room: str, keys: Collection[str]) -> Mapping[str, str]:
    """How these files of this room are called; what was withdrawn is not."""
    rows = Resource.objects.in_rooms([room]).filter(pk__in=keys, withdrawn_at__isnull=True)
    return dict(rows.values_list("pk", "title"))


LIBRARY = Source(
    kind="resource",
    words=lambda: _("From the library"),
    url_name="talk.library.one",
    newest=newest_files,
    titles=titles_of_files,
)
SOURCES: list[Source] = [LIBRARY]


def choices(room: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything newest of this room that can be named, by noun; one statement each."""
    found = []
    for one in SOURCES:
        rows = one.newest(room, MOST)
        if rows:
            found.append((one.words(), [(f"{one.kind}:{key}", title) for key, title in rows]))
    return found


def chosen(value: str) -> tuple[str, str] | None:
    """Kind and id out of a choice; None for none."""
    kind, _colon, key = value.partition(":")
    return (kind, key) if key else None


def named(room: str, results: Iterable[CheckResult]) -> dict[str, Named]:
    """The evidence of these results by the result's id; a statement for each noun that is named."""
    rows = [one for one in results if one.evidence]
    found: dict[str, Named] = {}
    for source in SOURCES:
        wanted = {one.evidence for one in rows if one.evidence_kind == source.kind}
        titles = source.titles(room, wanted) if wanted else {}
        for one in rows:
            if one.evidence_kind == source.kind and one.evidence in titles:
                found[one.id] = Named(
                    title=titles[one.evidence], url_name=source.url_name, key=one.evidence
                )
    return found
