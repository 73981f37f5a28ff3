"""Keeping the picture of a file beside it, or why there is none; nothing of that stands in the record."""

from troth.resources.actions.files import path_of, picture_of
from troth.resources.models import Version
from troth.resources.rules.looks import Look, answered


def settle(version: Version, said: bytes) -> Look:
    """Keep what the drawing process said; of a file that was withdrawn meanwhile nothing stays."""
    look, width, height, picture = answered(said)
    if picture:
        path_of(picture_of(version.key)).write_bytes(picture)
    here = Version.objects.filter(pk=version.pk, resource__withdrawn_at__isnull=True)
    waiting = here.filter(look=Look.WAITING)
    if not waiting.update(look=look.value, look_width=width, look_height=height):
        path_of(picture_of(version.key)).unlink(missing_ok=True)
    return look
