"""Private questions and what is uneven, as people meet them on pages."""

import pytest
from django.test import Client

from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.discussions.models import Post, Topic
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.foundation.web.times import in_zone
from troth.ledger.queries import head
from troth.outreach import actions
from troth.outreach.actions.changing import Dates
from troth.outreach.models import Change, Exchange, Line, Offered, Signal
from troth.outreach.tests.conftest import (
    ANSWER,
    DAY,
    QUESTION,
    SHARED,
    SIDE,
    AskPrivately,
    MakePromise,
    MakeSignal,
)
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def read(browser: Client, path: str, *, status: int = 200) -> str:
    """What a page says."""
    answer = browser.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def at(one: Exchange, way: str = "") -> str:
    """The page of an exchange, or of an act in it."""
    room = f"/p/lumen-kaveri/with/{one.room_id}/trust/outreach/{one.id}/"
    return f"{room}{way}/" if way else room


# ------------------------------------------------------------------------------ asking


def test_from_the_page_of_people_to_a_question(cast: Cast, visit: Visit) -> None:
    ravi, link = visit(cast.ravi), f"{SHARED}new/?to={cast.ingrid.id}"
    people = read(ravi, "/p/lumen-kaveri/people/")
    assert link in people
    assert f"?to={cast.ravi.id}" not in people
    form = read(ravi, link)
    assert "How is this for you at the moment?" in form
    sent = ravi.post(f"{SHARED}new/", {"person": cast.ingrid.id, "words": QUESTION})
    one = Exchange.objects.get()
    assert sent["Location"] == at(one)
    page = read(ravi, sent["Location"])
    assert QUESTION in page
    assert "Only those named, 2 people" in page
    assert "Ravi and Ingrid" in page


def test_the_page_of_trust_says_to_ask_before_assuming(cast: Cast, visit: Visit) -> None:
    assert read(visit(cast.tor), "/p/lumen-kaveri/trust/").count("Before assuming, ask") == 1
    assert "Before assuming, ask" not in read(visit(cast.facilitator), "/p/lumen-kaveri/trust/")


