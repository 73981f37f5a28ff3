"""Places that were laid and not taken: ask somebody else, or take the place away."""

from django.db import IntegrityError, transaction

from troth.foundation.facts.partnerships import Act, MotionOutcome, PartyInvited, PartyLeft
from troth.foundation.kernel.roles import Role
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.actions.holding import BEGUN, deciding, shared_room
from troth.partnerships.actions.sitting import open_if_all_sit
from troth.partnerships.actions.tokens import Invited, write_invitation
from troth.partnerships.models import Invitation, Motion, Party, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.rules.refusals import NotPossible, Reason

FREE = (Standing.INVITED, Standing.DECLINED)


@transaction.atomic(durable=True)
def ask_again(party: Party, email: str, *, by: Seat) -> Invited:
    """Ask somebody, perhaps at another address, to take a place that nobody has taken."""
    seat, _own = deciding(by, during=BEGUN)
    place = free_place(party, by=seat)
    asked_anew = place.standing == Standing.DECLINED
    try:
        with transaction.atomic():
            Party.objects.filter(pk=place.pk).update(standing=Standing.INVITED)
    except IntegrityError as taken:
        raise NotPossible(Reason.NAME_TAKEN, name=place.name) from taken
    if asked_anew:
        room = shared_room(place.partnership_id)
        record(PartyInvited(room=room, by=seat.actor, party=place.id, name=place.name))
    Invitation.objects.unanswered().filter(party=place).update(cancelled_at=now())
    return write_invitation(
        by=seat, email=email.lower(), party=place, role=Role.ADMIN.value, speaks_for_party=True
    )


@transaction.atomic(durable=True)
def take_place_away(party: Party, *, by: Seat) -> Party:
    """Go on without an organisation that has not sat down. If all others sit, the table opens."""
    seat, _own = deciding(by, during=BEGUN)
    place = free_place(party, by=seat)
    Party.objects.filter(pk=place.pk).update(standing=Standing.LEFT, left_at=now())
    Invitation.objects.unanswered().filter(party=place).update(cancelled_at=now())
    record(PartyLeft(room=shared_room(place.partnership_id), by=seat.actor, party=place.id))
    open_if_all_sit(seat.partnership, by=seat.actor)
    return place


def free_place(party: Party, *, by: Seat) -> Party:
    """The place as it is now, for the party that asked for it to be laid.

    What all have agreed to is not for another one alone to undo, or to fill with somebody else.
    Raises `NotPossible`, also where somebody has sat down on it meanwhile.
    """
    place = Party.objects.filter(pk=party.pk, partnership=by.partnership_id).first()
    if place is None or place.standing not in FREE:
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=party.name)
    asker = asked_by(place)
    if asker and asker.sits and asker.id != by.party_id:
        raise NotPossible(Reason.OWN_SIDE_ONLY)
    return place


def asked_by(place: Party) -> Party | None:
    """Who proposed the table with this place, or the motion that laid it; None where nobody is known."""
    if place.founding:
        first = Invitation.objects.filter(party=place).select_related("inviter__party")
        letter = first.order_by("created_at", "id").first()
        return letter.inviter.party if letter else None
    laid = Motion.objects.filter(partnership=place.partnership_id, about__name=place.name)
    laid = laid.filter(act=Act.ADD_PARTY.value, outcome=MotionOutcome.CARRIED.value)
    motion = laid.select_related("proposed_by__party").order_by("-settled_at").first()
    return motion.proposed_by.party if motion else None
