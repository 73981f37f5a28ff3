"""What a table waits for by its promises: the next word of each side, and the dates ahead."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from troth.commitments.models import Commitment
from troth.commitments.queries.lists import made_here
from troth.commitments.rules.states import Side, State
from troth.commitments.views.cards import Card, card_of
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Moment, Owed
from troth.foundation.web.times import from_day
from troth.partnerships.addresses import here
from troth.partnerships.present import seated

LOOKED_AT = 200  # promises that an overview considers


def owed(request: HttpRequest, *, limit: int) -> Iterable[Owed]:
    """Promises that wait for a word, by the side that owes it."""
    for card in cards(request)[:limit]:
        for party in owing(request, card):
            yield line(request, card, party)


def ahead(request: HttpRequest, *, limit: int) -> Iterable[Moment]:
    """The next dates that were promised and accepted."""
    moment = now()
    coming = [
        card
        for card in cards(request)
        if card.commitment.stands is State.ACCEPTED and card.commitment.due > moment
    ]
    for card in coming[:limit]:
        note = " · ".join(part for part in (card.due, card.due_also) if part)
        names = {"who": card.commitment.promiser.short, "what": card.title}
        yield Moment(
            at=card.commitment.due,
            sentence=_("%(who)s: %(what)s") % names,
            note=note,
            url=here(request, "commitments.one", pk=card.commitment.id),
        )


def cards(request: HttpRequest) -> list[Card]:
    """The open promises of this room that were made here; looked up once for a page."""
    found = vars(request)
    if "_open_cards" not in found:
        rows = made_here([found["room"].id], LOOKED_AT)
        moment = now()
        found["_open_cards"] = [card_of(one, found["seat"], now=moment) for one in rows]
    kept: list[Card] = found["_open_cards"]
    return kept


def owing(request: HttpRequest, card: Card) -> list[str]:
    """The parties whose word is next; a date that has passed waits for whoever promised."""
    one = card.commitment
    if card.sign == "missed":
        # Once it has said what happened, nothing more is owed than the repair.
        return [] if one.owned_at else [one.promiser_id]
    asked = bool(one.ask_by)
    if card.waits is Side.PROMISER:
        # What is promised and not due yet waits for nobody's word.
        return [one.promiser_id] if asked or one.stands is State.DISPUTED else []
    if card.waits is not Side.RECEIVER:
        return []
    if one.receiver_id:
        return [one.receiver_id]
    return [party.id for party in seated(request) if party.id != one.promiser_id]


def line(request: HttpRequest, card: Card, party: str) -> Owed:
    """One promise as one side owes the next word about it."""
    from_when, sentence = said(card)
    return Owed(
        party=party,
        since=from_when,
        sentence=sentence,
        note=from_day(from_when),
        url=here(request, "commitments.one", pk=card.commitment.id),
        token=card.sign,
    )


def said(card: Card) -> tuple[datetime, str]:
    """Since when it waits, and what is to be done, as one sentence."""
    one = card.commitment
    values = {"what": card.title, "who": asker(one)}
    if one.ask_by and one.ask_at and card.sign != "missed":
        return one.ask_at, _("Answer %(who)s’s request to move “%(what)s”") % values
    if card.sign == "missed":
        return one.due, _("Say what happened with “%(what)s”, and what comes next") % values
    if one.stands is State.PROPOSED:
        return one.proposed_at, _("Accept “%(what)s”, or say why not") % values
    latest = max((delivery.at for delivery in one.deliveries.all()), default=one.proposed_at)
    if one.stands is State.DELIVERED:
        return latest, _("Confirm “%(what)s”, or say what is missing") % values
    return latest, _("Complete “%(what)s”, which came back") % values


def asker(one: Commitment) -> str:
    """Who asks to move it."""
    if one.ask_by == Side.RECEIVER and one.receiver:
        return one.receiver.short
    return one.promiser.short
