"""The inbox: what this person may read."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import signed_in
from troth.foundation.kernel.ulid import is_ulid
from troth.notices.actions.reading import read_all
from troth.notices.queries.inbox import inbox as look
from troth.partnerships.models import Seat
from troth.partnerships.requests import PersonRequest

SEATS = 50


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: PersonRequest) -> HttpResponse:
    """What happened at this person's tables, newest first; nothing here needs an answer."""
    if request.method == "POST":
        until = request.POST.get("until", "")
        if is_ulid(until):
            read_all(request.person, until=until)
        return redirect("inbox")
    before = request.GET.get("before", "")
    seats = Seat.objects.taken(timezone.now()).filter(person=request.person)
    found = look(
        request.person,
        seats.select_related("partnership", "party")[:SEATS],
        before=before if is_ulid(before) else "",
    )
    return render(request, "notices/inbox.html", {"inbox": found})
