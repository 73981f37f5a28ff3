"""Signing the charter while something happens to its table, on PostgreSQL: one after the other, and nothing is lost."""

import pytest

from troth.charter.models import Charter
from troth.charter.tests.conftest import STORY, signed_by
from troth.foundation.web.clock import now
from troth.foundation.web.testing import meanwhile
from troth.partnerships.actions.holding import hold
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_change_rule
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.queries.terms import terms
from troth.partnerships.testing import Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]


def test_whoever_ends_a_seat_waits_for_nobody_who_signs_last(cast: Cast, draft: Charter) -> None:
    tor = cast.tor
    signed_by(draft, cast.ingrid)
    came = meanwhile(
        lambda: hold(cast.table.id),
        lambda: signed_by(draft, cast.ravi),
        then=lambda: end_seat(tor, by=cast.ingrid),
    )
    assert came is None
    assert terms(cast.table.id, now()).signed
    tor.refresh_from_db()
    assert tor.ended_at


def test_another_consent_rule_a_moment_after_the_last_signature_keeps_what_was_signed(
    cast: Cast, draft: Charter
) -> None:
    motion = ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion
    signed_by(draft, cast.ingrid)
    came = meanwhile(
        lambda: signed_by(draft, cast.ravi), lambda: assent(motion, by=cast.ravi, yes=True)
    )
    assert not isinstance(came, Exception), came
    found = terms(cast.table.id, now())
    assert (found.answer_days, found.signed) == (STORY.answer_days, True)
    assert found.consent_rule == "all-but-one"
