"""The overview in one sentence, whatever has happened at the table so far."""

import pytest

from troth.commitments.queries.lists import Tally
from troth.conftest import Visit
from troth.pages.views.overview import sentence
from troth.partnerships.models import Partnership, Party, Room
from troth.partnerships.testing import Cast

LUMEN, KAVERI = Party(name="Lumen"), Party(name="Kaveri")


def tally(kept: int = 0, late: int = 0, dropped: int = 0, *, party: Party = LUMEN) -> Tally:
    return Tally(party=party, kept=kept, late=late, dropped=dropped, moved=0)


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ([], "You have sat down together. Nothing has been promised and finished yet."),
        ([tally()], "You have sat down together. Nothing has been promised and finished yet."),
        ([tally(1)], "The one promise that finished was kept."),
        ([tally(0, 1)], "The one promise that finished was not kept."),
        ([tally(0, 0, 1)], "The one promise that finished was not kept."),
        ([tally(2)], "Of 2 finished promises, 2 were kept."),
        ([tally(1, 1)], "Of 2 finished promises, one was kept and one came late."),
        (
            [tally(4, 1), tally(3, 0, 2, party=KAVERI)],
            "Of 10 finished promises, 7 were kept, one came late and 2 were dropped.",
        ),
        ([tally(0, 2, 1)], "Of 3 finished promises, 2 came late and one was dropped."),
        (
            [tally(4000, 100, 50)],
            "Of 4,150 finished promises, 4,000 were kept, 100 came late and 50 were dropped.",
        ),
    ],
)
def test_the_state_of_a_table_is_one_sentence(ended: list[Tally], said: str) -> None:
    assert sentence(ended, Room(kind="shared")) == said


def test_a_room_for_some_has_words_of_its_own_until_something_finishes() -> None:
    room = Room(kind="subset")
    assert sentence([], room).startswith("A room for some of you.")
    assert sentence([tally(1)], room) == "The one promise that finished was kept."


@pytest.mark.django_db
def test_a_table_that_is_only_proposed_says_who_was_asked(cast: Cast, visit: Visit) -> None:
    Partnership.objects.update(phase="proposed", opened_at=None)
    page = visit(cast.ingrid).get("/p/lumen-kaveri/").content.decode()
    assert "Nothing is shared until everybody you invited has accepted." in page
    assert "Kaveri Analytics" in page
