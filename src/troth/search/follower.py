"""The index follows the logs: every entry that touches an item writes that item's words anew."""

from collections.abc import Iterable, Sequence

from troth.foundation.web.offers import Document, SearchOffer, offered
from troth.ledger.models import Entry
from troth.ledger.queries import known_fact
from troth.partnerships.models import Room
from troth.search.models import SearchItem, SearchSpelling
from troth.search.rules.index import MARK, Indexed
from troth.search.rules.words import slips

LONGEST_TITLE = 300
KEPT_TEXT = 4000  # characters, for the piece that a result shows
MOST_NEW_WORDS = 500  # of one item


class SearchFollower:
    """Writes what can be found; safe to repeat, because an item is always written as it is now."""

    name = "search"

    def handle(self, entry: Entry) -> None:
        """Write the items that this entry touches."""
        fact = known_fact(entry)
        if fact is None:
            return
        noun = fact.kind.partition(":")[0]
        for offer in offered.search:
            if noun in offer.nouns:
                write(offer, offer.touched(fact))


def write(offer: SearchOffer, items: Sequence[str]) -> None:
    """Write these items as they are now; what is not to be found any more is taken out."""
    documents = {one.item: one for one in offer.documents(items)} if items else {}
    gone = [item for item in items if item not in documents]
    if gone:
        SearchItem.objects.filter(item__in=gone).delete()
    tables = tables_of({one.room for one in documents.values()})
    for document in documents.values():
        if document.room in tables:
            put(document, partnership=tables[document.room])


def tables_of(rooms: Iterable[str]) -> dict[str, str]:
    """The partnership of each room."""
    rows = Room.objects.filter(pk__in=list(rooms)).values_list("pk", "partnership_id")
    return {str(room): str(table) for room, table in rows}


def put(document: Document, *, partnership: str) -> None:
    """One item into the index, and its words among those that can be misspelt."""
    indexed = Indexed(
        room=document.room,
        kind=document.kind,
        state=document.state,
        party=document.party,
        title=document.title,
        text=document.text,
        for_all=not document.parties_only,
        within=document.within,
    )
    words = indexed.words()
    SearchItem.objects.update_or_create(
        item=document.item,
        defaults={
            "room": document.room,
            "partnership": partnership,
            "kind": document.kind,
            "title": document.title[:LONGEST_TITLE],
            "text": document.text[:KEPT_TEXT],
            "words": words,
            "party": document.party,
            "state": document.state,
            "at": document.at,
            "page": document.page,
            "parts": dict(document.parts),
            "parties_only": document.parties_only,
        },
    )
    learn(words)


def learn(words: str) -> None:
    """Keep how new words could be misspelt."""
    said = {word for word in words.split() if slips(word) and not word.startswith(MARK)}
    known = set(
        SearchSpelling.objects.filter(key__in=said, word__in=said).values_list("word", flat=True)
    )
    fresh = sorted(said - known)[:MOST_NEW_WORDS]
    ways = [SearchSpelling(key=key, word=word) for word in fresh for key in sorted(slips(word))]
    SearchSpelling.objects.bulk_create(ways, ignore_conflicts=True, batch_size=400)
