"""Having a post translated by the service of this server: asked for by a reader, kept until the words change."""

from django.db import transaction

from troth.discussions.actions.turns import NotPossible
from troth.discussions.models import Post, Translation
from troth.discussions.rendering import clean_translation, has_words
from troth.discussions.rules.refusals import Refusal
from troth.discussions.rules.translating import ASKED, LONGEST_SOURCE, PATIENCE, Stage
from troth.foundation.web.clock import now
from troth.people.actions.limits import spend
from troth.people.models import Person


def ask_translation(post: Post, *, language: str, by: Person) -> None:
    """Have a post translated, unless it is already or is on its way. Raises `NotPossible`."""
    if post.taken_back_at:
        raise NotPossible(Refusal.TAKEN_BACK)
    if len(post.text) > LONGEST_SOURCE:
        raise NotPossible(Refusal.TOO_LONG_TO_TRANSLATE)
    found = Translation.objects.filter(post=post, language=language, version=post.version).first()
    if found is not None and (found.stage == Stage.THERE or is_coming(found)):
        return
    if not spend(ASKED, by.pk):
        raise NotPossible(Refusal.TRANSLATED_OFTEN)
    anew = {"version": post.version, "stage": Stage.WAITING, "html": "", "asked_at": now()}
    Translation.objects.update_or_create(post=post, language=language, defaults=anew)


def is_coming(one: Translation) -> bool:
    """Whether it is worth waiting for."""
    return one.stage == Stage.WAITING and one.asked_at > now() - PATIENCE


@transaction.atomic
def settle(one: Translation, stage: Stage, *, html: str = "") -> bool:
    """Put away what came of it; False where the words have changed or are gone, so that nothing is kept."""
    rows = Post.objects.filter(pk=one.post_id, version=one.version, taken_back_at__isnull=True)
    # The post stays as it is until this is put away: an edit at the same moment forgets it then.
    post = rows.select_for_update().first()
    here = Translation.objects.filter(pk=one.pk, version=one.version, stage=Stage.WAITING)
    if post is None:
        here.delete()
        return False
    cleaned = clean_translation(html, original=post.html)
    if stage is Stage.THERE and not has_words(cleaned):
        stage, cleaned = Stage.NOT_TAKEN, ""
    return bool(here.update(stage=stage, html=cleaned))


def forget_translations(post: Post) -> None:
    """The words have changed: what was made of the earlier ones is gone."""
    Translation.objects.filter(post=post).delete()
