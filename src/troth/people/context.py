"""What pages on the way in need to know of the request beside what every page knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.translation import get_language_info

from troth.people.entry import expected
from troth.people.queries.cast import CastTable, cast
from troth.people.zones import all_zones


@dataclass(frozen=True)
class Door:
    """The way in, as this request finds it."""

    request: HttpRequest

    @property
    def languages(self) -> list[tuple[str, str]]:
        """What the product speaks, each in its own name; the made-up languages are for tests."""
        real = [code for code, _name in settings.LANGUAGES if not code.startswith("qp")]
        return [(code, get_language_info(code)["name_local"]) for code in real]

    @property
    def is_figures(self) -> bool:
        """Whether the address bar shows figures: browsers give passkeys to names alone."""
        host, _port = split_domain_port(self.request.get_host())
        try:
            return bool(ip_address(host.strip("[]")))
        except ValueError:
            return False

    @property
    def name_instead(self) -> str:
        """The same server under a name."""
        _host, port = split_domain_port(self.request.get_host())
        return f"http://localhost{':' if port else ''}{port}"

    @property
    def example(self) -> bool:
        """Whether this server shows the example."""
        return settings.EXAMPLE

    @property
    def keeps_mail(self) -> bool:
        """Whether mail stays on this server because nobody has said how it leaves (the example keeps it on purpose)."""
        return not getattr(settings, "MAIL_LEAVES", False) and not settings.EXAMPLE

    @property
    def cast(self) -> Sequence[CastTable]:
        """The example's people."""
        return cast()

    @property
    def zones(self) -> tuple[str, ...]:
        """Time zones, for the list behind a field."""
        return all_zones()

    @property
    def by_invitation(self) -> bool:
        """Whether only those begin here whom somebody invited."""
        return settings.SIGNUP != "open"

    @property
    def expected(self) -> str:
        """The address for which an invitation has opened sign-up in this browser."""
        return expected(self.request)


def door(request: HttpRequest) -> dict[str, Any]:
    """The context processor; nothing is looked up before a template asks."""
    return {"door": Door(request)}
