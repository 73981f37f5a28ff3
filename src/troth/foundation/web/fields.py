"""Model fields that every noun uses."""

from typing import Any

from django.db import models

from troth.foundation.web.ids import new_ulid


class UlidField(models.CharField[str, str]):
    """A ULID as 26 characters; sorts by the time of its making."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 26)
        super().__init__(*args, **kwargs)


def ulid_key() -> UlidField:
    """The primary key of every table."""
    return UlidField(primary_key=True, default=new_ulid, editable=False)
