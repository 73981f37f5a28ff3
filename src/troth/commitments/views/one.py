"""One promise: what it says, where it stands, and what both sides did about it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from troth.commitments.models import Commitment
from troth.commitments.queries.stories import names_of, told
from troth.commitments.rules.story import PREPARED, SENTENCES, Key, Line, Place, Reminded, story
from troth.commitments.views.acts import found
from troth.commitments.views.cards import card_of, other_clock
from troth.commitments.views.next_steps import next_of
from troth.discussions.views.threads import thread_part, thread_words
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import offered
from troth.foundation.web.times import on_record, when
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of the story, in words."""

    place: Place
    colour: int
    when: str
    words: str
    quote: str
    erased: bool
    entry: int | None
    entry_url: str


@needs(Permission.COMMITMENT_READ)
@require_safe
def commitment(request: MemberRequest, pk: str) -> HttpResponse:
    """One promise with its history, each line opening to its entry in the record."""
    return render(request, "commitments/one.html", page_context(request, found(request, pk)))


@needs(Permission.COMMITMENT_READ)
@require_safe
def body(request: MemberRequest, pk: str) -> HttpResponse:
    """The same without the frame, for a page that is open while somebody else acts."""
    return render(request, "commitments/_one.html", context_of(request, found(request, pk)))


def page_context(request: MemberRequest, one: Commitment) -> dict[str, object]:
    """Everything the page says, with the thread at its end."""
    thread = thread_part(request, Ulid(one.id))
    say_at = here(request, "commitments.say", pk=one.id)
    words = thread_words(request)
    return context_of(request, one) | words | {"thread": thread, "say_at": say_at}


def context_of(request: MemberRequest, one: Commitment) -> dict[str, object]:
    """Everything the promise itself says."""
    card = card_of(one, request.seat, now=now())
    return {
        "card": card,
        "next": next_of(card, request.seat),
        "story": said(request, one),
        "audience": audience_of(request.room),
        "ask_due": when(one.ask_due, known_zone(one.zone), place_of_zone(one))
        if one.ask_due
        else "",
        "ask_also": other_clock(one, one.ask_due) if one.ask_due else "",
        "slow": {"seconds": 60},
        "may_widen": may_widen(request, one),
    }


def may_widen(request: MemberRequest, one: Commitment) -> bool:
    """Whether this reader can propose to show it to everybody at the table."""
    between_some = request.room.kind == RoomKind.SUBSET and not one.batch_id
    return between_some and granted(request.seat.kind, Permission.CONSENT_PROPOSE)


def said(request: MemberRequest, one: Commitment) -> list[Said]:
    """The story in words, near and far as the reader sits."""
    near = Ulid(request.seat.party_id or one.promiser_id)
    lines = story(told(one), near=near, reminders=reminders(one))
    people = names_of({line.who.person for line in lines if line.who.person})
    parties: dict[str, Party] = {party.id: party for party in parties_of(request.seat)}
    return [in_words(request, one, line, people=people, parties=parties) for line in lines]


def reminders(one: Commitment) -> list[Reminded]:
    """Reminders that went out about this promise, from whoever offers them."""
    sent = [line for offer in offered.reminders for line in offer(one.id)]
    return [
        Reminded(at=line.at, days=line.days, person=Ulid(line.person), party=Ulid(line.party))
        for line in sent
    ]


def in_words(
    request: MemberRequest,
    one: Commitment,
    line: Line,
    *,
    people: dict[str, str],
    parties: dict[str, Party],
) -> Said:
    """One line of the story as a sentence."""
    party = parties.get(line.who.party or "")
    zone = known_zone(party.zone if party else one.zone)
    place = party.place if party else place_of_zone(one)
    who = people.get(line.who.person or "") or (party.short if party else _("Somebody"))
    values = {
        "who": who,
        "due": on_record(line.due, known_zone(one.zone), place_of_zone(one)) if line.due else "",
        "sure": line.sure,
        "ahead": ngettext("%(n)s day", "%(n)s days", line.days or 0) % {"n": line.days},
    }
    return Said(
        place=line.place,
        colour=party.colour if party else 0,
        when=when(line.at, zone, place),
        words=_(prepared(line.key, request) or SENTENCES[line.key]) % values,
        quote=line.quote or "",
        erased=line.erased,
        entry=line.idx,
        entry_url=here(request, "record.entry", idx=line.idx) if line.idx is not None else "",
    )


def prepared(key: Key, request: MemberRequest) -> str:
    """In a side room nothing is promised to anybody yet; the sentence for that, to be translated."""
    return PREPARED.get(key, "") if request.room.kind == RoomKind.SIDE else ""


def place_of_zone(one: Commitment) -> str:
    """The place whose clock the deadline was given on."""
    return one.promiser.place if one.promiser.zone == one.zone else ""
