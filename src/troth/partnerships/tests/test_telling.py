"""The facts of the table as sentences that people read in the record, the inbox and mail."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.foundation.facts.fact import Fact, every_fact
from troth.foundation.kernel.roles import Role
from troth.ledger.models import Entry
from troth.ledger.queries import known_fact
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_change_rule, ask_to_close
from troth.partnerships.actions.seating import change_role, end_seat
from troth.partnerships.queries.names import names_for
from troth.partnerships.telling import SENTENCES, TELLER
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def facts_in(room: str) -> list[Fact]:
    """What the room's log tells, in order."""
    entries = Entry.objects.filter(log=room).order_by("idx")
    return [fact for fact in map(known_fact, entries) if fact]


def told(cast: Cast) -> list[str]:
    """The shared record as sentences."""
    facts = facts_in(cast.shared.id)
    names = names_for(facts, partnership=cast.table.id)
    return [one.sentence for one in TELLER.tell(facts, names)]


def test_every_fact_of_the_table_has_its_sentence() -> None:
    ours = {fact.kind for fact in every_fact() if fact.kind.partition(":")[0] in TELLER.nouns}
    assert ours - SENTENCES.keys() == set()


def test_a_table_tells_how_it_began(cast: Cast) -> None:
    assert told(cast) == [
        "Lumen proposed to sit down together",
        "Lumen Sensors accepted its place and the consent rule",
        "Ingrid sat down (admin)",
        "Lumen invited Kaveri Analytics",
        "Kaveri Analytics accepted its place and the consent rule",
        "Ravi sat down (admin)",
        "The table is open: you have all sat down, with equal power",
        "New limits are in force",
    ]


def test_people_and_motions_are_told_by_name(cast: Cast) -> None:
    change_role(cast.tor, Role.ADMIN, by=cast.ingrid)
    motion = ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion
    assent(motion, by=cast.ravi, yes=False)
    end_seat(cast.tor, by=cast.ingrid)
    rule = "(the rule: every organisation must say yes)"
    assert told(cast)[-6:] == [
        "Tor’s role changed to admin",
        f"Lumen proposed: “change the rule: from then on all but one must say yes; with two, both” {rule}",
        "Lumen said yes to “change the rule: from then on all but one must say yes; with two, both”",
        "Kaveri said no to “change the rule: from then on all but one must say yes; with two, both”",
        f"“change the rule: from then on all but one must say yes; with two, both”: not carried {rule}",
        "Tor no longer sits here",
    ]


def test_leaving_and_closing_are_told_without_blame(cast: Cast) -> None:
    assent(ask_to_close(by=cast.ingrid, reason="Done.").motion, by=cast.ravi, yes=True)
    assert told(cast)[-1] == "The partnership was closed; everything stays readable"


def test_a_party_that_left_keeps_its_name_in_the_record(cast: Cast) -> None:
    party_leaves(by=cast.ravi)
    assert "Kaveri left; what was agreed stays" in told(cast)


def test_telling_costs_two_statements_however_much_there_is(cast: Cast) -> None:
    for seat in (cast.tor, cast.siri, cast.anne):
        end_seat(seat, by=cast.ingrid)
    ask_to_close(by=cast.ingrid, reason="Done.")
    facts = facts_in(cast.shared.id)
    names = names_for(facts, partnership=cast.table.id)
    with CaptureQueriesContext(connection) as asked:
        assert len(TELLER.tell(facts, names)) == len(facts)
    assert len(asked) == 2


def test_a_motion_leads_to_its_page(cast: Cast) -> None:
    motion = ask_to_close(by=cast.ingrid, reason="Done.").motion
    facts = facts_in(cast.shared.id)
    last = TELLER.tell(facts, names_for(facts, partnership=cast.table.id))[-1]
    assert (last.url_name, last.url_kwargs) == ("people.consent.one", {"key": motion.id})
