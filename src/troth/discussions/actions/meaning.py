"""Is this what you meant? Asked in one's own words, confirmed or corrected by whoever said it."""

from django.db import IntegrityError, transaction

from troth.discussions.actions.turns import NotPossible, check, name_of, place, touch
from troth.discussions.models import Meaning, Post
from troth.discussions.rules.meanings import MeaningState, answer_refusal, ask_refusal
from troth.discussions.rules.refusals import Refusal
from troth.foundation.facts.discussions import MeaningAsked, MeaningConfirmed, MeaningCorrected
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Seat


@transaction.atomic
def ask_meaning(post: Post, *, words: str, by: Seat) -> Meaning:
    """Say how one understood a post, and ask its author. Raises `NotPossible`."""
    waits = Meaning.objects.filter(post=post, state=MeaningState.ASKED.value).exists()
    reason = ask_refusal(
        author=post.author,
        asker=Ulid(by.person_id),
        taken_back=post.taken_back_at is not None,
        waits=waits,
    )
    check(reason)
    try:
        with transaction.atomic():
            meaning = Meaning.objects.create(
                room_id=post.room_id,
                post=post,
                topic_id=post.topic_id,
                asker=by,
                words=words,
                asked_at=now(),
            )
    except IntegrityError as same:
        raise NotPossible(Refusal.ASKED_ALREADY) from same
    touch(post)
    record(MeaningAsked(**place(post, by), meaning=Ulid(meaning.id), words=words))
    return meaning


@transaction.atomic
def confirm_meaning(meaning: Meaning, *, by: Seat) -> None:
    """That is what was meant: from now on the thread shows these words as agreed."""
    settle(meaning, MeaningState.CONFIRMED, by=by)
    record(MeaningConfirmed(**place(meaning.post, by), meaning=Ulid(meaning.id)))


@transaction.atomic
def correct_meaning(meaning: Meaning, *, words: str, by: Seat) -> None:
    """Say in other words what was meant; the thread shows those."""
    settle(meaning, MeaningState.CORRECTED, by=by, correction=words)
    record(MeaningCorrected(**place(meaning.post, by), meaning=Ulid(meaning.id), words=words))


def settle(meaning: Meaning, to: MeaningState, *, by: Seat, correction: str = "") -> None:
    """Move it on, if it still waits and this is its author. Raises `NotPossible`."""
    post = meaning.post
    reason = answer_refusal(
        MeaningState(meaning.state),
        author=post.author,
        person=Ulid(by.person_id),
        taken_back=post.taken_back_at is not None,
    )
    check(reason, who=name_of(post))
    here = Meaning.objects.filter(pk=meaning.pk, state=MeaningState.ASKED.value)
    if not here.update(state=to.value, correction=correction, answered_at=now()):
        raise NotPossible(Refusal.ANSWERED_ALREADY)
    touch(post)
