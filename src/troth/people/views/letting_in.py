"""Coming in by a link that the operator made."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import open_to_all
from troth.people.actions.letting_in import NoLonger, expected_by, use_up
from troth.people.actions.limits import spend
from troth.people.entry import sign_in
from troth.people.refusals import slow_down
from troth.people.rules.limits import LINKS_FROM


@open_to_all("only the operator's terminal shows the link, and it works once")
@require_http_methods(["GET", "HEAD", "POST"])
def let_in(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to come in as this person; looking at the link alone does not use it up."""
    if not spend(LINKS_FROM, get_adapter(request).get_client_ip(request)):
        return slow_down(request)
    person = expected_by(token)
    try:
        if request.method == "POST":
            sign_in(request, use_up(token))
            return redirect("/you/")
    except NoLonger:
        person = None
    if person is None:
        return render(request, "people/let_in_gone.html", status=404)
    return render(request, "people/let_in.html", {"person": person, "token": token})
