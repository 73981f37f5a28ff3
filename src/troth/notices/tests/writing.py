"""Mail as somebody writes it, and what stands in the topic afterwards."""

from email.message import EmailMessage

from troth.discussions.models import Post, Topic
from troth.foundation.web.clock import now
from troth.notices.actions.replying import reply_addresses
from troth.partnerships.models import Seat


def address(seat: Seat, topic: Topic) -> str:
    return reply_addresses(seat.person, [topic.id], now=now())[topic.id]


def letter(
    to: str, text: str = "Friday works.\n", *, sender: str = "", **headers: str
) -> EmailMessage:
    one = EmailMessage()
    one["From"] = sender or "Ingrid Halvorsen <Ingrid@lumen.example>"
    one["To"] = to
    one["Message-ID"] = "<1@lumen.example>"
    for name, words in headers.items():
        del one[name.replace("_", "-")]
        one[name.replace("_", "-")] = words
    one.set_content(text)
    return one


def said(topic: Topic) -> list[tuple[str, str]]:
    """Who said what after the first post."""
    rows = Post.objects.filter(topic=topic, number__gt=1).order_by("number")
    return [(row.seat.person.name if row.seat else "", row.text) for row in rows]
