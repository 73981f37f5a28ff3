"""What agreements give to the home page and the overview: nothing, one, and many."""

import pytest

from troth.agreements import actions
from troth.agreements.kinds import KINDS, TEXT, ended, page_of
from troth.agreements.models import Agreement
from troth.agreements.offers import waiting
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def draft(cast: Cast, title: str = "Answering") -> Agreement:
    """Ingrid writes something for both."""
    return actions.draft(title=title, text="Two days.", room=cast.shared, by=cast.ingrid)


def test_nothing_waits_where_nothing_was_written(cast: Cast) -> None:
    assert list(waiting([cast.ingrid, cast.ravi], limit=9)) == []
    assert list(waiting([], limit=9)) == []


def test_a_text_waits_for_each_side_until_it_has_signed(cast: Cast) -> None:
    one = draft(cast)
    (line,) = waiting([cast.ravi], limit=9)
    assert "“Answering”, version 1, waits for your organisation’s signature." in line.sentence
    assert line.act == "Read and sign"
    assert one.id in line.url
    actions.sign(one, version=1, by=cast.ravi)
    assert list(waiting([cast.ravi], limit=9)) == []
    assert len(list(waiting([cast.ingrid], limit=9))) == 1


def test_what_changed_after_a_signature_says_why_it_is_asked_again(cast: Cast) -> None:
    one = draft(cast)
    actions.sign(one, version=1, by=cast.ravi)
    actions.revise(one, text="Three days.", why="Diwali.", seen=1, by=cast.ingrid)
    (line,) = waiting([cast.ravi], limit=9)
    assert "It has changed since you signed" in line.why


def test_of_many_the_oldest_come_first_and_no_more_than_asked(cast: Cast) -> None:
    for number in range(6):
        draft(cast, f"Text {number}")
    lines = list(waiting([cast.ravi], limit=3))
    assert ["Text 0" in lines[0].sentence, "Text 2" in lines[2].sentence] == [True, True]
    assert len(lines) == 3


@pytest.mark.parametrize("who", ["tor", "guest", "contributor", "facilitator"])
def test_nothing_waits_for_whoever_signs_nothing(cast: Cast, who: str) -> None:
    draft(cast)
    assert list(waiting([getattr(cast, who)], limit=9)) == []


def test_nothing_waits_at_a_closed_table(cast: Cast) -> None:
    draft(cast)
    cast.ravi.partnership.phase = Phase.CLOSED
    assert list(waiting([cast.ravi], limit=9)) == []


def test_what_was_taken_back_waits_for_nobody(cast: Cast) -> None:
    actions.withdraw(draft(cast), by=cast.ingrid)
    assert list(waiting([cast.ravi], limit=9)) == []


def test_a_text_of_the_side_room_waits_for_the_own_side_alone(cast: Cast) -> None:
    actions.draft(title="Ours", text="x", room=cast.lumen_side, by=cast.ingrid)
    assert list(waiting([cast.ravi], limit=9)) == []
    (line,) = waiting([cast.ingrid], limit=9)
    assert "/side/" in line.url


def test_a_plain_text_has_no_kind_and_its_own_page(cast: Cast) -> None:
    assert TEXT not in KINDS
    assert page_of(TEXT) == "agreements.one"
    assert page_of("never heard of") == "agreements.one"
    assert ended([draft(cast)], cast.ravi.person) == {}


@pytest.mark.parametrize("name", ["statement", "goal", "charter"])
def test_every_use_of_agreements_has_its_page_and_its_word(name: str) -> None:
    kind = KINDS[name]
    assert page_of(name) == kind.url_name != "agreements.one"
    assert kind.words().strip()
