"""The bar of an example server: as whom one sees the page, who else one can be, what the other side sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.text import slugify

from troth.people.entry import example_path
from troth.people.models import Person
from troth.people.queries.cast import CastSide, cast


@dataclass(frozen=True)
class ExampleBar:
    """What the bar says and offers."""

    person: Person
    organisation: str
    sides: Sequence[CastSide]
    other: Person | None
    other_organisation: str
    other_url: str


def example_bar(request: HttpRequest) -> ExampleBar | None:
    """The bar, on an example server and for one of its people."""
    person: Person | None = getattr(request, "person", None)
    if not settings.EXAMPLE or person is None or not person.is_example:
        return None
    sides = [side for table in cast() for side in table.sides]
    own = next((side for side in sides if person.id in {one.id for one in side.people}), None)
    far = next((side for side in sides if side is not own), None)
    other = far.people[0] if own and far and far.people else None
    return ExampleBar(
        person=person,
        organisation=own.name if own else "",
        sides=sides,
        other=other,
        other_organisation=far.name if far else "",
        other_url=window_of(request, other, organisation=far.name) if other and far else "",
    )


def window_of(request: HttpRequest, person: Person, *, organisation: str) -> str:
    """The same page in the other side's window: a host name of its own is another browser to the session."""
    host = request.get_host()
    port = f":{host.rpartition(':')[2]}" if ":" in host else ""
    own = slugify(organisation) if "localhost" in host else ""
    place = f"{own}.localhost{port}" if own else host
    return f"{request.scheme}://{place}{example_path(person)}?next={quote(request.path)}"
