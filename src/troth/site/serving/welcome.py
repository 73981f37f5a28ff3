"""What a newcomer reads in the terminal: where to go, and as whom."""

from collections.abc import Iterable

from troth.people.actions.start import first_person_link
from troth.site.env import Env
from troth.site.example import entrances


def welcome(env: Env, *, example: bool) -> Iterable[str]:
    """The lines printed once the server listens."""
    yield ""
    yield f"Troth is ready: {env.base_url}"
    if example:
        yield "Sit down as one of the example, each side in a window of its own:"
        for name, address in entrances(env.base_url):
            yield f"  {name:<28} {address}"
        yield "Where a browser does not know names that end in .localhost, use the first address and choose a person."
    else:
        link = first_person_link(env.base_url)
        if link:
            yield f"Nobody is here yet. The first person comes in by this link, within 24 hours: {link}"
    yield "Ctrl-C stops it."
