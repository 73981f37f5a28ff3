"""Parts that every form carries: the token against forged requests, and the key that makes it count once."""

from copy import copy
from typing import Any

from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.utils.datastructures import MultiValueDict
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


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form came with; None where nothing was sent.

    A form that was sent without a single field is still one that was sent: it is told what is missing.
    """
    return request.POST if request.method == "POST" else None


def goes_on_from(form: Form, seen: int | str) -> None:
    """Let a form whose sender was told of what others wrote go on from there: pressed again, it is sent.

    Only for the answer that shows it: a form that came back for another reason keeps what its writer saw.
    """
    data: Any = copy(form.data)
    data["seen"] = str(seen)
    form.data = data


def posted_files(request: HttpRequest) -> MultiValueDict[str, Any] | None:
    """The files it came with; None where nothing was sent."""
    return request.FILES if request.method == "POST" else None


def words_sent(request: HttpRequest, name: str, *, most: int) -> str:
    """What a single field says: as much of it as is kept, and without the one sign that PostgreSQL takes nowhere."""
    return (request.POST.get(name) or "").replace("\x00", "")[:most]
