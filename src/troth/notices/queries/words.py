"""The words of posts as mail carries them: as they stand when it leaves, none that was taken back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from markupsafe import Markup

from troth.decisions.models import Decision, Wording
from troth.discussions.models import Post
from troth.discussions.rendering import shown
from troth.foundation.facts.discussions import PostEdited, PostWritten, QuestionAsked, TopicBegun
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid
from troth.notices.queries.inbox import Rooms

# Longer words are begun; mail programs cut what is much longer at a place of their own.
LONGEST: Final = 4000
WORDED: Final = {
    PostWritten.kind: "post",
    PostEdited.kind: "post",
    QuestionAsked.kind: "question",
    TopicBegun.kind: "topic",
}


@dataclass(frozen=True)
class Words:
    """What somebody said: as they typed it, and as a page shows it; `html` is empty where that is the same or cut."""

    text: str
    html: Markup
    whole: bool


def post_of(fact: Fact) -> str:
    """The post whose words a line about this fact carries, or the topic it begins; empty for every other fact."""
    return str(getattr(fact, WORDED.get(fact.kind, ""), None) or "")


def words_of(things: Collection[str], rooms: Rooms | Collection[Ulid]) -> Mapping[str, Words]:
    """The words of these posts, of the first post of these topics and of what these wordings put to the vote.

    As far as they stand in these rooms; two statements.
    """
    if not things:
        return {}
    begun = Q(topic__in=things, number=1)
    rows = Post.objects.in_rooms(rooms).filter(taken_back_at__isnull=True)
    found: dict[str, Words] = {}
    for post in rows.filter(Q(pk__in=things) | begun).only("id", "topic", "text", "html"):
        # With a line of its own it is said there, and not once more where its topic begins.
        key = str(post.id if post.id in things else post.topic_id)
        found[key] = said(post.text, post.html)
    put = Wording.objects.filter(pk__in=set(things) - found.keys())
    for one in put.filter(decision__in=Decision.objects.in_rooms(rooms)).exclude(words=""):
        found[one.id] = said(one.words, "")
    return found


def said(text: str, html: str) -> Words:
    """One post: whole, or its beginning up to the end of a word."""
    if len(text) <= LONGEST:
        return Words(text, shown(html), whole=True)
    begun = text[:LONGEST].rsplit(None, 1)[0]
    return Words(f"{begun} …", Markup(""), whole=False)
