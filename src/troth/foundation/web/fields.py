"""Model fields that every noun uses."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid

Put = TypeVar("Put")
Got = TypeVar("Got")

if TYPE_CHECKING:

    class TextColumn(models.CharField[Put, Got]):
        """A text column whose values are identifiers, for the type checker."""

        _pyi_private_set_type: str
        _pyi_private_get_type: Ulid
else:

    class TextColumn(models.CharField):
        """A text column that can be written with type arguments, which Django's own cannot."""

        def __class_getitem__(cls, _types: object) -> type:
            return cls


class UlidField(TextColumn[Put, Got]):
    """A ULID as 26 characters; sorts by the time of its making."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 26)
        super().__init__(*args, **kwargs)


def ulid_key() -> "UlidField[str, Ulid]":
    """The primary key of every table."""
    return UlidField(primary_key=True, default=new_ulid, editable=False)
