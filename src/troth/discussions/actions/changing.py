"""Changing what one said: editing keeps the earlier wording, taking back leaves the place."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from troth.discussions.actions.translating import forget_translations
from troth.discussions.actions.turns import NotPossible, check, name_of, place, touch, turn
from troth.discussions.actions.writing import call
from troth.discussions.models import Attachment, Meaning, Post, Question, Reaction, Topic, Wording
from troth.discussions.queries.names import callable_names
from troth.discussions.rendering import render
from troth.discussions.rules.lines import title_of
from troth.discussions.rules.questions import QuestionState
from troth.discussions.rules.refusals import Refusal
from troth.foundation.facts.discussions import PostEdited, PostReacted, PostTakenBack, Sign
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Room, Seat
from troth.resources.actions.adding import NotPossible as NotPossibleThere
from troth.resources.actions.adding import withdraw


def own_refusal(post: Post, *, by: Seat) -> Refusal | None:
    """Why this person cannot change the post."""
    if post.seat is None:
        return Refusal.NOBODY_IS_NAMED
    if post.seat.person_id != by.person_id:
        return Refusal.NOT_THE_AUTHOR
    return Refusal.TAKEN_BACK if post.taken_back_at else None


@transaction.atomic
def edit(post: Post, *, text: str, seen: int, room: Room, by: Seat) -> Post:
    """Say it in other words; the earlier ones stay readable. Of two edits at once one wins."""
    check(own_refusal(post, by=by), who=name_of(post))
    before = Post.objects.get(pk=post.pk)
    if before.version == seen and before.text == text:
        raise NotPossible(Refusal.SAME_WORDS)
    html, calls = render(text, callable_names(room))
    here = Post.objects.filter(pk=post.pk, version=seen, taken_back_at__isnull=True)
    said = {"text": text, "html": html, "version": seen + 1, "edited_at": now()}
    if not here.update(**said, turn=turn(Ulid(post.topic_id))):
        raise NotPossible(Refusal.CHANGED_MEANWHILE)
    Wording.objects.create(post=post, number=seen, text=before.text, html=before.html, until=now())
    forget_translations(post)
    call(post, calls.found)
    record(PostEdited(**place(post, by), version=seen + 1, text=text))
    post.refresh_from_db()
    return post


@transaction.atomic
def take_back(post: Post, *, by: Seat) -> None:
    """Take it back: its place and what was answered to it stay, its words are shown to nobody any more."""
    check(own_refusal(post, by=by), who=name_of(post))
    forget_title(post)
    here = Post.objects.filter(pk=post.pk, taken_back_at__isnull=True)
    gone = {"taken_back_at": now(), "text": "", "html": ""}
    if not here.update(**gone, turn=turn(Ulid(post.topic_id))):
        raise NotPossible(Refusal.TAKEN_BACK)
    Wording.objects.filter(post=post).delete()
    forget_translations(post)
    Meaning.objects.filter(post=post).delete()
    Reaction.objects.filter(post=post).delete()
    withdraw_files(post, by=by)
    call(post, [])
    Question.objects.filter(post=post).update(state=QuestionState.TAKEN_BACK.value)
    record(PostTakenBack(**place(post, by)))


def withdraw_files(post: Post, *, by: Seat) -> None:
    """What came into the library with a post goes with it, where nothing else has made use of it since."""
    came = Attachment.objects.filter(post=post, brought=True).select_related("version__resource")
    for resource in [one.version.resource for one in came]:
        elsewhere = Attachment.objects.filter(version__resource=resource).exclude(post=post)
        if resource.latest > 1 or elsewhere.exists():
            continue
        try:
            withdraw(resource, by=by)
        except NotPossibleThere:
            # Withdrawn already, or no longer its author's side's to withdraw: it stands or falls in the library.
            continue
    Attachment.objects.filter(post=post).delete()


def forget_title(post: Post) -> None:
    """A topic that is called by the words of its first post is not called by them any more."""
    if post.number != 1:
        return
    said = [
        *Post.objects.filter(pk=post.pk).values_list("text", flat=True),
        *Wording.objects.filter(post=post).values_list("text", flat=True),
    ]
    by_its_words = Topic.objects.filter(pk=post.topic_id, title__in={title_of(one) for one in said})
    # It is kept in the row, for everybody: in the language of the server and not of whoever took it back.
    with translation.override(settings.LANGUAGE_CODE):
        by_its_words.update(title=_("Taken back"))


@transaction.atomic
def react(post: Post, sign: Sign, *, by: Seat) -> bool:
    """Answer with a sign, or take the same sign away again; whether it stands now."""
    check(Refusal.TAKEN_BACK if post.taken_back_at else None)
    # The topic's turn is taken first, so that two clicks of one person come one after the other.
    touch(post)
    same = Reaction.objects.filter(post=post, seat=by, sign=sign.value)
    given = not same.delete()[0]
    if given:
        Reaction.objects.create(post=post, seat=by, sign=sign.value)
    record(PostReacted(**place(post, by), sign=sign, given=given))
    return given
