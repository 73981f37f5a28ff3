"""The address at which a mail service hands messages over."""

import logging

from allauth.account.adapter import get_adapter
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import open_to_all
from troth.foundation.web.hooks import shows_secret
from troth.notices.actions.arriving import Outcome, arrive, tell_stranger
from troth.notices.hooks import NotHanded, handed_over, is_open
from troth.people.actions.limits import spend
from troth.people.refusals import slow_down
from troth.people.rules.limits import LINKS_FROM

log = logging.getLogger("troth.mail-in")
# Services bring it again after the first, and let it be after the second.
AGAIN, NOT_TAKEN = 503, 406
LET_BE = {"postmark": 403}


@csrf_exempt  # no browser comes here; the secret is the proof
@open_to_all("a mail service hands messages over, and shows the secret of the setting")
@require_http_methods(["HEAD", "POST"])
def mail_in(request: HttpRequest, provider: str) -> HttpResponse:
    """Take what a service brings, as if it had come over SMTP."""
    if not is_open(provider):
        raise Http404
    if not shows_secret(request):
        return turned_away(request)
    if request.method == "HEAD":
        return HttpResponse()
    try:
        outcomes = [
            receive(raw, to=to, envelope=envelope)
            for raw, ours, envelope in handed_over(request, provider)
            for to in ours or [""]
        ]
    except NotHanded as wrong:
        log.warning("a message from %s could not be read: %s", provider, wrong)
        return HttpResponse(status=LET_BE.get(provider, NOT_TAKEN))
    return HttpResponse(status=status_of(outcomes, provider))


def receive(raw: bytes, *, to: str, envelope: str | None) -> Outcome:
    """Take one message; what the database cannot take now is asked for again."""
    try:
        outcome = arrive(raw, to=to, envelope=envelope)
        if outcome is Outcome.NOBODY:
            # The service has taken it, and would tell nobody: over SMTP the sender's own server does.
            tell_stranger(raw)
    except DatabaseError:
        log.exception("a message could not be taken; it will be tried again")
        return Outcome.LATER
    return outcome


def turned_away(request: HttpRequest) -> HttpResponse:
    """Without the secret; guessing is slowed down."""
    if not spend(LINKS_FROM, get_adapter(request).get_client_ip(request)):
        return slow_down(request)
    return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="mail"'})


def status_of(outcomes: list[Outcome], provider: str) -> int:
    """What the service is told: bring it again, let it be, or taken."""
    if Outcome.LATER in outcomes:
        return AGAIN
    lost = {Outcome.NOBODY, Outcome.UNREADABLE}
    return LET_BE.get(provider, NOT_TAKEN) if set(outcomes) <= lost else 200
