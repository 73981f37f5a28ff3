"""The address at which a mail service hands messages over, and how it shows that it may."""

import base64
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

MAIL_IN: Final = "/mail/in/"
# A message of 10 MB, as JSON or a form writes it.
LARGEST_HOOK: Final = 16 * 1024 * 1024


def is_hook(request: HttpRequest) -> bool:
    """Whether no person asks here, and no form of ours is sent."""
    return request.path.startswith(MAIL_IN)


def shows_secret(request: HttpRequest) -> bool:
    """Whether the request carries the name and the secret of `MAIL_HOOK`; never where there is none."""
    if not settings.MAIL_HOOK:
        return False
    wanted = base64.b64encode(settings.MAIL_HOOK.encode()).decode()
    kind, _blank, given = request.headers.get("Authorization", "").partition(" ")
    return kind.lower() == "basic" and constant_time_compare(given.strip(), wanted)


def is_trusted_hook(request: HttpRequest) -> bool:
    """Whether it may send as much as a message needs."""
    return is_hook(request) and shows_secret(request)
