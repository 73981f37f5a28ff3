"""How often mail comes: one's own page, and the way out that every mail names."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from troth.foundation.access.door import open_to_all, signed_in
from troth.foundation.web.forms import posted
from troth.notices.actions.lessening import meant
from troth.notices.actions.rereading import still_readable
from troth.notices.actions.wishing import choose, no_more
from troth.notices.forms import EVERYWHERE, LettersForm, Place, field_name
from troth.notices.push.vouching import public_text
from troth.notices.queries.devices import devices_of
from troth.notices.queries.places import came_back, chosen_paces, quiet_hours, rooms_to_choose
from troth.notices.rules.paces import Group
from troth.partnerships.requests import PersonRequest
from troth.people.models import Person


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: PersonRequest) -> HttpResponse:
    """Choose how often mail comes, about what, from which room, and when it is quiet."""
    form = form_for(request)
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("mail", "words")}
        choose(request.person, form.paces(), **wanted, quiet=form.quiet())
        messages.success(request, _("Kept."))
        return redirect("letters")
    return page(request, form)


def page(request: PersonRequest, form: LettersForm, *, wrong: str = "") -> HttpResponse:
    """The page; `wrong`: why this browser cannot show notifications."""
    context: dict[str, object] = {"form": form, "came_back": came_back(request.person)}
    if settings.WEB_PUSH:
        key = request.session.session_key or ""
        devices = devices_of(request.person, session_key=key)
        context |= {"devices": devices, "key": public_text(settings.WEB_PUSH_KEY), "wrong": wrong}
    status = 422 if request.method == "POST" else 200
    return render(request, "notices/letters.html", context, status=status)


def form_for(request: PersonRequest, *, posted_here: bool = True) -> LettersForm:
    """The form, as sent or as kept."""
    person: Person = request.person
    named = rooms_to_choose(person)
    places = [Place(EVERYWHERE, ""), *[Place(room, name) for room, name in named]]
    kept = chosen_paces(person, [place.room for place in places])
    initial: dict[str, object] = {"mail": person.mail_waiting, "words": person.mail_words}
    initial |= quiet_hours(person)
    initial |= {field_name(room, Group(group)): pace for (room, group), pace in kept.items()}
    return LettersForm(posted(request) if posted_here else None, places=places, initial=initial)


@csrf_exempt  # mail programs press this button themselves (RFC 8058); the signed address is the proof
@open_to_all("whoever holds the signed link may stop the mail that it came with")
@require_http_methods(["GET", "HEAD", "POST"])
def less(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mail that named this address; looking at it alone changes nothing."""
    found = meant(token)
    if found is None:
        return render(request, "notices/less_gone.html", status=404)
    person, reminders = found
    if request.method == "POST":
        no_more(person, reminders=reminders)
    context = {"token": token, "reminders": reminders, "done": request.method == "POST"}
    return render(request, "notices/less.html", context)


@open_to_all(
    "whoever holds the signed link may read the letter that it came with, and nothing more"
)
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """One letter as it was mailed, less what its reader may not see any more."""
    # The same for everybody who holds the link: nothing of whoever is signed in.
    vars(request)["plain_page"] = True
    found = still_readable(token)
    if found is None:
        answer = render(request, "notices/read_gone.html", status=404)
        # Django would write the address into its log, and the address opens the letter.
        vars(answer)["_has_been_logged"] = True
    else:
        with translation.override(found.language or None):
            answer = render(request, "notices/read.html", {"letter": found.letter, "at": found.at})
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
