"""The inbox: what this person may read."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import signed_in
from troth.foundation.kernel.ulid import is_ulid
from troth.notices.actions.reading import read_all
from troth.notices.queries.inbox import inbox as look
from troth.notices.queries.letters import needs_an_answer, seats_of
from troth.partnerships.requests import PersonRequest

MOST_WAITING = 20


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: PersonRequest) -> HttpResponse:
    """What needs an answer, and apart from it what happened at this person's tables, newest first."""
    if request.method == "POST":
        until = request.POST.get("until", "")
        if is_ulid(until):
            read_all(request.person, until=until)
        return redirect("inbox")
    before = request.GET.get("before", "")
    seats = seats_of(request.person)
    found = look(request.person, seats, before=before if is_ulid(before) else "")
    waiting = [] if before else needs_an_answer(seats, limit=MOST_WAITING)
    return render(request, "notices/inbox.html", {"inbox": found, "waiting": waiting})
