"""Who an organisation cannot do without."""

from collections.abc import Collection

from troth.foundation.kernel.ulid import Ulid


class LastAdmin(Exception):
    """The others would stay behind without an admin."""


class NotAMember(Exception):
    """This person does not belong to the organisation, or does not decide for it."""


def leaves_no_admin(person: Ulid, *, members: Collection[Ulid], admins: Collection[Ulid]) -> bool:
    """Whether others would stay behind without an admin when this person goes or steps back."""
    return bool(set(members) - {person}) and set(admins) <= {person}
