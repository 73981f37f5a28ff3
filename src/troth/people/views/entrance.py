"""The door: an address and a code, or what to do where nobody is here yet."""

from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.foundation.access.door import open_to_all
from troth.foundation.web.forms import posted
from troth.people.actions.people import AlreadyHere, register
from troth.people.entry import sign_in
from troth.people.forms.start import StartForm
from troth.people.queries.cast import cast
from troth.people.queries.people import nobody_yet
from troth.people.views.borrowed import ask_for_code

FORM = require_http_methods(["GET", "HEAD", "POST"])
YEAR = 365 * 24 * 3600


@open_to_all("the door itself")
@FORM
def come_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for an address; on a new server say where its first person finds the link."""
    if nobody_yet():
        return render(request, "people/nobody_yet.html")
    return ask_for_code(request)


@require_POST
@open_to_all("the door itself")
def send_again(request: HttpRequest) -> HttpResponseBase:
    """Ask for another code, the whole way: a shorter one would be quicker for addresses nobody has."""
    clear_login(request)
    return ask_for_code(request)


@open_to_all("on an example server anybody may begin something of their own")
@FORM
def beside(request: HttpRequest) -> HttpResponse:
    """Begin a table of one's own beside the example."""
    if not settings.EXAMPLE:
        return redirect("account_login")
    form = StartForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            person = register(**form.cleaned_data)
        except AlreadyHere:
            messages.info(request, _("You are here already. Come in with your address."))
            return redirect("account_login")
        sign_in(request, person)
        return HttpResponseRedirect("/p/new/")
    context = {"form": form, "cast": cast()}
    return render(request, "people/beside.html", context, status=422 if form.is_bound else 200)


@require_POST
@open_to_all("the language of the pages is everybody's own")
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in this browser and go back."""
    back, language = request.POST.get("next", ""), request.POST.get("language", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if safe else settings.LOGIN_URL)
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        name, secure = settings.LANGUAGE_COOKIE_NAME, settings.SECURE
        response.set_cookie(
            name, language, max_age=YEAR, samesite="Lax", secure=secure, httponly=True
        )
    return response
