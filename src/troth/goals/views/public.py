"""For everybody: what was kept of a goal, failed checks too, and the same as a file for machines.

Nothing here sets a cookie or looks at one. What was never approved answers like nothing at all.
"""

from base64 import b64encode
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from troth.foundation.access.door import open_to_all
from troth.foundation.web.page import Foot
from troth.goals.check_words import OUTCOMES, PROOFS, TAGS, aims_words
from troth.goals.models import Release
from troth.goals.queries.showing import last_approved
from troth.goals.rules.results import Data

OPEN = open_to_all("every side has approved that everybody reads this")
# Long enough to carry a crowd, short enough that a withdrawal is seen at once.
KEPT = "public, max-age=60"


def release_or_404(slug: str, pk: str) -> Release:
    """What all approved last at this address. Raises Http404 as for what never was."""
    found = last_approved(slug, pk)
    if found is None:
        raise Http404
    return found


def kept_by_caches(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let caches keep what strangers read for a minute; nothing that somebody signed in reads."""
    if getattr(request, "person", None) is None:
        answer.headers["Cache-Control"] = KEPT
    return answer


@OPEN
@require_safe
def kept(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """What was kept of one goal; once withdrawn, only that it was."""
    release = release_or_404(slug, pk)
    vars(request)["plain_page"] = True
    used = release.withdrawn_at is None
    context = {
        "release": release,
        "partnership": release.showing.room.partnership,
        "used": used,
        "lines": [line(one) for one in release.data["checks"]] if used else [],
        "file": reverse("public.kept.file", kwargs={"slug": slug, "pk": pk}),
        "foot": Foot(
            run_by=settings.HOST_NAME or _("whoever started this server"),
            about_url=reverse("server"),
        ),
    }
    return kept_by_caches(request, render(request, "goals/public.html", context))


def line(one: Data) -> dict[str, object]:
    """One check in the words of the page."""
    outcome = one["outcome"]
    return {
        **one,
        "tag": OUTCOMES.get(outcome, _("Not looked at yet")),
        "tag_kind": TAGS.get(outcome, "dashed"),
        "aims": aims_words(one["un_goals"]),
        "by": PROOFS[one["proof"]],
        "next_look": day_of(one["next_look"]),
        "found": [
            (each, day_of(each["day"]), OUTCOMES[each["outcome"]])
            for each in reversed(one["results"])
        ],
    }


def day_of(text: str | None) -> date | None:
    """A day as the file writes it."""
    return date.fromisoformat(text) if text else None


@OPEN
@require_safe
def file(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """The same for machines, byte for byte what was approved; gone once it is withdrawn."""
    release = release_or_404(slug, pk)
    if release.withdrawn_at is not None:
        said = _("This is no longer shown to everybody.")
        return HttpResponse(f"{said}\n", status=410, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(release.file, content_type="application/json; charset=utf-8")
    digest = b64encode(bytes.fromhex(release.checksum)).decode()
    answer.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    answer.headers["ETag"] = etag = f'"{release.checksum}"'
    kept_by_caches(request, answer)
    found = get_conditional_response(request, etag=etag, response=answer)
    return found if isinstance(found, HttpResponse) else answer
