"""What a request for a stream asks for, and whether it is one that can be answered at all."""

import re
from urllib.parse import parse_qs

from troth.foundation.kernel.ulid import is_ulid
from troth.foundation.live.front.origins import is_ours
from troth.foundation.live.front.parse import Request

MOST_ROOMS = 100
PLACE = re.compile(r"(?P<room>\w{26})\.(?P<idx>-1|[0-9]{1,15})", re.ASCII)


def read_query(request: Request) -> tuple[tuple[str, ...], dict[str, int]] | None:
    """The rooms asked for, and the index up to which the page knows each; nothing if unreadable."""
    query = parse_qs(request.target.partition(b"?")[2].decode("ascii", "replace"))
    rooms = sorted({room for room in ",".join(query.get("rooms", [])).split(",") if room})
    if len(rooms) > MOST_ROOMS or not all(map(is_ulid, rooms)):
        return None
    # A browser that reconnects by itself repeats the old address and adds the last id it was told.
    places = [*",".join(query.get("at", [])).split(",")]
    places.append(request.get(b"last-event-id").decode("ascii", "replace"))
    found = [place for place in map(PLACE.fullmatch, places) if place]
    return tuple(rooms), {place["room"]: int(place["idx"]) for place in found}


def fitness(request: Request) -> int:
    """The status this request for a stream deserves before anybody is asked; 200 to go on."""
    if request.method != b"GET" or request.length:
        return 405
    if not request.modern:
        return 505
    if not is_ours(request, must_say=False):
        return 403
    return 200 if read_query(request) else 404
