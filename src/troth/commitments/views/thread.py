"""Talking about a promise: its thread stands at the end of its page and is an ordinary topic of the room."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from troth.commitments.views.acts import found
from troth.commitments.views.one import page_context
from troth.discussions.actions.threads import say_on
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words
from troth.discussions.forms import TextForm
from troth.discussions.views.finding import why_not
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest


@needs(Permission.TALK_WRITE)
@require_POST
def say(request: MemberRequest, pk: str) -> HttpResponse:
    """Say something about a promise; the first word begins its thread."""
    one, form, error = found(request, pk), TextForm(request.POST), ""
    if form.is_valid():
        words = Words(text=form.cleaned_data["text"])
        title = one.deliverable or one.event_id
        try:
            say_on(Ulid(one.id), words, title=title, room=request.room, by=request.seat)
        except NotPossible as refused:
            error = why_not(refused)
        else:
            return redirect(f"{here(request, 'commitments.one', pk=one.id)}#thread")
    wrong = error or " ".join(str(said) for said in form.errors.get("text", []))
    typed = {"thread_text": form["text"].value() or "", "thread_error": wrong}
    context = page_context(request, one) | typed
    return render(request, "commitments/one.html", context, status=409 if error else 422)
