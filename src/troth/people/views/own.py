"""What a person's own pages receive."""

from django.http import HttpRequest

from troth.people.models import Person


class OwnRequest(HttpRequest):
    """A request whose sender is known."""

    person: Person
