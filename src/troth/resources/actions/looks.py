"""Keeping the picture of a file beside it, or why there is none; nothing of that stands in the record."""

from troth.resources.actions.files import clear, keep_picture, picture_of
from troth.resources.models import Version
from troth.resources.rules.looks import Look, answered


def let_go(version: Version) -> None:
    """Its content is deleted for certain; nothing of ours is called by this name any more."""
    Version.objects.filter(pk=version.pk).update(key="", look="", look_width=0, look_height=0)


def settle(version: Version, said: bytes) -> Look:
    """Keep what the drawing process said; of a file that was withdrawn meanwhile nothing stays."""
    look, width, height, picture = answered(said)
    if picture:
        keep_picture(version.key, picture)
    here = Version.objects.filter(pk=version.pk, resource__withdrawn_at__isnull=True)
    waiting = here.filter(look=Look.WAITING)
    if not waiting.update(look=look.value, look_width=width, look_height=height):
        clear(picture_of(version.key))
    return look
