"""The few small pages that are shown when web cannot show one."""

import json
from http import HTTPStatus

PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">{again}</head>
<body style="max-width:34em;margin:4em auto;padding:0 1em;font:1.06rem/1.6 system-ui,sans-serif">
<h1>{title}</h1><p>{text}</p></body></html>
"""
HTML = b"text/html; charset=utf-8"
AGAIN = '<meta http-equiv="refresh" content="3">'
AWAY = "Back in a moment"
AWAY_PAGE = (
    "Troth is starting or taking a short break. Nothing is lost. "
    "This page tries again by itself in a few seconds."
)
AWAY_FORM = (
    "Troth took a short break just when you sent this, and we do not know whether it arrived. "
    "Go back: your words are still there. Sending them again does no harm."
)
UNREADABLE = (
    "We could not read this",
    "What your browser sent made no sense to us. Nothing was changed. Go back and try again.",
)
SAID = {
    400: UNREADABLE,
    401: ("Come in first", "Then this page can tell you what happens at your tables."),
    403: ("Not from here", "This opens from our own pages only. Go back and begin at your table."),
    404: (
        "Nothing here",
        (
            "There is nothing here for you to see. "
            "If you were invited, open the link in the invitation."
        ),
    ),
    405: UNREADABLE,
    408: (
        "That took too long",
        "What your browser sent did not arrive in time. Nothing was changed. Go back and try again.",
    ),
    411: (
        "How much is it?",
        "Your browser did not say how much it would send. Nothing was changed. Try another browser.",
    ),
    431: (
        "Too much at once",
        (
            "Your browser sent more about itself than we can read. Nothing was changed. "
            "Deleting this site’s cookies helps."
        ),
    ),
    503: (AWAY, AWAY_PAGE),
    505: UNREADABLE,
}
SAFE = (
    b"cache-control: no-store\r\nx-content-type-options: nosniff\r\nreferrer-policy: same-origin\r\n"
    b"content-security-policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n"
)


def answer(status: int, *, kind: bytes, body: bytes, close: bool, more: bytes = b"") -> bytes:
    """A whole answer of our own."""
    return b"HTTP/1.1 %d %b\r\ncontent-type: %b\r\ncontent-length: %d\r\n%b%b%b\r\n%b" % (
        status,
        HTTPStatus(status).phrase.encode(),
        kind,
        len(body),
        SAFE,
        more,
        b"connection: close\r\n" if close else b"",
        body,
    )


def page(status: int, *, close: bool = True) -> bytes:
    """The small page for this status."""
    title, text = SAID[status]
    more = b"retry-after: 2\r\n" if status == 503 else b""
    body = PAGE.format(title=title, text=text, again="").encode()
    return answer(status, kind=HTML, body=body, close=close, more=more)


def away(method: bytes) -> bytes:
    """Web is not there: a page that comes back by itself, unless something was sent."""
    asked = method in {b"GET", b"HEAD"}
    text = AWAY_PAGE if asked else AWAY_FORM
    body = PAGE.format(title=AWAY, text=text, again=AGAIN if asked else "").encode()
    whole = answer(502, kind=HTML, body=body, close=True, more=b"retry-after: 2\r\n")
    return whole.removesuffix(body) if method == b"HEAD" else whole


def ready(port: int, address: str) -> str:
    """The line that says that everything listens."""
    return json.dumps({"ready": "live", "port": port, "address": address})