def test_whoever_is_asked_finds_it_waiting_without_its_words(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    one, ingrid = ask(), visit(cast.ingrid)
    home = read(ingrid, "/")
    assert "Ravi asks how something is for you" in home
    assert QUESTION not in home
    assert at(one) in home
    ingrid.post(at(one, "say"), {"words": ANSWER})
    assert "Ravi asks how something is for you" not in read(ingrid, "/")
    assert ANSWER in read(visit(cast.ravi), at(one))


def test_who_else_is_there_is_named_at_the_beginning(cast: Cast, visit: Visit) -> None:
    said = {"person": cast.ingrid.id, "words": QUESTION, "mine": cast.meera.id}
    visit(cast.ravi).post(f"{SHARED}new/", said | {"theirs": cast.tor.id})
    one = Exchange.objects.get()
    assert "Only those named, 4 people" in read(visit(cast.tor), at(one))
    visit(cast.meera).post(at(one, "say"), {"words": "And the logs?"})
    assert "And the logs?" in read(visit(cast.ingrid), at(one))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"person": ""}, "Choose whom you ask."),
        ({"person": "01J00000000000000000000000"}, "Select a valid choice"),
        ({"words": "   "}, "Please write a few words."),
        ({"words": "x" * 2001}, "at most 2000"),
        ({"person": "nonsense\x00"}, ""),
    ],
)
def test_a_form_that_comes_back_keeps_what_was_typed(
    cast: Cast, visit: Visit, said: dict[str, str], words: str
) -> None:
    given = {"person": cast.tor.id, "words": "How are the nights?"} | said
    answer = visit(cast.ravi).post(f"{SHARED}new/", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert given["words"][:20].strip() in answer.content.decode()
    assert not Exchange.objects.exists()


def test_asked_once_more_one_is_led_on_and_nothing_is_lost(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    ask()
    given = {"person": cast.ingrid.id, "words": "And the frost?"}
    answer = visit(cast.ravi).post(f"{SHARED}new/", given)
    assert answer.status_code == 409
    assert "it is still open" in answer.content.decode()
    assert "And the frost?" in answer.content.decode()


def test_the_list_holds_one_s_own_alone(cast: Cast, visit: Visit, ask: AskPrivately) -> None:
    one = ask()
    assert at(one) in read(visit(cast.ingrid), SHARED)
    assert at(one) not in read(visit(cast.tor), SHARED)
    assert "Nothing here." in read(visit(cast.tor), SHARED)
    actions.end(one, by=cast.ravi)
    assert "Ended" in read(visit(cast.ingrid), SHARED)


def test_the_list_takes_the_same_statements_however_long(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    ingrid, one = visit(cast.ingrid), ask()
    read(ingrid, SHARED)
    first = statements(ingrid, SHARED)
    for _n in range(5):
        Exchange.objects.create(
            room=one.room, asker=cast.ravi, asked=cast.ingrid, at=now(), last_at=now()
        )
    assert statements(ingrid, SHARED) == first


def test_an_exchange_takes_the_same_statements_however_long(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    ingrid, one = visit(cast.ingrid), ask()
    read(ingrid, at(one))
    first = statements(ingrid, at(one))
    for _n in range(5):
        actions.say(one, words=ANSWER, by=cast.ravi)
    assert statements(ingrid, at(one)) == first


def test_ended_it_is_read_and_says_no_more(cast: Cast, visit: Visit, ask: AskPrivately) -> None:
    one, ingrid = ask(), visit(cast.ingrid)
    assert ingrid.post(at(one, "end")).status_code == 302
    page = read(ingrid, at(one))
    assert QUESTION in page
    assert "Answer</button>" not in page
    answer = ingrid.post(at(one, "say"), {"words": "Too late?"})
    assert answer.status_code == 409
    assert ingrid.post(at(one, "end")).status_code == 409
    assert Line.objects.count() == 1


def test_a_closed_table_reads_and_says_no_more(cast: Cast, visit: Visit, ask: AskPrivately) -> None:
    one, ingrid = ask(), visit(cast.ingrid)
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED)
    assert "Answer</button>" not in read(ingrid, at(one))
    assert ingrid.post(at(one, "say"), {"words": ANSWER}).status_code == 403
    assert ingrid.get(f"{SHARED}new/").status_code == 403


def test_the_room_of_a_few_begins_with_what_was_asked(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    one = ask()
    assert at(one) in read(visit(cast.ingrid), f"/p/lumen-kaveri/with/{one.room_id}/")


@pytest.mark.parametrize("words", ["<b>x</b>", "\u202e", "x\x00y", "\U0001f600" * 500])
def test_odd_words_do_no_harm(cast: Cast, visit: Visit, ask: AskPrivately, words: str) -> None:
    one, ingrid = ask(), visit(cast.ingrid)
    assert ingrid.post(at(one, "say"), {"words": words}).status_code in {302, 422}
    assert "<b>x</b>" not in read(ingrid, at(one))


# ------------------------------------------------------------------------------ changes


def test_both_see_what_all_will_read_before_anything_moves(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what, size = ask(), promise(), head(cast.shared.id)
    ravi, ingrid = visit(cast.ravi), visit(cast.ingrid)
    day = in_zone(what.due + 7 * DAY, what.zone).date()
    given = {f"date-{what.id}": day.isoformat()}
    assert "now due" in read(ravi, at(one, "dates"))
    preview = ravi.post(at(one, "dates"), given).content.decode()
    assert "no longer" in preview
    assert "Agreed between us." in preview
    assert "Both organisations" in preview
    assert not Change.objects.exists()
    assert ravi.post(at(one, "dates"), given | {"sure": "yes"}).status_code == 302
    change = Change.objects.get()
    page = read(ingrid, at(one))
    assert "no longer" in page
    assert "Agree to it" in page
    assert "Agree to it" not in read(ravi, at(one))
    assert "Ravi proposes something privately" in read(ingrid, "/")
    assert head(cast.shared.id) == size
    assert ingrid.post(at(one, "agree"), {"seen": change.id}).status_code == 302
    assert in_zone(Commitment.objects.get(pk=what.pk).due, what.zone).date() == day
    assert "it was agreed" in read(ravi, at(one))


def test_one_can_go_back_from_the_preview(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(), promise()
    given = {f"date-{what.id}": (what.due + DAY).date().isoformat(), "change": "yes"}
    answer = visit(cast.ravi).post(at(one, "dates"), given).content.decode()
    assert "See what everybody will read" in answer
    assert given[f"date-{what.id}"] in answer


def test_dates_that_cannot_be_proposed_come_back(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what, ravi = ask(), promise(), visit(cast.ravi)
    for given in ({}, {f"date-{what.id}": "soon"}, {f"date-{what.id}": ""}):
        assert ravi.post(at(one, "dates"), given | {"sure": "yes"}).status_code == 422, given
    past = {f"date-{what.id}": (now() - 3 * DAY).date().isoformat(), "sure": "yes"}
    answer = ravi.post(at(one, "dates"), past)
    assert answer.status_code == 422
    assert "That day has passed" in answer.content.decode()


def test_without_open_promises_nothing_can_move(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    assert "Nothing can move." in read(visit(cast.ravi), at(ask(), "dates"))


def test_a_pause_is_previewed_and_proposed(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    promise("Drift run")
    one, ravi = ask(), visit(cast.ravi)
    days = [(now() + number * DAY).date().isoformat() for number in (2, 4)]
    given = dict(zip(("first", "last"), days, strict=True))
    assert ravi.get(at(one, "pause")).status_code == 200
    preview = ravi.post(at(one, "pause"), given).content.decode()
    assert "“Drift run” rests" in preview
    assert ravi.post(at(one, "pause"), given | {"sure": "yes"}).status_code == 302
    assert Change.objects.get().kind == "pause"


def test_whoever_comes_second_is_told(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(), promise()
    change = actions.propose(one, Dates(due={what.id: what.due + DAY}), by=cast.ravi)
    actions.take_back(one, seen=change.id, by=cast.ravi)
    answer = visit(cast.ingrid).post(at(one, "agree"), {"seen": change.id})
    assert answer.status_code == 409
    assert "Nothing waits for an answer here any more." in answer.content.decode()
    for seen in ("", "nonsense", "\x00"):
        assert visit(cast.ingrid).post(at(one, "decline"), {"seen": seen}).status_code == 409


# ------------------------------------------------------------------------------ what is uneven


def test_a_signal_is_neutral_and_says_until_when(
    cast: Cast, visit: Visit, signal: MakeSignal
) -> None:
    one, ingrid = signal(), visit(cast.ingrid)
    page = read(ingrid, f"{SIDE}{one.id}/")
    for words in (
        "Lumen answered 5 of 16 within the agreed time",
        "the other side 13 of 14",
        "There may be good reasons.",
        "sees this until",
        "Say something about it",
        "Not now",
    ):
        assert words in page
    assert f"{SIDE}{one.id}/" in read(ingrid, SIDE)
    assert f"{SIDE}{one.id}/" in read(ingrid, "/p/lumen-kaveri/side/")
    assert "Something is uneven" in read(ingrid, "/")
    assert "Something is uneven" not in read(visit(cast.tor), "/"), "it waits for admins"
    assert visit(cast.tor).get(f"{SIDE}{one.id}/").status_code == 200


def test_a_side_room_says_where_it_would_stand(cast: Cast, visit: Visit) -> None:
    page = read(visit(cast.tor), "/p/lumen-kaveri/side/")
    assert f'href="{SIDE}"' in page
    assert "Nothing is uneven." in page
    assert f'href="{SIDE}"' not in read(visit(cast.tor), "/p/lumen-kaveri/")


def test_it_stands_in_the_side_room_alone(cast: Cast, visit: Visit, signal: MakeSignal) -> None:
    one, ingrid = signal(), visit(cast.ingrid)
    shared = "/p/lumen-kaveri/trust/imbalance/"
    for path in (shared, f"{shared}{one.id}/", f"{shared}{one.id}/say/"):
        assert ingrid.get(path).status_code == 404
    for path in (f"{SIDE}{one.id}/", f"{SIDE}{one.id}/say/"):
        assert visit(cast.ravi).get(path).status_code == 404
    assert visit(cast.ravi).post(f"{SIDE}{one.id}/not-now/").status_code == 404


def test_load_is_said_against_what_is_usual_here(
    cast: Cast, visit: Visit, signal: MakeSignal
) -> None:
    one = signal()
    Signal.objects.update(kind="load", did=12, of=12, others_did=0, others_of=0)
    page = read(visit(cast.ingrid), f"{SIDE}{one.id}/")
    assert "12 wait for Lumen" in page
    assert "about 6 would be usual here" in page


def test_not_now_puts_it_away_once(cast: Cast, visit: Visit, signal: MakeSignal) -> None:
    one, ingrid = signal(), visit(cast.ingrid)
    assert ingrid.post(f"{SIDE}{one.id}/not-now/").status_code == 302
    assert ingrid.post(f"{SIDE}{one.id}/not-now/").status_code == 409
    assert "Something is uneven" not in read(ingrid, "/")
    assert "Put aside for now." in read(ingrid, f"{SIDE}{one.id}/")


def test_what_is_said_openly_is_previewed_and_names_no_signal(
    cast: Cast, visit: Visit, signal: MakeSignal
) -> None:
    one, ingrid = signal(), visit(cast.ingrid)
    path, given = f"{SIDE}{one.id}/say/", {"title": "How it is for us", "words": "It is *a lot*."}
    assert "This is how it is for us" in read(ingrid, path)
    preview = ingrid.post(path, given)
    assert preview.status_code == 200
    assert "<em>a lot</em>" in preview.content.decode()
    assert not Topic.objects.exists()
    again = ingrid.post(path, given | {"change": "yes"}).content.decode()
    assert "See what everybody will read" in again
    size = head(cast.shared.id)
    sent = ingrid.post(path, given | {"sure": "yes"})
    assert sent.status_code == 302
    post = Post.objects.get()
    assert (post.room_id, post.text) == (cast.shared.id, given["words"])
    assert head(cast.shared.id) == size + 2
    one.refresh_from_db()
    assert (one.state, one.topic) == ("said", post.topic_id)
    assert one.id not in read(visit(cast.ravi), sent["Location"])
    assert ingrid.get(path).status_code == 409
    assert ingrid.post(path, given | {"sure": "yes"}).status_code == 409
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [({"title": ""}, 422), ({"words": ""}, 422), ({"words": "@everybody look"}, 422)],
)
def test_an_open_word_that_comes_back_keeps_what_was_typed(
    cast: Cast, visit: Visit, signal: MakeSignal, said: dict[str, str], status: int
) -> None:
    one = signal()
    given = {"title": "How it is", "words": "It is a lot.", "sure": "yes"} | said
    answer = visit(cast.ingrid).post(f"{SIDE}{one.id}/say/", given)
    assert answer.status_code == status
    assert (given["title"] or given["words"]) in answer.content.decode()
    assert not Topic.objects.exists()


# ------------------------------------------------------------------------------ drafts


def test_a_draft_asks_and_does_not_accuse(cast: Cast, visit: Visit, draft: Offered) -> None:
    ravi, path = visit(cast.ravi), f"{SIDE}offered/{draft.id}/"
    assert "A private question to Lumen" in read(ravi, "/")
    assert path in read(ravi, SIDE)
    page = read(ravi, path)
    assert "How are these weeks for you?" in page
    assert "5 of 16" not in page, "the counts are the other side's own"
    sent = ravi.post(path, {"person": cast.ingrid.id, "words": QUESTION})
    assert sent["Location"] == at(Exchange.objects.get())
    assert "A private question to Lumen" not in read(ravi, "/")
    assert ravi.get(path).status_code == 404


def test_a_draft_can_be_left(cast: Cast, visit: Visit, draft: Offered) -> None:
    ravi, path = visit(cast.ravi), f"{SIDE}offered/{draft.id}/"
    assert ravi.post(f"{path}not-now/").status_code == 302
    assert path not in read(ravi, SIDE)
    assert ravi.post(f"{path}not-now/").status_code == 404
    assert not Exchange.objects.exists()


def test_a_draft_without_words_comes_back(cast: Cast, visit: Visit, draft: Offered) -> None:
    path = f"{SIDE}offered/{draft.id}/"
    answer = visit(cast.ravi).post(path, {"person": cast.ingrid.id, "words": " "})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.state == "offered"


@pytest.mark.parametrize("key", ["nonsense", "01J00000000000000000000000", "x" * 200])
def test_what_is_not_there_is_nothing(
    cast: Cast, visit: Visit, ask: AskPrivately, key: str
) -> None:
    room = f"/p/lumen-kaveri/with/{ask().room_id}/trust/outreach/"
    assert visit(cast.ravi).get(f"{room}{key}/").status_code == 404
    assert visit(cast.ravi).get(f"{SIDE}{key}/").status_code == 404
    assert visit(cast.ravi).get(f"{SIDE}offered/{key}/").status_code == 404
