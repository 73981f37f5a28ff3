"""Model fields that every noun uses."""

from typing import TYPE_CHECKING, Any

from django.db import models

from troth.foundation.web.ids import new_ulid

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:  # Django's own class takes no type arguments at run time
    TextColumn = models.CharField


class UlidField(TextColumn):
    """A ULID as 26 characters; sorts by the time of its making."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 26)
        super().__init__(*args, **kwargs)


def ulid_key() -> UlidField:
    """The primary key of every table."""
    return UlidField(primary_key=True, default=new_ulid, editable=False)
