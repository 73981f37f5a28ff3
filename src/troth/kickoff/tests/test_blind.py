"""Before the opening nobody reads a line of anybody else; afterwards nobody finds out whose the unnamed were."""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from troth.foundation.facts.kickoff import Group, KickoffOpened
from troth.foundation.kernel.ulid import milliseconds_of
from troth.foundation.web import clock
from troth.kickoff import actions
from troth.kickoff.models import Kickoff, Line, Ready, SealedLine, UnnamedLine
from troth.kickoff.queries.sealed import words_of
from troth.kickoff.sealing import new_salt, seal
from troth.kickoff.tests.conftest import HOPE, UNSAID, WORRY
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
Visit = Callable[[Person | Seat | None], Client]
TABLE = "/p/lumen-kaveri"
PAGES = (
    f"{TABLE}/",
    f"{TABLE}/agreements/",
    f"{TABLE}/agreements/kickoff/",
    f"{TABLE}/commitments/",
    f"{TABLE}/record/",
    f"{TABLE}/trust/",
    f"{TABLE}/people/",
    "/",
    "/inbox/",
)


def rows_of(table: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {table}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def ledger_text() -> str:
    """Everything the record keeps, as text."""
    return repr([rows_of("ledger_entry"), rows_of("ledger_part")])


@pytest.mark.parametrize("name", ["ravi", "meera", "facilitator", "guest", "contributor"])
def test_before_the_opening_a_line_is_on_no_page_of_anybody_else(
    cast: Cast, visit: Visit, kickoff: Kickoff, name: str
) -> None:
    client = visit(getattr(cast, name))
    read = "".join(client.get(page).content.decode() for page in PAGES)
    assert WORRY not in read
    assert UNSAID not in read
    for idx in range(head(cast.shared.id)):
        assert WORRY not in client.get(f"{TABLE}/record/{idx}/").content.decode()


def test_the_writer_reads_the_own_named_lines_and_nobody_the_unnamed(
    cast: Cast, visit: Visit, kickoff: Kickoff
) -> None:
    assert WORRY in visit(cast.ingrid).get(PAGES[2]).content.decode()
    page = visit(cast.arjun).get(PAGES[2]).content.decode()
    assert UNSAID not in page


def test_pages_do_not_change_when_somebody_else_writes(
    cast: Cast, visit: Visit, kickoff: Kickoff
) -> None:
    """Not by a word, not by a count: only the tokens of the forms differ."""
    client, tor, siri = visit(cast.ravi), cast.tor, cast.siri

    def page() -> str:
        text = client.get(PAGES[2]).content.decode()
        return "".join(part for part in text.split('"') if len(part) not in {26, 64})

    before = page()
    actions.write(kickoff, [(Group.GOAL, "Another")], named=True, by=tor)
    actions.write(kickoff, [(Group.GOAL, "And another")], named=False, by=siri)
    assert page() == before


def test_writing_leaves_nothing_in_the_record(cast: Cast, kickoff: Kickoff) -> None:
    tor, siri = cast.tor, cast.siri
    size = head(cast.shared.id)
    actions.write(kickoff, [(Group.GOAL, "Another")], named=True, by=tor)
    actions.write(kickoff, [(Group.GOAL, "And another")], named=False, by=siri)
    assert head(cast.shared.id) == size
    actions.say_ready(kickoff, by=cast.ingrid)
    assert head(cast.shared.id) == size + 1
    for words in (HOPE, WORRY, UNSAID, "Another", "And another"):
        assert words not in ledger_text()


def test_saying_ready_tells_the_same_of_one_line_and_of_none(cast: Cast, kickoff: Kickoff) -> None:
    SealedLine.objects.filter(seat=cast.ravi).delete()
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    one, other = Ready.objects.order_by("at")
    assert len(one.seal) == len(other.seal) == 44
    assert one.seal != other.seal


def test_the_row_of_an_unnamed_line_says_nothing_but_its_words(
    cast: Cast, kickoff: Kickoff
) -> None:
    (row,) = rows_of("kickoff_unnamedline")
    assert set(row) == {"id", "kickoff_id", "group", "text"}
    about = {cast.arjun.id, cast.arjun.person_id, cast.arjun.party_id}
    assert not about & set(row.values())


def test_its_id_does_not_tell_the_moment(cast: Cast, kickoff: Kickoff) -> None:
    now = timezone.now().timestamp() * 1000
    lines = [(Group.GOAL, f"Line {n}") for n in range(40)]
    actions.write(kickoff, lines, named=False, by=cast.arjun)
    ids = UnnamedLine.objects.values_list("id", flat=True)
    near = [key for key in ids if abs(milliseconds_of(key) - now) < 30 * 86_400_000]
    assert len(near) < 3


def test_unnamed_lines_sent_together_do_not_lie_together(cast: Cast, kickoff: Kickoff) -> None:
    """Database rows are laid down anew at each writing, so their order says nothing of who sent which."""
    for n in range(6):
        lines = [(Group.GOAL, f"{n:02} {k}") for k in range(5)]
        actions.write(kickoff, lines, named=False, by=cast.arjun)
    lying = [row["text"][:2] for row in rows_of("kickoff_unnamedline") if row["text"] != UNSAID]
    together = sum(one == other for one, other in pairwise(lying))
    # Left as they came, 24 of 29 neighbours would be of one sending; by chance about 4 are.
    assert together < 16
    assert lying != sorted(lying)


def test_the_board_has_no_trace_of_the_writer_either(cast: Cast, opened: Kickoff) -> None:
    (row,) = [row for row in rows_of("kickoff_line") if row["text"] == UNSAID]
    about = {cast.arjun.id, cast.arjun.person_id, cast.arjun.party_id}
    assert not about & set(row.values())
    assert row["seat_id"] is None


def test_nowhere_in_the_database_does_an_unnamed_line_stand_beside_its_writer(
    cast: Cast, opened: Kickoff
) -> None:
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in rows_of(model._meta.db_table):
            text = repr(row)
            if UNSAID in text:
                found.append(model._meta.label)
                assert cast.arjun.id not in text
                assert cast.arjun.person_id not in text
    assert set(found) == {"kickoff.Line", "ledger.Part"}


def test_after_the_opening_nothing_is_left_of_what_was_sealed(opened: Kickoff) -> None:
    assert not SealedLine.objects.exists()
    assert not UnnamedLine.objects.exists()
    assert Line.objects.count() == 3


def test_the_same_unnamed_words_twice_are_one_line(cast: Cast, kickoff: Kickoff) -> None:
    actions.write(kickoff, [(Group.CONCERN, UNSAID)], named=False, by=cast.arjun)
    assert UnnamedLine.objects.count() == 1


def test_the_form_says_what_the_server_knows(cast: Cast, visit: Visit, kickoff: Kickoff) -> None:
    page = visit(cast.tor).get(PAGES[2]).content.decode()
    assert "No name is kept. While you send it, this server knows who you are" in page
    assert "afterwards nobody does" in page
    assert "cannot be changed or taken back" in page


def test_an_unnamed_line_cannot_be_taken_back_by_anybody(cast: Cast, kickoff: Kickoff) -> None:
    key = UnnamedLine.objects.get().id
    for seat in (cast.arjun, cast.ingrid, cast.ravi):
        assert not actions.take_back(kickoff, key, by=seat)
    assert UnnamedLine.objects.count() == 1


def test_nobody_takes_back_anothers_line(cast: Cast, kickoff: Kickoff) -> None:
    key = SealedLine.objects.get(seat=cast.ravi).id
    assert not actions.take_back(kickoff, key, by=cast.ingrid)
    assert actions.take_back(kickoff, key, by=cast.ravi)


def opening(cast: Cast) -> KickoffOpened:
    end = head(cast.shared.id)
    (fact,) = [f for _, f in facts_at(cast.shared.id, range(end)) if isinstance(f, KickoffOpened)]
    return fact


def test_the_opening_is_one_fact_with_every_word(cast: Cast, kickoff: Kickoff) -> None:
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    size = head(cast.shared.id)
    actions.open_together(kickoff, by=cast.ingrid)
    assert head(cast.shared.id) == size + 1
    fact = opening(cast)
    assert (fact.lines, fact.unnamed) == (3, 1)
    assert HOPE in "".join(fact.sealed or ())
    assert fact.rest == (json.dumps(["concern", UNSAID], separators=(",", ":")),)


def test_anybody_can_make_the_seals_again_from_the_record_alone(
    cast: Cast, kickoff: Kickoff
) -> None:
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    actions.open_together(kickoff, by=cast.ingrid)
    end = head(cast.shared.id)
    facts = [fact for _, fact in facts_at(cast.shared.id, range(end)) if fact]
    seals = {fact.party: fact.seal for fact in facts if fact.kind == "kickoff:readied"}  # type: ignore[attr-defined]  # its kind says it has them
    shown = [json.loads(text) for text in opening(cast).sealed or ()]
    assert {one["party"]: seal(one["salt"], one["words"]) for one in shown} == seals
    assert seal(shown[0]["salt"], [["concern", "Something milder"]]) not in seals.values()


def test_a_line_changed_behind_the_seal_is_seen_by_everybody(
    cast: Cast, visit: Visit, kickoff: Kickoff
) -> None:
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    SealedLine.objects.filter(seat=cast.ravi).update(text="Whatever Lumen wants")
    actions.open_together(kickoff, by=cast.ingrid)
    page = visit(cast.ingrid).get(PAGES[2]).content.decode()
    assert "What was opened of Kaveri is not what it had sealed." in page
    assert "What Lumen sealed is what was opened." in page


def test_two_seals_of_the_same_words_differ() -> None:
    assert seal(new_salt(), []) != seal(new_salt(), [])


def test_a_seal_does_not_tell_who_of_the_side_wrote_which(cast: Cast, kickoff: Kickoff) -> None:
    rows = list(SealedLine.objects.select_related("seat"))
    assert words_of(cast.kaveri, rows) == [["goal", HOPE]]


def test_the_moment_opens_it_and_says_nothing_of_a_person(cast: Cast) -> None:
    now = timezone.now()
    one = actions.begin(
        title="Beta", room=cast.shared, by=cast.ingrid, opens_at=now + timedelta(hours=2)
    )
    actions.write(one, [(Group.GOAL, HOPE)], named=True, by=cast.ravi)
    with clock.at(now + timedelta(hours=3)):
        assert actions.open_together(one, by=None) == 1
    fact = opening(cast)
    assert (fact.by.person, fact.by.party) == (None, None)
    # Kaveri had not sealed; its line opens with the others of nobody's seal.
    assert HOPE in "".join(fact.rest or ())
