"""A form sent twice has one effect, and both answers lead to the same place."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.test import RequestFactory

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger import models
from troth.ledger.actions import record
from troth.ledger.middleware import Once
from troth.ledger.once import CURRENT, AlreadyDone, once
from troth.ledger.queries import head
from troth.ledger.testing import lamp_lit, light

pytestmark = pytest.mark.django_db
View = Callable[[HttpRequest], HttpResponse]


def test_the_second_sending_has_no_effect(room: Ulid) -> None:
    with once("key") as turn:
        light(room)
        turn.keep("/there/")
    with once("key"), pytest.raises(AlreadyDone) as refused:
        light(room)
    assert (refused.value.location, refused.value.log, refused.value.idx) == ("/there/", room, 0)
    assert head(room) == 1


def test_one_sending_may_record_several_facts(room: Ulid) -> None:
    with once("key"):
        light(room, 3)
    assert head(room) == 3
    assert models.Once.objects.get().idx == 0


def test_a_sending_that_came_to_nothing_can_be_repeated(room: Ulid) -> None:
    with once("key"), transaction.atomic():
        record(lamp_lit(room))
        transaction.set_rollback(True)
    with once("key"):
        light(room)
    assert head(room) == 1


def test_a_sending_that_recorded_nothing_can_be_repeated(room: Ulid) -> None:
    with once("key") as turn:
        turn.keep("/nowhere/")
    with once("key"):
        light(room)
    assert models.Once.objects.get().location == ""


def test_the_key_of_one_person_is_not_the_key_of_another(room: Ulid) -> None:
    for person in ("ingrid", "ravi"):
        with once("key", person):
            light(room)
    assert head(room) == 2
    assert not models.Once.objects.filter(key__contains="ingrid").exists()


def test_without_a_form_nothing_is_kept(room: Ulid) -> None:
    light(room)
    assert CURRENT.get() is None
    assert not models.Once.objects.exists()


def send(view: View, key: str, **headers: str) -> HttpResponse:
    """Send a form with this key through the middleware, as Django calls it."""
    request = RequestFactory().post(
        "/form/", {"once": key}, headers={"Referer": "/form/", **headers}
    )

    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except AlreadyDone as error:
            response = middleware.process_exception(request, error)
            assert response
            return response

    middleware = Once(answer)
    return middleware(request)


def lighting(room: Ulid, answer: Callable[[], HttpResponse]) -> View:
    def view(request: HttpRequest) -> HttpResponse:
        light(room)
        return answer()

    return view


def test_a_form_sent_twice_leads_twice_to_the_same_place(room: Ulid) -> None:
    view, key = lighting(room, lambda: HttpResponseRedirect("/lamp/")), new_ulid()
    places = [send(view, key).headers["Location"] for _ in range(2)]
    assert (places, head(room)) == (["/lamp/", "/lamp/"], 1)


def test_a_fragments_form_sent_twice_leads_back_to_its_page(room: Ulid) -> None:
    view, key = lighting(room, lambda: HttpResponse("a card")), new_ulid()
    assert send(view, key).content == b"a card"
    again = send(view, key, **{"HX-Request": "true"})
    assert (again.headers["HX-Redirect"], head(room)) == ("/form/", 1)


def test_the_slower_of_two_sendings_is_led_to_the_faster_ones_place(room: Ulid) -> None:
    key = new_ulid()

    def slow(request: HttpRequest) -> HttpResponse:
        faster = lighting(room, lambda: HttpResponseRedirect("/lamp/"))
        token = CURRENT.set(None)
        send(faster, key)
        CURRENT.reset(token)
        return HttpResponseBadRequest("somebody was quicker")

    assert send(slow, key).headers["Location"] == "/lamp/"


def test_two_sendings_at_the_same_moment_have_one_effect(room: Ulid) -> None:
    key = new_ulid()

    def slow(request: HttpRequest) -> HttpResponse:
        token = CURRENT.set(None)
        send(lighting(room, lambda: HttpResponse("a card")), key)
        CURRENT.reset(token)
        light(room)
        return HttpResponse("not reached")

    assert send(slow, key).headers["Location"] == "/form/"
    assert head(room) == 1


def test_a_refused_form_can_be_mended_and_sent_again(room: Ulid) -> None:
    key = new_ulid()
    assert send(lambda request: HttpResponseBadRequest("no date"), key).status_code == 400
    assert send(lighting(room, HttpResponse), key).status_code == 200


def test_an_answer_with_an_error_after_the_effect_is_given_as_it_is(room: Ulid) -> None:
    view = lighting(room, lambda: HttpResponseBadRequest("the letter could not be shown"))
    assert send(view, new_ulid()).status_code == 400


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_a_form_without_a_key_is_just_sent(room: Ulid, key: str) -> None:
    for _ in range(2):
        assert send(lighting(room, HttpResponse), key).status_code == 200
    assert head(room) == 2


def test_other_errors_are_left_to_others() -> None:
    request = RequestFactory().get("/")
    assert Once(lambda request: HttpResponse()).process_exception(request, ValueError()) is None
