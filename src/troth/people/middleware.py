"""A person's language and clock, for the time of one request."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from troth.foundation.web.headers import STRANGERS_LIMIT, fits, too_large_from_strangers
from troth.foundation.web.hooks import LARGEST_HOOK, is_trusted_hook
from troth.people.actions.sessions import notice
from troth.people.queries.session import held_by
from troth.people.zones import known_zone


class Preferences:
    """Who asks, their language (else the browser's), and their clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the person on the request, set language and clock, say the language in the answer."""
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        held = held_by(key)
        person = held.person if held else None
        vars(request)["person"] = person
        limit = LARGEST_HOOK if is_trusted_hook(request) else STRANGERS_LIMIT
        if person is None and not fits(request, limit):
            return too_large_from_strangers()
        if key and held and held.unnoticed:
            notice(key, at=timezone.now())
        language = translation.get_language_from_request(request)
        if person is not None and person.language in dict(settings.LANGUAGES):
            language = person.language
        zone = known_zone(person.zone if person else "UTC")
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response
