"""Who reads about a post in their inbox: whoever follows, is called, or is answered; a mute is kept."""

from dataclasses import dataclass
from enum import StrEnum


class Follow(StrEnum):
    """What somebody wants to hear of a topic."""

    CALLED = ""  # what is begun, and what calls or answers oneself
    FOLLOWS = "follows"
    MUTED = "muted"


@dataclass(frozen=True, kw_only=True)
class News:
    """What happened, as it concerns one person."""

    begins: bool = False  # a topic was begun
    written: bool = False  # somebody said something
    everybody: bool = False  # all were called
    named: bool = False  # this person was called by name, or answered
    party_named: bool = False  # this person's organisation was called
    asked: bool = False  # a question to this person's organisation, or about what this person meant
    quiet: bool = False  # a sign, an edit: it stands on the page


def reaches(news: News, follow: Follow) -> bool:
    """Whether it comes to this person's inbox."""
    if news.asked or news.named:
        return True
    if news.quiet or follow is Follow.MUTED:
        return False
    if news.begins or news.everybody or news.party_named:
        return True
    return news.written and follow is Follow.FOLLOWS
