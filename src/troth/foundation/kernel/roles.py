"""The kinds of seat at a table."""

from enum import StrEnum


class Role(StrEnum):
    """What a seat is, in one partnership."""

    ADMIN = "admin"
    MEMBER = "member"
    FACILITATOR = "facilitator"
    GUEST_READ = "guest:read"
    GUEST_CONTRIBUTE = "guest:contribute"
