"""Looking for the translation of a post, and for those that nobody has fetched yet."""

from collections.abc import Collection

from troth.discussions.models import Post, Translation
from troth.discussions.rules.translating import Stage


def translation_of(post: Post, *, language: str) -> Translation | None:
    """What there is of this version of a post in a language; of what was taken back there is nothing."""
    if post.taken_back_at:
        return None
    return Translation.objects.filter(post=post, language=language, version=post.version).first()


def next_waiting(but: Collection[str]) -> Translation | None:
    """The one that has waited longest, with its post, those under way left out."""
    rows = Translation.objects.filter(stage=Stage.WAITING).exclude(pk__in=list(but))
    return rows.select_related("post").order_by("asked_at", "id").first()
