"""The outbox of the example: every mail it would have sent."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from troth.foundation.access.door import open_to_all
from troth.notices.models import Letter

NEWEST = 100


@open_to_all("shows mail of the example only, where everybody may sit down as anyone")
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest letters."""
    only_in_example()
    letters = Letter.objects.order_by("-id").defer("html", "text")[:NEWEST]
    return render(request, "notices/outbox.html", {"letters": letters})


@open_to_all("shows mail of the example only, where everybody may sit down as anyone")
@require_safe
def letter(request: HttpRequest, pk: str) -> HttpResponse:
    """One letter as it would have been sent."""
    only_in_example()
    return render(request, "notices/letter.html", {"letter": get_object_or_404(Letter, pk=pk)})


def only_in_example() -> None:
    """Anywhere else this page does not exist. Raises Http404."""
    if not settings.EXAMPLE:
        raise Http404
