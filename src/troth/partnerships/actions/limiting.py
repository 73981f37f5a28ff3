"""Writing new limits: the one place where terms come from."""

from dataclasses import replace

from troth.foundation.facts.fact import Actor
from troth.foundation.facts.partnerships import TermsSet
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Partnership, Room, Terms
from troth.partnerships.queries.terms import limits_of
from troth.partnerships.rules.terms import Limits
from troth.partnerships.rules.terms_data import to_data


def write_terms(partnership: Partnership, limits: Limits, *, agreement: str = "") -> Terms:
    """Keep these limits from now on; earlier clocks keep their past."""
    return Terms.objects.create(
        partnership=partnership, since=now(), agreement=agreement, **to_data(limits)
    )


def set_terms(room: Room, limits: Limits, *, agreement: Ulid, by: Actor) -> Terms:
    """Put the limits of a signed charter in force, in the transaction of the last signature."""
    made = write_terms(room.partnership, limits, agreement=agreement)
    record(TermsSet(room=Ulid(room.id), by=by, terms=made.id, agreement=agreement))
    return made


def set_consent_rule(partnership: Partnership, rule: str, *, room: Ulid, by: Actor) -> Terms:
    """Put another consent rule in force; everything else stays as it was signed."""
    old = Terms.objects.filter(partnership=partnership).latest("since", "id")
    limits = replace(limits_of(old), consent_rule=rule)
    made = write_terms(partnership, limits, agreement=old.agreement)
    record(TermsSet(room=room, by=by, terms=made.id))
    return made
