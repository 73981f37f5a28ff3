"""What other nouns make of a text that parties sign: a goal, a charter, a statement."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from troth.agreements.models import Agreement
from troth.partnerships.models import Seat
from troth.people.models import Person

TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One noun's use of agreements; its own row has the same id as the agreement it hangs on.

    `reached` runs in the transaction of the signature that made a version agreed, `revised` in that
    of a new version, `withdrawn` in that of taking it back. `holds` takes, before anything of a signature is
    written, what others take before the record and `reached` needs. `ended` says of those of these agreements
    that everybody signed and that hold no longer since when that is so: in words for whoever reads them.
    """

    name: str
    url_name: str
    words: Callable[[], str]
    holds: Callable[[Agreement], None] | None = None
    reached: Callable[[Agreement, int, Seat], None] | None = None
    revised: Callable[[Agreement, int, Seat], None] | None = None
    withdrawn: Callable[[Agreement, Seat], None] | None = None
    ended: Callable[[Collection[str], Person], Mapping[str, str]] | None = None


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Tell agreements of one more use; `site.wiring` does."""
    KINDS[kind.name] = kind


def page_of(kind: str) -> str:
    """The name of the page on which an agreement of this kind is read."""
    return KINDS[kind].url_name if kind in KINDS else "agreements.one"


def ended(agreements: Collection[Agreement], reader: Person) -> dict[str, str]:
    """Of these, those that hold no longer although everybody signed them, with the words for it."""
    found: dict[str, str] = {}
    for name, kind in KINDS.items():
        keys = [one.id for one in agreements if one.kind == name]
        if keys and kind.ended is not None:
            found |= kind.ended(keys, reader)
    return found
