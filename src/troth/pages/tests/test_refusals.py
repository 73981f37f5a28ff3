"""What cannot be shown looks the same whatever the reason; what broke says that nothing was lost."""

import pytest
from django.test import Client, RequestFactory

from troth.conftest import Visit
from troth.foundation.web.ids import new_ulid
from troth.pages.views import refusals
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def foreign_paths(cast: Cast) -> list[str]:
    theirs = cast.neighbour.partnership.slug
    return [f"/p/{theirs}/", f"/p/{theirs}/commitments/", f"/p/{theirs}/record/0/"]


@pytest.mark.parametrize("who", ["ingrid", "guest", "stranger"])
def test_absent_and_foreign_are_the_same_bytes(cast: Cast, visit: Visit, who: str) -> None:
    client = visit(getattr(cast, who))
    paths = [*foreign_paths(cast), "/p/no-such-table/", "/nothing/at/all/"]
    answers = [client.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert b"lumen" not in answers[0].content.lower()


def test_inside_one_finds_no_difference_between_absent_and_elsewhere(
    cast: Cast, visit: Visit
) -> None:
    client, other = visit(cast.ingrid), cast.kaveri_side.id
    answers = [
        client.get(f"/p/lumen-kaveri/with/{room}/commitments/") for room in (other, new_ulid())
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_a_stranger_guessing_gets_the_same_answer_before_coming_in(visit: Visit) -> None:
    client = visit(None)
    answers = [client.get(path) for path in ("/p/lumen-kaveri/", "/p/no-such-table/")]
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.headers["Location"].split("?")[0] for answer in answers} == {"/come-in/"}


def test_a_form_without_its_token_is_told_that_nothing_was_changed(
    cast: Cast,
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ingrid.person)
    answer = client.post("/p/lumen-kaveri/commitments/promise/", {"line": "x"})
    assert answer.status_code == 403
    assert "Nothing was changed." in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (refusals.broken, 500, "Something of ours broke."),
        (refusals.not_allowed, 403, "This cannot be done from here."),
        (refusals.forged, 403, "This form could not be taken."),
        (refusals.nothing_here, 404, "There is nothing here for you to see."),
    ],
)
def test_every_refusal_is_a_whole_page_in_plain_words(
    rf: RequestFactory, view: object, status: int, words: str
) -> None:
    answer = view(rf.get("/x/"))  # type: ignore[operator]  # a view
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "</html>" in answer.content.decode()
