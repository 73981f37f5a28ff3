"""The mark every address carries: which permission it needs, or why it needs none.

The gate itself knows seats and rooms, which stand above the foundation; `site.wiring` hangs it in here.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from troth.foundation.access.permissions import Permission

View = Callable[..., HttpResponseBase]


class Gate(Protocol):
    """Who stands at the door."""

    def admit(
        self, request: HttpRequest, permission: Permission, *, address: dict[str, Any]
    ) -> HttpResponse | None:
        """Find seat and room, put them on the request; an answer instead of None means: not further."""
        ...

    def know(self, request: HttpRequest) -> HttpResponse | None:
        """Find out who is asking, put the person on the request; an answer means: come in first."""
        ...


gates: list[Gate] = []


def hang(gate: Gate) -> None:
    """Hang the gate into the door; once, when the site is wired."""
    gates[:] = [gate]


# What the address says about place; the gate turns it into seat, room and partnership.
PLACE = ("slug", "where", "room_id")


def must_be_readable(address: Mapping[str, object]) -> None:
    """Raises Http404 for a sign in an address that no database takes: nothing here is called like that."""
    if any("\0" in str(part) for part in address.values()):
        raise Http404


def needs(permission: Permission) -> Callable[[View], View]:
    """Let only seats with this permission in this room reach the view."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **address: Any) -> HttpResponseBase:
            must_be_readable(address)
            place = {name: address.pop(name) for name in PLACE if name in address}
            return gates[0].admit(request, permission, address=place) or view(request, **address)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the access matrix
        return guarded

    return mark


def signed_in(view: View) -> View:
    """Let everybody who is signed in reach the view: a person's own pages."""

    @wraps(view)
    def guarded(request: HttpRequest, **address: Any) -> HttpResponseBase:
        must_be_readable(address)
        return gates[0].know(request) or view(request, **address)

    guarded.openness = "signed in"  # type: ignore[attr-defined]  # read by the access matrix
    return guarded


def open_to_all(reason: str) -> Callable[[View], View]:
    """Let anybody reach the view, and say why."""

    def mark(view: View) -> View:
        view.openness = f"open: {reason}"  # type: ignore[attr-defined]  # read by the access matrix
        return view

    return mark
