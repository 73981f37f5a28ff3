"""How mail leaves: `MAIL_URL` as `smtp://name:word@host:587?tls=1`, or kept in the outbox page."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from troth.site.env import WrongSetting, parted


def mail_settings(url: str, *, sender: str, example: bool, base_url: str) -> dict[str, Any]:
    """Django's mail settings. Without an address, or in the example, no mail leaves this machine.

    Raises `WrongSetting`.
    """
    common = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": 10}
    host = urlsplit(base_url).hostname or "localhost"
    common |= {"MAIL_HOST_NAME": host}
    if example or not url:
        return common | {"EMAIL_BACKEND": "troth.notices.outbox.Outbox", "MAIL_LEAVES": False}
    parts = parted(url, "MAIL_URL")
    if parts.scheme not in {"smtp", "smtps"}:
        raise WrongSetting("MAIL_URL must begin with smtp:// or smtps://.")
    query = parse_qs(parts.query)
    return common | {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "MAIL_LEAVES": True,
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and query.get("tls", ["1"])[0] != "0",
    }
