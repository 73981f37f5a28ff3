"""Sitting down as one of the example's people."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import open_to_all
from troth.people.entry import example_person, sign_in
from troth.people.models import Person


@require_POST
@open_to_all("an example server lets everybody sit down as one of its people")
def sit(request: HttpRequest, person_id: str) -> HttpResponse:
    """Become one of the cast, in this browser on this host name."""
    if not settings.EXAMPLE:
        raise Http404
    person = get_object_or_404(Person, pk=person_id, is_example=True, is_active=True)
    sign_in(request, person)
    return HttpResponseRedirect(next_page(request))


@require_safe
@open_to_all("the links an example server prints")
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The same by a link from the terminal; each host name is a browser of its own."""
    person = example_person(token)
    if person is None:
        raise Http404
    if request.method == "GET":
        sign_in(request, person)
    return HttpResponseRedirect(next_page(request))


def next_page(request: HttpRequest) -> str:
    """Where to go on: a page of this server, else the first one."""
    wanted = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe else "/"
