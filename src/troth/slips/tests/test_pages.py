"""Slips on pages: the form that takes two minutes, one slip, the list, and the page of a promise."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from troth.conftest import Visit
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.testing import Cast
from troth.slips import actions
from troth.slips.models import LONGEST_LINE, Slip
from troth.slips.tests.conftest import HERE, LINES, MakePromise, Own

pytestmark = pytest.mark.django_db
PROMISES = "/p/lumen-kaveri/commitments/"
# As the walk of a missed promise has it, and what would shame whoever reads it on a bad day.
BLAME = re.compile(
    r"overdue|fail|breach|violat|broke|fault|too late|score|guilt|blame|confess|sorry|mistake|error",
    re.IGNORECASE,
)


def page(browser: Client, path: str = HERE, status: int = 200) -> str:
    """The page's text."""
    answer = browser.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def words_of(html: str) -> str:
    """What the page says, without what its marks and addresses are called."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<[^>]*>", " ", main)


def words_with_marks(html: str) -> str:
    """The main part of the page."""
    return html.partition("<main")[2].partition("</main>")[0]


# ------------------------------------------------------------------------------ owning one


def test_from_a_missed_promise_four_lines_tell_kaveri(
    cast: Cast, visit: Visit, promise: MakePromise
) -> None:
    one, browser = promise(), visit(cast.ingrid)
    assert f'href="{HERE}new/?commitment={one.id}"' in page(browser, f"{PROMISES}{one.id}/")
    form = page(browser, f"{HERE}new/?commitment={one.id}")
    assert "Tell Kaveri" in form
    assert "What it means for Kaveri" in form
    assert "“Winter sample data” was due" in form
    answer = browser.post(f"{HERE}new/", LINES | {"about": one.id})
    slip = Slip.objects.get()
    assert answer["Location"] == f"{HERE}{slip.id}/"
    assert (slip.commitment_id, slip.towards_id) == (one.id, cast.kaveri.id)
    seen = page(visit(cast.ravi), f"{HERE}{slip.id}/")
    for words in LINES.values():
        assert words in seen


def test_without_a_promise_the_same_four_lines_are_enough(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.tor)
    assert "Tell Kaveri" in page(browser, f"{HERE}new/")
    browser.post(f"{HERE}new/", LINES)
    slip = Slip.objects.get()
    assert (slip.commitment, slip.towards_id, slip.repair_by) == (None, cast.kaveri.id, None)


def test_before_the_day_the_form_says_what_is_coming(
    cast: Cast, visit: Visit, promise: MakePromise
) -> None:
    one = promise(days=2)
    form = page(visit(cast.ingrid), f"{HERE}new/?commitment={one.id}")
    assert "it will not be ready by then" in form


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"what": ""}, "A few words are enough"),
        ({"next": " \n "}, "A few words are enough"),
        ({"effect": "x" * (LONGEST_LINE + 1)}, f"at most {LONGEST_LINE}"),
        ({"repair_by": "31.02.2026"}, "date"),
        ({"repair_by": "2020-01-01"}, "That day has passed"),
        ({"repair_by": "2999-01-01"}, "more than a year away"),
    ],
)
def test_what_cannot_be_comes_back_with_a_word_and_loses_nothing(
    cast: Cast, visit: Visit, change: dict[str, str], words: str
) -> None:
    answer = visit(cast.ingrid).post(f"{HERE}new/", LINES | change)
    form = answer.content.decode()
    assert answer.status_code == 422
    assert words in form
    assert 'aria-invalid="true"' in form
    kept = [line for name, line in LINES.items() if name not in change]
    assert all(line in form for line in kept)
    assert not Slip.objects.exists()


def test_the_same_form_sent_twice_is_one_slip(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    form = page(browser, f"{HERE}new/")
    key = re.search(r'name="once" value="([^"]+)"', form)
    assert key
    for _n in range(2):
        answer = browser.post(f"{HERE}new/", LINES | {"once": key[1]})
        assert answer.status_code == 302
    assert Slip.objects.count() == 1


def test_of_two_colleagues_at_once_the_second_keeps_their_words(
    cast: Cast, visit: Visit, promise: MakePromise
) -> None:
    one = promise()
    said = LINES | {"about": one.id}
    assert visit(cast.tor).post(f"{HERE}new/", said).status_code == 302
    answer = visit(cast.ingrid).post(f"{HERE}new/", said | {"what": "Mine about it."})
    form = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine about it." in form
    assert f'href="{HERE}{Slip.objects.get().id}/"' in form


def test_a_slip_that_stands_is_shown_instead_of_a_second_form(
    cast: Cast, visit: Visit, promise: MakePromise, own: Own
) -> None:
    one = promise()
    slip = own(commitment=one)
    answer = visit(cast.tor).get(f"{HERE}new/?commitment={one.id}")
    assert answer["Location"] == f"{HERE}{slip.id}/"


def test_another_sides_promise_explains_itself(
    cast: Cast, visit: Visit, promise: MakePromise
) -> None:
    one = promise()
    said = page(visit(cast.ravi), f"{HERE}new/?commitment={one.id}", status=403)
    assert "only Lumen can say what happened with it" in said
    assert "Tell " not in words_of(said)
    answer = visit(cast.ravi).post(f"{HERE}new/", LINES | {"about": one.id})
    assert answer.status_code == 403
    assert not Slip.objects.exists()


@pytest.mark.parametrize("key", ["nonsense", "01J00000000000000000000000", "x" * 300, "\x00"])
def test_a_promise_that_is_not_there_is_nothing(cast: Cast, visit: Visit, key: str) -> None:
    page(visit(cast.ingrid), f"{HERE}new/?commitment={key}", status=404)
    answer = visit(cast.ingrid).post(f"{HERE}new/", LINES | {"about": key})
    assert answer.status_code == 404


# ------------------------------------------------------------------------------ one slip


def test_the_other_side_acknowledges_with_one_button(cast: Cast, visit: Visit, own: Own) -> None:
    slip = own()
    browser = visit(cast.ravi)
    assert "Acknowledge" in page(browser, f"{HERE}{slip.id}/")
    assert browser.post(f"{HERE}{slip.id}/acknowledge/").status_code == 302
    assert "Ravi acknowledged it." in page(visit(cast.ingrid), f"{HERE}{slip.id}/")


def test_an_answer_needs_words_and_keeps_them(cast: Cast, visit: Visit, own: Own) -> None:
    slip, browser = own(), visit(cast.ravi)
    empty = browser.post(f"{HERE}{slip.id}/answer/", {"words": "  "})
    assert empty.status_code == 422
    assert "Please write a few words." in empty.content.decode()
    long = browser.post(f"{HERE}{slip.id}/answer/", {"words": "x" * 2001})
    assert long.status_code == 422
    browser.post(f"{HERE}{slip.id}/answer/", {"words": "Which <b>stations</b>?"})
    assert "Which &lt;b&gt;stations&lt;/b&gt;?" in page(visit(cast.tor), f"{HERE}{slip.id}/")


def test_from_repaired_to_confirmed_both_read_where_it_stands(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    slip = own(commitment=promise())
    path = f"{HERE}{slip.id}/"
    visit(cast.tor).post(f"{path}repaired/", {"words": "All 14 are there."})
    seen = page(visit(cast.ravi), path)
    assert "Lumen says that it is repaired, and waits for a word from Kaveri." in seen
    assert "Confirm the repair" in seen
    visit(cast.meera).post(f"{path}confirm/", {"words": "They are."})
    for seat in (cast.ingrid, cast.ravi, cast.facilitator):
        seen = page(visit(seat), path)
        assert "Owned by Lumen and repaired; Kaveri confirmed it on" in seen
        assert 'aria-label="Owned and repaired"' in seen


def test_whoever_has_answered_is_asked_for_nothing_more(cast: Cast, visit: Visit, own: Own) -> None:
    slip, browser = own(), visit(cast.ravi)
    path = f"{HERE}{slip.id}/"
    assert "btn-primary" in words_with_marks(page(browser, path))
    browser.post(f"{path}answer/", {"words": "One pilot asked, nobody else."})
    seen = page(browser, path)
    assert "btn-primary" not in words_with_marks(seen)
    assert "<summary>Acknowledge or answer</summary>" in seen
    assert browser.post(f"{path}acknowledge/").status_code == 302


def test_an_open_page_is_led_on_when_something_waits_for_its_reader(
    cast: Cast, visit: Visit, own: Own
) -> None:
    slip, browser = own(), visit(cast.ravi)
    path = f"{HERE}{slip.id}/"
    asks = f'hx-get="{path}?at=0"'
    assert asks in page(browser, path)
    assert "Look and confirm" not in page(browser, f"{path}?at=0")
    actions.say_repaired(slip, by=cast.ingrid)
    assert "Look and confirm" in page(browser, f"{path}?at=0")
    assert "Look and confirm" not in page(browser, path)
    assert "Look and confirm" not in page(visit(cast.ingrid), f"{path}?at=0")


def test_a_refused_act_keeps_its_words(cast: Cast, visit: Visit, own: Own) -> None:
    slip = own()
    actions.acknowledge(slip, by=cast.meera)
    answer = visit(cast.ravi).post(f"{HERE}{slip.id}/acknowledge/", {"words": "Thank you both."})
    assert answer.status_code == 409
    assert "Thank you both." in answer.content.decode()
    answer = visit(cast.ravi).post(f"{HERE}{slip.id}/repaired/", {"words": "It is."})
    assert answer.status_code == 403
    assert "only Lumen can do that" in answer.content.decode()


def test_what_was_taken_back_shows_its_words_no_more(cast: Cast, visit: Visit, own: Own) -> None:
    slip = own()
    visit(cast.ingrid).post(f"{HERE}{slip.id}/take-back/")
    seen = page(visit(cast.ravi), f"{HERE}{slip.id}/")
    assert "took this back" in seen
    assert LINES["effect"] not in seen
    assert LINES["what"] not in page(visit(cast.ravi))


def test_in_a_room_of_some_it_says_that_it_counts_nowhere(
    cast: Cast, visit: Visit, own: Own
) -> None:
    both = open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    slip = own(room=both)
    path = f"/p/lumen-kaveri/with/{both.id}/care/slips/"
    said = "it counts in no figure"
    assert said in page(visit(cast.ravi), f"{path}{slip.id}/")
    assert said in page(visit(cast.ravi), f"{path}new/")
    assert said not in page(visit(cast.ravi), f"{HERE}new/")
    page(visit(cast.ravi), f"{HERE}{slip.id}/", status=404)


# ------------------------------------------------------------------------------ list and section


def test_an_empty_list_says_what_it_is_for(cast: Cast, visit: Visit) -> None:
    seen = page(visit(cast.ravi))
    assert "four short lines are enough" in seen
    assert f'href="{HERE}new/"' in seen


def test_what_is_being_made_good_comes_before_what_was(cast: Cast, visit: Visit, own: Own) -> None:
    done = own(what="The labels were mixed up.")
    actions.say_repaired(done, by=cast.ingrid)
    actions.confirm(done, by=cast.ravi)
    own(what="The call was cut off.")
    seen = page(visit(cast.ravi))
    assert seen.index("The call was cut off.") < seen.index("The labels were mixed up.")


def test_the_list_goes_on_on_another_page(
    cast: Cast, visit: Visit, own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("troth.slips.queries.looks.PAGE", 2)
    for n in range(3):
        with clock.at(now() - timedelta(days=9 - n)):
            slip = own(what=f"Number {n}.")
            actions.say_repaired(slip, by=cast.ingrid)
            actions.confirm(slip, by=cast.ravi)
    browser = visit(cast.tor)
    first = page(browser)
    assert "Number 0." not in first
    older = re.search(r'href="(\?before=[^"]+)" rel="prev|href="(\?before=[^"]+)"', first)
    assert older
    second = page(browser, HERE + (older[1] or older[2]))
    assert "Number 0." in second
    assert "Number 2." not in second
    assert "Number 2." in page(browser, f"{HERE}?before=nonsense,%00")


def test_care_is_a_section_where_more_than_one_side_sits(cast: Cast, visit: Visit) -> None:
    assert f'href="{HERE}"' in page(visit(cast.ingrid), "/p/lumen-kaveri/")
    side = page(visit(cast.ingrid), "/p/lumen-kaveri/side/")
    assert "care/slips" not in side
    page(visit(cast.ingrid), "/p/lumen-kaveri/side/care/slips/", status=404)
    page(visit(cast.ingrid), "/p/lumen-kaveri/side/care/slips/new/", status=404)
    assert "care/slips" not in page(visit(cast.guest), "/p/lumen-kaveri/")


# ------------------------------------------------------------------------------ the promise


def test_the_page_of_a_promise_shows_what_was_said_to_both(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    one = promise()
    slip = own(commitment=one)
    for seat in (cast.ingrid, cast.ravi, cast.facilitator):
        seen = page(visit(seat), f"{PROMISES}{one.id}/")
        assert "What Lumen said about it" in seen
        assert LINES["effect"] in seen
        assert f'href="{HERE}{slip.id}/"' in seen
    assert "has said what happened and what comes next" in page(visit(cast.ravi), PROMISES)


def test_from_the_card_of_what_has_not_arrived_it_is_one_step(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    one = promise()
    way = f'href="{HERE}new/?commitment={one.id}"'
    assert way in page(visit(cast.ingrid), PROMISES)
    for seat in (cast.ravi, cast.facilitator, cast.guest):
        assert way not in page(visit(seat), PROMISES)
    own(commitment=one)
    assert way not in page(visit(cast.ingrid), PROMISES)


def test_owned_and_repaired_has_its_own_sign(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    one = promise()
    slip = own(commitment=one)
    assert 'aria-label="Missed"' in page(visit(cast.ravi), f"{PROMISES}{one.id}/")
    actions.say_repaired(slip, by=cast.ingrid)
    actions.confirm(slip, by=cast.ravi)
    for path in (PROMISES, f"{PROMISES}{one.id}/"):
        assert 'aria-label="Missed, then owned and repaired"' in page(visit(cast.guest), path)


def test_the_offer_is_for_the_promiser_alone_and_near_the_date(
    cast: Cast, visit: Visit, promise: MakePromise
) -> None:
    far, near = promise(days=9), promise(days=1)
    words = "Say what happened"
    assert words not in page(visit(cast.ingrid), f"{PROMISES}{far.id}/")
    assert "a word before the day helps most" in page(visit(cast.ingrid), f"{PROMISES}{near.id}/")
    for seat in (cast.ravi, cast.facilitator, cast.guest):
        assert f"new/?commitment={near.id}" not in page(visit(seat), f"{PROMISES}{near.id}/")


def test_once_it_has_spoken_nothing_more_is_owed_than_the_repair(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    one = promise()
    owed = "Say what happened with “Winter sample data”"
    assert owed in page(visit(cast.ravi), "/p/lumen-kaveri/")
    own(commitment=one)
    assert owed not in page(visit(cast.ravi), "/p/lumen-kaveri/")


# ------------------------------------------------------------------------------ words and cost


@pytest.mark.slow
@pytest.mark.sqlite
def test_no_page_has_a_word_of_blame(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    one = promise()
    browser = visit(cast.ingrid)
    paths = [HERE, f"{HERE}new/?commitment={one.id}", f"{PROMISES}{one.id}/"]
    seen = [page(browser, path) for path in paths]
    slip = own(commitment=one)
    path = f"{HERE}{slip.id}/"
    seen += [page(visit(seat), path) for seat in (cast.ingrid, cast.ravi)]
    actions.say_repaired(slip, by=cast.ingrid)
    seen += [page(visit(seat), path) for seat in (cast.ingrid, cast.ravi)]
    actions.confirm(slip, by=cast.ravi)
    seen += [page(visit(cast.ravi), at) for at in (path, HERE, f"{PROMISES}{one.id}/", "/")]
    for html in seen:
        assert BLAME.findall(words_of(html)) == []


def test_pages_cost_the_same_however_many_there_are(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    browser = visit(cast.ravi)
    slip = own(commitment=promise())
    actions.acknowledge(slip, by=cast.ravi)
    few, one = statements(browser, HERE), statements(browser, f"{HERE}{slip.id}/")
    for n in range(3):
        other = own(what=f"Number {n}.")
        actions.answer(other, by=cast.meera, words="Thank you.")
        actions.answer(slip, by=cast.meera, words="And this?")
    assert statements(browser, HERE) == few
    assert statements(browser, f"{HERE}{slip.id}/") == one
    assert few < 30
