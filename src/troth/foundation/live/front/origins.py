"""Does this request come from our own pages? Asked of streams and sockets before anything else."""

from troth.foundation.live.front.parse import Request

OWN = frozenset({b"", b"same-origin", b"none"})


def is_ours(request: Request, *, must_say: bool) -> bool:
    """Whether Origin and Sec-Fetch-Site, where sent, name this very site.

    Browsers send no Origin with a same-origin GET, and over plain HTTP no Sec-Fetch-Site either, so
    a stream may come without both; a socket (`must_say`) always brings its Origin.
    """
    origin = request.get(b"origin")
    if not origin:
        return not must_say and request.get(b"sec-fetch-site") in OWN
    scheme, _, host = origin.lower().partition(b"://")
    ours = scheme in {b"http", b"https"} and host == request.host.lower()
    return ours and request.get(b"sec-fetch-site") in OWN
