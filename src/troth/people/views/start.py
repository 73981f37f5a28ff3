"""The first person of a server."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import open_to_all
from troth.foundation.web.forms import posted
from troth.people.actions.limits import spend
from troth.people.actions.start import NoLonger, begin, is_good
from troth.people.entry import sign_in
from troth.people.forms.start import StartForm
from troth.people.refusals import slow_down
from troth.people.rules.limits import LINKS_FROM


@open_to_all("only the terminal shows the link, and it works until somebody is here")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for name and address, and make the one who opened the link the first person."""
    if not spend(LINKS_FROM, get_adapter(request).get_client_ip(request)):
        return slow_down(request)
    if not is_good(token):
        return render(request, "people/start_gone.html", status=404)
    form = StartForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "token": token}
        return render(request, "people/start.html", context, status=422 if form.is_bound else 200)
    try:
        person = begin(token, **form.cleaned_data)
    except NoLonger:
        return render(request, "people/start_gone.html", status=404)
    sign_in(request, person)
    return redirect("/")
