"""Asking what was meant, confirming it, saying it differently."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from troth.discussions.actions import meaning as acts
from troth.discussions.actions.turns import NotPossible
from troth.discussions.forms import MeaningForm
from troth.discussions.rendering import shown
from troth.discussions.views.finding import (
    at_post,
    meaning_or_404,
    post_or_404,
    refused_page,
)
from troth.discussions.views.spoken import first_name
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest


@needs(Permission.TALK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: MemberRequest, pk: str) -> HttpResponse:
    """Say how one understood a post, and ask its author."""
    post = post_or_404(request, pk)
    sent = request.method == "POST"
    form = MeaningForm(request.POST if sent else None)
    if sent and form.is_valid():
        try:
            acts.ask_meaning(post, words=form.cleaned_data["words"], by=request.seat)
        except NotPossible as refused:
            return refused_page(request, post, refused)
        return redirect(at_post(request, post))
    context = {"form": form, "post": post, "html": shown(post.html), "who": first_name(post)}
    context |= {"meaning": None, "audience": audience_of(request.room)}
    return render(request, "discussions/meaning.html", context, status=422 if sent else 200)


@needs(Permission.TALK_WRITE)
@require_POST
def confirm(request: MemberRequest, pk: str) -> HttpResponse:
    """That is what was meant."""
    meaning = meaning_or_404(request, pk)
    try:
        acts.confirm_meaning(meaning, by=request.seat)
    except NotPossible as refused:
        return refused_page(request, meaning.post, refused)
    return redirect(at_post(request, meaning.post))


@needs(Permission.TALK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: MemberRequest, pk: str) -> HttpResponse:
    """Say in other words what was meant."""
    meaning = meaning_or_404(request, pk)
    sent = request.method == "POST"
    form = MeaningForm(request.POST if sent else None, initial={"words": meaning.words})
    if sent and form.is_valid():
        try:
            acts.correct_meaning(meaning, words=form.cleaned_data["words"], by=request.seat)
        except NotPossible as refused:
            return refused_page(request, meaning.post, refused)
        return redirect(at_post(request, meaning.post))
    post = meaning.post
    context = {"form": form, "post": post, "html": shown(post.html), "who": first_name(post)}
    context |= {"meaning": meaning, "audience": audience_of(request.room)}
    return render(request, "discussions/meaning.html", context, status=422 if sent else 200)
