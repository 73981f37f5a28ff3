"""Parts that every form carries: the token against forged requests, and the key that makes it count once."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from troth.foundation.web.ids import new_ulid

ONCE = "once"


def csrf_field(request: HttpRequest) -> SafeString:
    """Hidden field with the token against forged requests."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
    )


def once_field() -> SafeString:
    """Hidden field with a fresh idempotency key: the same form sent twice has one effect."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE, new_ulid())
