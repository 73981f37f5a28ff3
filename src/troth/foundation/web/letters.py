"""Letters: plain text that says all of it, and the same in one column of HTML."""

import logging
from collections.abc import Mapping
from email.mime.image import MIMEImage
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

log = logging.getLogger("troth.letters")
LONGEST_SUBJECT = 180


def one_line(words: str) -> str:
    """A subject: one line, nothing that could begin another header."""
    return " ".join(words.split())[:LONGEST_SUBJECT]


def one_header(words: str) -> str:
    """The value of a header: nothing that could begin another one."""
    return "".join(words.splitlines())


class Letter(EmailMultiAlternatives):
    """What is attached belongs into the letter, and is shown there."""

    mixed_subtype = "related"


def shown_inside(name: str, png: bytes) -> MIMEImage:
    """A picture that stands in the letter, and is no file of its own beside it."""
    picture = MIMEImage(png, "png")
    picture.add_header("Content-ID", f"<{name}>")
    picture.add_header("Content-Disposition", "inline", filename="picture.png")
    return picture


def send(
    to: str,
    *,
    subject: str,
    template: str,
    context: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bool:
    """Send one letter from `<template>.txt` and `<template>.html`; False where mail could not leave.

    `pictures`: PNGs by the name under which the HTML shows them (`cid:`).

    Somebody without an address gets none, and nobody needs to try again.
    """
    if not to:
        return True
    values = {"base_url": settings.BASE_URL, "run_by": settings.HOST_NAME, **context}
    letter = Letter(
        one_line(subject), render_to_string(f"{template}.txt", values).strip() + "\n", to=[to]
    )
    letter.extra_headers = {name: one_header(words) for name, words in (headers or {}).items()}
    letter.attach_alternative(render_to_string(f"{template}.html", values), "text/html")
    for name, png in (pictures or {}).items():
        letter.attach(shown_inside(name, png))
    try:
        return letter.send() == 1
    except (OSError, SMTPException):
        # The address stays out of the log; whoever sends it says on the page that it has not left.
        log.warning("a letter could not leave; see the mail settings")
        return False
