"""For everybody: the exact text, whether it may be used, and a way to see that a copy is this text.

No page that is only read sets a cookie or looks at one. What was never approved answers like nothing at all.
"""

from base64 import b64encode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from troth.foundation.access.door import open_to_all
from troth.foundation.web.forms import posted
from troth.foundation.web.offers import slot
from troth.foundation.web.page import Foot
from troth.people.rules.limits import place_in_network
from troth.statements.actions import listening
from troth.statements.forms import CheckForm, ToldForm
from troth.statements.queries.public import Shown, in_use_at, path_of, shown_at, table_at
from troth.statements.rules.checking import check
from troth.statements.rules.words import file_of

OPEN = open_to_all("every side has approved that everybody reads this")
LINK = open_to_all("whoever holds the link says whether to be told")
METHODS = ["GET", "HEAD", "POST"]
# Long enough to carry a crowd, short enough that a withdrawal is seen at once.
KEPT = "public, max-age=60"


def shown_or_404(slug: str, pk: str, *, number: int | None = None) -> Shown:
    """An approved version, now or once. Raises Http404 as for what never was."""
    found = shown_at(slug, pk, number=number)
    if found is None:
        raise Http404
    return found


def plain(request: HttpRequest) -> None:
    """A page that is the same for everybody, whoever is signed in."""
    vars(request)["plain_page"] = True


def foot() -> Foot:
    """Who runs this server."""
    return Foot(
        run_by=settings.HOST_NAME or _("whoever started this server"), about_url=reverse("server")
    )


def kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let caches keep what strangers read for a minute; nothing that somebody signed in reads."""
    if getattr(request, "person", None) is None:
        answer.headers["Cache-Control"] = KEPT
    return answer


@OPEN
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of one partnership that may be used now; where there is nothing, there is no page."""
    found, beside = in_use_at(slug), slot(request, "public.table", slug)
    if not found and not beside:
        raise Http404
    plain(request)
    context = {"rows": found, "beside": beside, "partnership": table_at(slug), "foot": foot()}
    return kept(request, render(request, "statements/public_table.html", context))


@OPEN
@require_safe
def statement(request: HttpRequest, slug: str, pk: str, number: int | None = None) -> HttpResponse:
    """The text that may be used, or since when it may not."""
    plain(request)
    shown = shown_or_404(slug, pk, number=number)
    address = f"{settings.BASE_URL}{path_of(shown)}"
    context = {"shown": shown, "one": shown.one, "foot": foot(), "address": address}
    return kept(request, render(request, "statements/public.html", context))


@OPEN
@require_safe
def text(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    """The text as a file, byte for byte what the checksum sums up; gone once it is withdrawn."""
    shown = shown_or_404(slug, pk, number=number)
    if not shown.in_use:
        words = _("This text was withdrawn and may no longer be used. What is true now: %(url)s")
        said = words % {"url": f"{settings.BASE_URL}{path_of(shown)}"}
        return HttpResponse(f"{said}\n", status=410, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(file_of(shown.one.text), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(shown)}"'
    digest = b64encode(bytes.fromhex(shown.one.checksum)).decode()
    answer.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return kept(request, answer)


@OPEN
@require_safe
def digest(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    """The checksum as a file that `sha256sum -c` reads."""
    shown = shown_or_404(slug, pk, number=number)
    line = f"{shown.one.checksum}  {file_name(shown)}\n"
    return kept(request, HttpResponse(line, content_type="text/plain; charset=utf-8"))


def file_name(shown: Shown) -> str:
    """A name that says what it is, without anything that could surprise a file system."""
    return f"{shown.table}-statement-{shown.one.number}.txt"


@OPEN
@require_http_methods(METHODS)
def checking(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Paste a text: is it the approved one? Nothing of it is kept."""
    plain(request)
    shown = shown_or_404(slug, pk)
    form = CheckForm(posted(request))
    context = {"shown": shown, "one": shown.one, "form": form, "foot": foot()}
    if request.method == "POST" and form.is_valid():
        found = check(form.cleaned_data["text"], shown.known)
        about = next((one for one in shown.all if one.number == found.number), None)
        return render(request, "statements/check.html", context | {"found": found, "about": about})
    status = 422 if form.is_bound else 200
    return render(request, "statements/check.html", context | {"found": None}, status=status)


@OPEN
@require_http_methods(METHODS)
def told(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Leave an address to be told when it is withdrawn; the answer is the same whoever it belongs to."""
    plain(request)
    shown = shown_or_404(slug, pk)
    form = ToldForm(posted(request))
    context = {"shown": shown, "one": shown.one, "form": form, "foot": foot(), "asked": False}
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        place, language = place_of(request), get_language() or ""
        if listening.ask(email, shown, place=place, language=language):
            return render(request, "statements/told.html", context | {"asked": True})
        form.add_error("email", _("Too many addresses came from here just now. Try again later."))
        status = 429
    return render(request, "statements/told.html", context, status=status)


def place_of(request: HttpRequest) -> str:
    """Where the request comes from, as our own front says; nothing a browser sends counts."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return place_in_network(
        forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    )


@LINK
@require_http_methods(METHODS)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: yes, tell me; or no, delete my address."""
    plain(request)
    listener = listening.behind(token)
    said = ""
    if request.method == "POST" and listener is not None:
        if request.POST.get("tell") == "yes":
            said = "yes" if listening.confirm(listener) else "gone"
        else:
            listening.stop(listener)
            said = "no"
    context = {"listener": listener, "said": said, "foot": foot(), "token": token}
    found = render(request, "statements/answer.html", context, status=200 if listener else 404)
    # Django would write the address into its log, and the address is the token.
    found._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return found
