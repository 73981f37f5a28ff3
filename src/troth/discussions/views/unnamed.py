"""Words that nobody is named for, where the working agreement provides for them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from troth.discussions.actions import writing
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words
from troth.discussions.forms import TextForm
from troth.discussions.views.finding import at_post, topic_or_404, why_not
from troth.discussions.views.topic import may_be_unnamed
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest


@needs(Permission.TALK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def unnamed(request: MemberRequest, pk: str) -> HttpResponse:
    """Say something without a name; nothing of it is kept while it is typed, nor of who sent it."""
    topic = topic_or_404(request, pk)
    sent = request.method == "POST"
    form = TextForm(request.POST if sent else None)
    allowed = may_be_unnamed(request)
    status = 422 if sent else 200
    if sent and form.is_valid():
        try:
            words = Words(text=form.cleaned_data["text"], unnamed=True)
            post = writing.write(topic, words, room=request.room, by=request.seat)
        except NotPossible as refused:
            form.add_error(None, why_not(refused))
            status = 409
        else:
            return redirect(at_post(request, post))
    context = {
        "form": form,
        "topic": topic,
        "allowed": allowed,
        "audience": audience_of(request.room),
    }
    context |= {"back": here(request, "talk.one", pk=topic.id)}
    return render(request, "discussions/unnamed.html", context, status=status)
