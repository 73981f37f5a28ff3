"""What a promise's page says comes next: whose turn it is, and one thing to do for whoever's it is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from troth.commitments import actions
from troth.commitments.models import Commitment
from troth.commitments.rules.states import Act
from troth.commitments.tests.conftest import Make
from troth.commitments.views.acts import ORDER, WAYS
from troth.commitments.views.cards import card_of
from troth.commitments.views.next_steps import Next, next_of
from troth.foundation.web.clock import now
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
LIST = "/p/lumen-kaveri/commitments/"


def what_next(one: Commitment, seat: Seat) -> Next:
    found = next_of(
        card_of(Commitment.objects.with_parties().get(pk=one.pk), seat, now=now()), seat
    )
    assert found is not None
    return found


def acts(found: Next) -> list[Act]:
    return [step.act for step in ([found.main] if found.main else []) + list(found.others)]


def test_every_act_has_its_place_in_the_order() -> None:
    assert sorted(ORDER) == sorted(WAYS)


def test_what_is_asked_for_is_the_one_primary_act(cast: Cast, promised: Make) -> None:
    found = what_next(promised(), cast.ingrid)
    assert found.heading == "Now it waits for Lumen."
    assert acts(found) == [Act.ACCEPT, Act.DECLINE]


def test_whoever_waits_is_told_for_whom_and_has_nothing_primary(cast: Cast, promised: Make) -> None:
    found = what_next(promised(), cast.ravi)
    assert (found.heading, found.main) == ("Now it waits for Lumen.", None)
    assert acts(found) == [Act.WITHDRAW]


def test_the_way_out_comes_last(cast: Cast, accepted: Make) -> None:
    assert acts(what_next(accepted(), cast.ravi)) == [Act.DELIVER, Act.ASK_MOVE, Act.WITHDRAW]


def test_while_a_wish_waits_for_the_other_side_nothing_is_primary_for_whoever_asked(
    cast: Cast, accepted: Make
) -> None:
    one = accepted()
    actions.ask_move(one, by=cast.ravi, due=one.due + timedelta(days=2), reason="Customs.")
    ours, theirs = what_next(one, cast.ravi), what_next(one, cast.ingrid)
    assert ours.main is None
    assert ours.means.startswith("Lumen can agree to the new day")
    assert theirs.main is not None
    assert theirs.main.act is Act.AGREE_MOVE


def test_what_was_sent_back_can_be_confirmed_after_all(cast: Cast, delivered: Make) -> None:
    one = actions.send_back(delivered(), by=cast.ingrid, missing="Type 7.")
    words = [step.words for step in what_next(one, cast.ingrid).others]
    assert words[0] == "Confirm it after all"


def test_nothing_comes_next_for_what_has_ended(cast: Cast, delivered: Make) -> None:
    one = actions.confirm(delivered(), by=cast.ingrid)
    assert next_of(card_of(one, cast.ingrid, now=now()), cast.ingrid) is None


def test_taking_back_what_nobody_accepted_is_not_called_dropping(
    cast: Cast, visit: Visit, promised: Make, accepted: Make
) -> None:
    early, later = promised(), accepted()
    client = visit(cast.ravi)
    assert "counts nowhere" in client.get(f"{LIST}{early.id}/withdraw/").content.decode()
    assert "counts as dropped" in client.get(f"{LIST}{later.id}/withdraw/").content.decode()


def test_a_form_that_leads_nowhere_says_why_and_shows_the_way(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    page = visit(cast.ravi).get(f"{LIST}{promised().id}/accept/").content.decode()
    assert "Look at where it stands" in page
    assert "<textarea" not in page


def test_where_it_stands_is_said_once(cast: Cast, visit: Visit, promised: Make) -> None:
    page = visit(cast.ravi).get(f"{LIST}{promised().id}/").content.decode()
    assert "Proposed, waits for Lumen" in page
    assert "has not answered yet" not in page


def test_the_counter_of_whoever_acted_is_asked_for_again(
    cast: Cast, visit: Visit, promised: Make
) -> None:
    one = promised()
    htmx = {"HX-Request": "true", "HX-Target": f"c-{one.id}"}
    answer = visit(cast.ingrid).post(f"{LIST}{one.id}/accept/", {"seen": one.turn}, headers=htmx)
    assert answer.headers["HX-Trigger"] == '{"live:inbox": {}}'


def test_the_line_is_one_key_away_on_other_pages_and_under_the_thumb(
    cast: Cast, visit: Visit
) -> None:
    page = visit(cast.ingrid).get("/p/lumen-kaveri/record/").content.decode()
    assert 'data-key="c"' in page
    assert f'href="{LIST}#promise-line"' in page
