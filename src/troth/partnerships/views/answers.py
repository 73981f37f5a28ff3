"""Answers that several pages share: a refusal in words, and letters after an invitation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from troth.partnerships.actions.tokens import Invited
from troth.partnerships.letters import path_of, post
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.sentences import why_not

NOT_YOURS, CHANGED_MEANWHILE, LOOK_AGAIN = 403, 409, 422


@dataclass(frozen=True)
class Unsent:
    """A letter that could not leave, for passing on by oneself."""

    email: str
    url: str


class Refused(Protocol):
    """A refusal of any noun."""

    @property
    def is_for_others(self) -> bool:
        """Whether somebody else could do it now."""


def status_of(refused: Refused) -> int:
    """403 where somebody else could do it now, 409 where nobody can."""
    return NOT_YOURS if refused.is_for_others else CHANGED_MEANWHILE


def say_no(request: HttpRequest, refused: NotPossible, *, back: str) -> HttpResponse:
    """An act without a form was refused: why, that nothing was changed, and the way back."""
    context = {"sentence": why_not(refused), "back": back}
    return render(request, "partnerships/not_possible.html", context, status=status_of(refused))


def put_beside(form: forms.Form, refused: NotPossible, *, field: str | None = None) -> int:
    """Put the refusal into the form, so that nothing typed is lost; the status of the answer.

    `field` is what the reader would look at again, where there is one.
    """
    form.add_error(field, why_not(refused))
    return status_of(refused)


def send_letters(
    request: HttpRequest, invited: Iterable[Invited], *, back: str, words: str | Promise
) -> HttpResponse:
    """Post the letters and go back; where one cannot leave, show its link this one time."""
    letters = list(invited)
    unsent = [
        Unsent(one.invitation.email, settings.BASE_URL + path_of(one))
        for one in letters
        if not post(one)
    ]
    if unsent:
        return render(request, "partnerships/pass_on.html", {"unsent": unsent, "back": back})
    messages.success(request, str(words))
    if settings.EXAMPLE and letters:
        messages.info(request, _("This is an example: the letter lies in “Mail of this example”."))
    return redirect(back)
