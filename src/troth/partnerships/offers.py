"""What the table gives to places that must not know it: the section of people, and what waits."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from troth.foundation.access.permissions import Permission
from troth.foundation.web.offers import Section, Waiting
from troth.partnerships.addresses import address
from troth.partnerships.models import Motion, Seat
from troth.partnerships.queries.motions import unanswered
from troth.partnerships.sentences import matter_words, rule_words

PEOPLE = Section(
    order=95, name=lambda: _("People"), url_name="people", permission=Permission.PEOPLE_READ
)


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Motions that wait for the word of a party this person decides for; one statement."""
    return [line(motion, seat) for seat, motion in unanswered(seats, limit=limit)]


def line(motion: Motion, seat: Seat) -> Waiting:
    """One motion as it waits on the home page."""
    proposer = motion.proposed_by.party
    who = proposer.short if proposer else motion.proposed_by.person.name
    return Waiting(
        since=motion.proposed_at,
        sentence=_("%(who)s proposes to %(act)s.") % {"who": who, "act": matter_words(motion)},
        why=_("The rule: %(rule)s.") % {"rule": rule_words(motion.rule)},
        url=address(
            "people.consent.one", partnership=seat.partnership, room=motion.room, key=motion.id
        ),
        act=_("Read and answer"),
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # a sign on the page
        quote=motion.reason,
        party=who,
    )
