"""What happens around allauth's steps that no adapter method sees."""

from typing import Any

from allauth.account.signals import authentication_step_completed
from django.dispatch import receiver
from django.http import HttpRequest


@receiver(authentication_step_completed, dispatch_uid="people.rotate")
def rotate(request: HttpRequest, **step: Any) -> None:
    """After a fresh proof the session may do more, so it gets a new key."""
    if step.get("reauthenticated"):
        request.session.cycle_key()
